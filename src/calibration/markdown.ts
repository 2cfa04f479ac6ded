import { markdownTable } from '../report/table'
import { ERROR_SHAPES, ERROR_WORDS, type ErrorShape } from './errorShapes'
import { FAMILY_SIZE } from './familyRules'
import { EFFECTS } from './pairedRules'
import { NULL_SHARE, SHARES } from './shareRules'
import { isAboveNominal } from './simulate'
import type { Calibration, Cell, Rate, RuleDescription, TrainingCalibration } from './types'

/** Every number of the calibration that decides whether a rule may be trusted, as tables. */
export function renderCalibration(calibration: Calibration): string {
  const { studies, training } = calibration
  const parts = [
    '# Calibration of the decision rules',
    ...(studies === 0 ? [] : simulatedPart(calibration)),
    ...(training === null ? [] : trainingPart(training))
  ]
  return `${parts.join('\n\n')}\n`
}

function simulatedPart({ alpha, studies, rules, cells }: Calibration): string[] {
  const tried = (isTried: (cell: Cell) => boolean) =>
    rules.filter(({ id }) => cells.some((cell) => cell.rule === id && isTried(cell)))
  const families = rules.filter(({ id }) => id.startsWith('family-'))
  const pairs = tried(({ errors }) => isShape(errors)).filter((rule) => !families.includes(rule))
  const shares = tried(({ errors }) => errors === 'bernoulli')
  const find: Find = (rule, errors, effect) =>
    cells.find((cell) => cell.rule === rule && cell.errors === errors && cell.effect === effect)
  return [
    `Simulated: ${studies} studies for each rule, distribution and effect, through the code that judges claims; nominal error rate ${percent(alpha)}. In brackets: 95 % Monte Carlo interval. Written by \`npm run calibrate\`; the same numbers every time.`,
    '![Wrong verdicts by rule and distribution of the errors](calibration.svg)',
    "A verdict is wrong where anything that it says is not so, its subtype included. Effects are in standard deviations of the pairs' differences, counted from the margin downwards: 0 is on the margin (every decision is wrong there), -0.5 is no effect at all, -1 is on the margin's other side.",
    '**Bold**: above nominal by more than Monte Carlo error (4 standard errors). (*): the rule promises nothing under these errors.',
    summary(cells, alpha),
    '## Wrong verdicts on the margin',
    byShape(pairs, (rule, shape) => rateCell(find(rule, shape, 0), ({ wrong }) => wrong)),
    '## Wrong verdicts, the worst of all effects',
    byShape(pairs, (rule, shape) => rateCell(worstOf(cells, rule, shape), ({ wrong }) => wrong)),
    '## Coverage of the interval at the verdict, the lowest of all effects',
    byShape(pairs, (rule, shape) => {
      const lowest = leastCovered(cells, rule, shape)
      return lowest?.coverage ? `${rateWords(lowest.coverage)}${mark(lowest)}` : '–'
    }),
    '## Right decisions, mean number of pairs, share left inconclusive',
    ...ERROR_SHAPES.flatMap((shape) => [`### ${capital(ERROR_WORDS[shape])}`, powerTable(pairs, shape, find)]),
    `## Shares of seeds, against ${NULL_SHARE}`,
    shareTable(shares, find),
    `## Families of ${FAMILY_SIZE} claims`,
    'Wrong: any verdict of the family. Normal errors; the true claims lie 3 standard deviations below the margin, the others on it.',
    familyTable(families, cells)
  ]
}

type Find = (rule: string, errors: string, effect: number) => Cell | undefined

function isShape(errors: string): errors is ErrorShape {
  return ERROR_SHAPES.some((shape) => shape === errors)
}

function summary(cells: readonly Cell[], alpha: number): string {
  const promised = cells.filter((cell) => cell.promised)
  const broken = promised.filter((cell) => isAboveNominal(cell, alpha))
  const missing = cells.filter((cell) => !cell.promised && isAboveNominal(cell, alpha))
  const worst = [...missing].sort((a, b) => b.wrong.share - a.wrong.share)[0]
  const kept =
    broken.length === 0
      ? `Where a rule's assumption holds, none of ${promised.length} rates of wrong verdicts is above nominal beyond Monte Carlo error.`
      : `${broken.length} of ${promised.length} rates are above nominal although the rule's assumption holds: ${broken.map(({ rule, errors, effect }) => `${rule} (${errors}, ${effect})`).join(', ')}.`
  const outside =
    worst === undefined
      ? 'Outside of it none is either.'
      : `Outside of it ${missing.length} are, all under ${list([...new Set(missing.map(({ errors }) => errors))])} errors; the largest is ${rateWords(worst.wrong)}, ${(worst.wrong.share / alpha).toFixed(1)} times nominal (${worst.rule}, ${worst.errors}, effect ${worst.effect}).`
  return `${kept} ${outside}`
}

function byShape(rules: readonly RuleDescription[], cell: (rule: string, shape: ErrorShape) => string): string {
  return markdownTable(
    ['rule', 'promised under', ...ERROR_SHAPES],
    rules.map(({ id, title, assumption }) => [title, assumption, ...ERROR_SHAPES.map((shape) => cell(id, shape))]),
    [2, 3, 4, 5, 6]
  )
}

function ofRule(cells: readonly Cell[], rule: string, shape: ErrorShape): Cell[] {
  return cells.filter((cell) => cell.rule === rule && cell.errors === shape)
}

function worstOf(cells: readonly Cell[], rule: string, shape: ErrorShape): Cell | undefined {
  return ofRule(cells, rule, shape).sort((a, b) => b.wrong.count - a.wrong.count)[0]
}

function leastCovered(cells: readonly Cell[], rule: string, shape: ErrorShape): Cell | undefined {
  return ofRule(cells, rule, shape).sort((a, b) => (a.coverage?.count ?? 0) - (b.coverage?.count ?? 0))[0]
}

function powerTable(rules: readonly RuleDescription[], shape: ErrorShape, find: Find): string {
  return markdownTable(
    ['rule', ...EFFECTS.map((effect) => `effect ${effect}`)],
    rules.map(({ id, title }) => [title, ...EFFECTS.map((effect) => powerCell(find(id, shape, effect)))]),
    EFFECTS.map((_, index) => index + 1)
  )
}

function powerCell(cell: Cell | undefined): string {
  if (cell === undefined) return '–'
  return `${rateWords(cell.power)}; n ${cell.meanN.mean.toFixed(1)}; open ${percent(cell.inconclusive.share)}`
}

function shareTable(rules: readonly RuleDescription[], find: Find): string {
  const rows = rules.flatMap(({ id, title }) =>
    (
      [
        ['wrong', (cell) => rateCell(cell, ({ wrong }) => wrong)],
        ['right', powerCell],
        ['coverage', (cell) => (cell?.coverage ? rateWords(cell.coverage) : '–')]
      ] as const satisfies readonly (readonly [string, (cell: Cell | undefined) => string])[]
    ).map(([what, words]) => [title, what, ...SHARES.map((share) => words(find(id, 'bernoulli', share)))])
  )
  return markdownTable(
    ['rule', '', ...SHARES.map((share) => `true share ${share}`)],
    rows,
    SHARES.map((_, index) => index + 2)
  )
}

function familyTable(rules: readonly RuleDescription[], cells: readonly Cell[]): string {
  const rows = rules.flatMap(({ id, title }) =>
    cells
      .filter(({ rule }) => rule === id)
      .map((cell) => [title, String(cell.effect), rateCell(cell, ({ wrong }) => wrong), String(cell.studies)])
  )
  return markdownTable(['family', 'true claims', 'wrong', 'studies'], rows, [1, 2, 3])
}

function trainingPart(training: TrainingCalibration): string[] {
  const { engine, numPairs, failures, meanLogRatio, standardDeviation, skewness, cells } = training
  return [
    '## Adam against Adam, really trained',
    `${numPairs} pairs of runs on the digits (${engine}), no seed in common; ${failures} failed. ln(b/a): mean ${meanLogRatio}, standard deviation ${standardDeviation}, skewness ${skewness}. A claim of bare direction (margin 0): every decision is wrong. Studies are drawn from the pairs; "swapped" exchanges the arms of each pair by a fair coin, so that the true effect is exactly 0; "as-trained" leaves them, whose mean is not.`,
    markdownTable(
      ['rule', 'pairs', 'wrong', 'coverage', 'studies'],
      cells.map((cell) => [
        cell.rule,
        cell.errors,
        rateCell(cell, ({ wrong }) => wrong),
        cell.coverage ? rateWords(cell.coverage) : '–',
        String(cell.studies)
      ]),
      [2, 3, 4]
    )
  ]
}

function rateCell(cell: Cell | undefined, rate: (cell: Cell) => Rate): string {
  if (cell === undefined) return '–'
  const words = rateWords(rate(cell))
  return `${isAboveNominal(cell) ? `**${words}**` : words}${mark(cell)}`
}

function mark({ promised }: Cell): string {
  return promised ? '' : ' (*)'
}

function rateWords({ share, lower, upper }: Rate): string {
  return `${percent(share)} [${(100 * lower).toFixed(1)}, ${(100 * upper).toFixed(1)}]`
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
