import { type Line, strong, table, words } from '../../src/document/document'
import { toMarkdown } from '../../src/document/toMarkdown'
import { calibrationChart } from '../../src/report/figures/calibrationChart'
import { ERROR_SHAPES, ERROR_WORDS, type ErrorShape } from './errorShapes'
import { FAMILY_SIZE } from './familyRules'
import { NULL_SHARE, SHARES } from './shareRules'
import { isAboveNominal } from './simulate'
import { ALPHA, type Calibration, type Cell, type Rate, type RuleDescription, type TrainingCalibration } from './types'
import { COMPARED_KINDS, type ComparedKind, WORLDS } from './worlds'

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

function simulatedPart(calibration: Calibration): string[] {
  const { alpha, studies, rules, cells } = calibration
  const deciding = (decides: RuleDescription['decides']) => rules.filter((rule) => rule.decides === decides)
  const find: Find = (rule, errors, effect) =>
    cells.find((cell) => cell.rule === rule && cell.errors === errors && cell.effect === effect)
  return [
    `Simulated: ${studies} studies for each rule, distribution and effect, through the code that judges claims; nominal error rate ${percent(alpha)}. In brackets: 95 % Monte Carlo interval. Written by \`npm run calibrate\`; the same numbers every time.`,
    '![Wrong verdicts by rule and distribution of the errors](calibration.svg)',
    calibrationChart(calibration)!.description,
    'A verdict is wrong where anything that it says is not so, its subtype included. On a margin every decision is.',
    '**Bold**: above nominal by more than Monte Carlo error (4 standard errors). (*): the rule promises nothing under these errors.',
    summary(cells, alpha),
    ...COMPARED_KINDS.flatMap((kind) => comparedPart(kind, deciding(kind), cells, find)),
    `## Shares of seeds, against ${NULL_SHARE}`,
    shareTable(deciding('share'), find),
    `## Families of ${FAMILY_SIZE} claims`,
    'Wrong: any verdict of the family. The true claims lie 3 standard deviations below the margin, the others on it.',
    familyTable(deciding('family'), cells),
    ...calibration.sections.flatMap(({ title, text, rules: ids }) => [
      `## ${title}`,
      text,
      cellTable(
        rules.filter(({ id }) => ids.includes(id)),
        cells
      )
    ])
  ]
}

const FROM_THE_MARGIN =
  "Effects are in standard deviations of the pairs' differences, counted from the margin downwards: 0 is on the margin, -0.5 is no effect at all, -1 is on the margin's other side."

const KIND_TEXTS: Readonly<Record<ComparedKind, { readonly title: string; readonly effects: string }>> = {
  lower: { title: 'Lower, by at least a margin', effects: FROM_THE_MARGIN },
  'not-lower': {
    title: 'Not lower: reproduced where "lower" is refuted, and the reverse',
    effects: `${FROM_THE_MARGIN} The claim is true below 0.`
  },
  equivalent: {
    title: 'Equivalent, within a margin either way',
    effects:
      "Effects are in margins: 0 is no effect at all, -1 and 1 are on the margins, -2 and 2 beyond them. The margin is as wide as the standard deviation of the pairs' differences; for betting, which needs more pairs, twice as wide."
  }
}

function comparedPart(
  kind: ComparedKind,
  rules: readonly RuleDescription[],
  cells: readonly Cell[],
  find: Find
): string[] {
  const { effects, boundary } = WORLDS[kind]
  const { title, effects: effectsText } = KIND_TEXTS[kind]
  const wrong = (cell: Cell | undefined) => rateCell(cell, (one) => one.wrong)
  const isOn = (cell: Cell) => cell.onBoundary
  return [
    `## ${title}`,
    effectsText,
    `### Wrong verdicts on the margin${boundary.length > 1 ? ', the worse of both' : ''}`,
    byShape(rules, (rule, shape) => wrong(worstOf(ofRule(cells, rule, shape).filter(isOn)))),
    '### Wrong verdicts, the worst of all effects',
    byShape(rules, (rule, shape) => wrong(worstOf(ofRule(cells, rule, shape)))),
    '### Coverage of the interval at the verdict, the lowest of all effects',
    byShape(rules, (rule, shape) => {
      const lowest = leastCovered(cells, rule, shape)
      return lowest?.coverage ? words`${rateWords(lowest.coverage)}${mark(lowest)}` : '–'
    }),
    '### Right decisions, mean number of pairs, share left inconclusive',
    ...ERROR_SHAPES.flatMap((shape) => [`#### ${capital(ERROR_WORDS[shape])}`, powerTable(rules, shape, effects, find)])
  ]
}

type Find = (rule: string, errors: string, effect: number) => Cell | undefined

function summary(cells: readonly Cell[], alpha: number): string {
  const promised = cells.filter((cell) => cell.promised)
  const broken = promised.filter((cell) => isAboveNominal(cell))
  const missing = cells.filter((cell) => !cell.promised && isAboveNominal(cell))
  const worst = [...missing].sort((a, b) => b.wrong.share - a.wrong.share)[0]
  const kept =
    broken.length === 0
      ? `Where a rule's assumption holds, none of ${promised.length} rates of wrong verdicts is above nominal beyond Monte Carlo error.`
      : `${broken.length} of ${promised.length} rates are above nominal although the rule's assumption holds: ${broken.map(({ rule, errors, effect }) => `${rule} (${errors}, ${effect})`).join(', ')}.`
  const outside =
    worst === undefined
      ? 'Outside of it none is either.'
      : `Outside of it ${missing.length} are, all under ${list([...new Set(missing.map(({ errors }) => errors))])} errors; the largest is ${rateWords(worst.wrong)}, ${(worst.wrong.share / (worst.nominal ?? alpha)).toFixed(1)} times nominal (${worst.rule}, ${worst.errors}, ${worst.truth ?? `effect ${worst.effect}`}).`
  return `${kept} ${outside}`
}

function byShape(rules: readonly RuleDescription[], cell: (rule: string, shape: ErrorShape) => Line): string {
  return tableText(
    ['rule', 'promised under', ...ERROR_SHAPES],
    rules.map(({ id, title, assumption }) => [title, assumption, ...ERROR_SHAPES.map((shape) => cell(id, shape))]),
    [2, 3, 4, 5, 6]
  )
}

function ofRule(cells: readonly Cell[], rule: string, shape: ErrorShape): Cell[] {
  return cells.filter((cell) => cell.rule === rule && cell.errors === shape)
}

function worstOf(cells: readonly Cell[]): Cell | undefined {
  return [...cells].sort((a, b) => b.wrong.count - a.wrong.count)[0]
}

function leastCovered(cells: readonly Cell[], rule: string, shape: ErrorShape): Cell | undefined {
  return ofRule(cells, rule, shape).sort((a, b) => (a.coverage?.count ?? 0) - (b.coverage?.count ?? 0))[0]
}

function powerTable(
  rules: readonly RuleDescription[],
  shape: ErrorShape,
  effects: readonly number[],
  find: Find
): string {
  return tableText(
    ['rule', ...effects.map((effect) => `effect ${effect}`)],
    rules.map(({ id, title }) => [title, ...effects.map((effect) => powerCell(find(id, shape, effect)))]),
    effects.map((_, index) => index + 1)
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
      ] as const satisfies readonly (readonly [string, (cell: Cell | undefined) => Line])[]
    ).map(([what, cellOf]) => [title, what, ...SHARES.map((share) => cellOf(find(id, 'bernoulli', share)))])
  )
  return tableText(
    ['rule', '', ...SHARES.map((share) => `true share ${share}`)],
    rows,
    SHARES.map((_, index) => index + 2)
  )
}

function familyTable(rules: readonly RuleDescription[], cells: readonly Cell[]): string {
  const rows = rules.flatMap(({ id, title }) =>
    cells
      .filter(({ rule }) => rule === id)
      .map((cell) => [
        title,
        cell.errors,
        String(cell.effect),
        rateCell(cell, ({ wrong }) => wrong),
        String(cell.studies)
      ])
  )
  return tableText(['family', 'errors', 'true claims', 'wrong', 'studies'], rows, [2, 3, 4])
}

/** A row a cell: of rules that have no tables made for them. */
function cellTable(rules: readonly RuleDescription[], cells: readonly Cell[]): string {
  const rows = rules.flatMap(({ id, title, assumption }) =>
    cells
      .filter(({ rule }) => rule === id)
      .map((cell) => [
        title,
        assumption,
        cell.errors,
        cell.truth ?? String(cell.effect),
        percent(cell.nominal ?? ALPHA),
        rateCell(cell, ({ wrong }) => wrong),
        powerCell(cell),
        String(cell.studies)
      ])
  )
  const headers = ['rule', 'promised under', 'errors', 'truth', 'nominal', 'wrong', 'right', 'studies']
  return tableText(headers, rows, [4, 5, 6, 7])
}

function trainingPart(training: TrainingCalibration): string[] {
  const { engine, numPairs, failures, meanLogRatio, standardDeviation, skewness, cells } = training
  return [
    '## Adam against Adam, really trained',
    `${numPairs} pairs of runs on the digits (${engine}), no seed in common; ${failures} failed. ln(b/a): mean ${meanLogRatio}, standard deviation ${standardDeviation}, skewness ${skewness}. A claim of bare direction (margin 0): every decision is wrong. Studies are drawn from the pairs; "swapped" exchanges the arms of each pair by a fair coin, so that the true effect is exactly 0; "as-trained" leaves them, whose mean is not.`,
    tableText(
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

function rateCell(cell: Cell | undefined, rate: (cell: Cell) => Rate): Line {
  if (cell === undefined) return '–'
  const shown = rateWords(rate(cell))
  return [isAboveNominal(cell) ? strong(shown) : shown, mark(cell)]
}

function tableText(headers: readonly string[], rows: readonly (readonly Line[])[], numeric: readonly number[]): string {
  return toMarkdown([table(headers, rows, numeric)])
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
