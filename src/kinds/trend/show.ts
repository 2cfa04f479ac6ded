import { type Blocks, type Line, labelled, list, strong, type Table, table, words } from '../../document/document'
import type { DotRow } from '../../figures/dotPlot'
import { formatNumber, formatOptional, formatP } from '../../text/format'
import { pairedPrint } from '../comparison/effect'
import { failureMarginOf, hasFailed } from '../comparison/failures'
import { marginLegend } from '../comparison/plot'
import { FIXED_CHECKS, marginWords } from '../comparison/rule'
import { withLevel } from '../shared/decisionWords'
import { effectWords } from '../shared/effect'
import { stepWords } from '../shared/runWords'
import { SPREAD_RULE } from '../shared/unseenWords'
import type { ClaimPlot, RunsByKey, Show, Shown } from '../show'
import { trendEffect } from './effect'
import { levelHypothesis } from './evidence'
import { trendFigure } from './figure'
import { isShort, trendSample } from './judge'
import { isShape } from './segments'
import type { TrendAnalysis, TrendEvidence, TrendHypothesis, TrendTypes } from './types'
import { directionWords, factorOf, trendSubject } from './words'

/** What readers see of a trend. */
export const trendShow: Show<TrendTypes> = {
  rule: (shown) => withLevel(rule(shown.claim.hypothesis, shown.judgement), shown),
  effect: trendEffect,
  samples: ({ claim, judgement }, runs) => seedTable(claim.hypothesis, judgement.evidence, runs),
  numbers: ({ claim, judgement }) => numbers(claim.hypothesis, judgement.evidence, judgement.analysis, judgement.p),
  figures: (shown, id) => [trendFigure(shown, id)],
  plot: plotOf,
  failure: ({ claim, judgement }) => [levelTable(claim.hypothesis, judgement.evidence, judgement.analysis)],
  missing: ({ analysis, verdict }) =>
    isShort(analysis, verdict) ? { numPairs: analysis.numSeeds, minPairs: analysis.minPairs } : null
}

/** One row a seed, one column a level: the value, and that of the control before it. */
function seedTable(hypothesis: TrendHypothesis, { levels, rows }: TrendEvidence, runs: RunsByKey): Table {
  const cell = (side: TrendEvidence['rows'][number]['runs'][number]): Line => [
    formatNumber(side.value, 6),
    hasFailed(side) && [' (', side.failure ?? 'no number', stepWords(side.runKey, runs), ')']
  ]
  const cells = rows.map(({ seed, runs: sides, controls }) => [
    seed,
    ...sides.map((side, level) => (controls === undefined ? cell(side) : [cell(controls[level]!), ' : ', cell(side)]))
  ])
  const headers = levels.map(({ value, arm, control }): Line => {
    const names = control === null ? arm.arm : `${control.arm} : ${arm.arm}`
    return hypothesis.levels === undefined
      ? words`${factorOf(hypothesis)} ${formatNumber(value)}`
      : words`${factorOf(hypothesis)} ${formatNumber(value)} (${names})`
  })
  return table(['seed', ...headers], cells, [0, ...levels.map((_, index) => index + 1)])
}

function numbers(
  hypothesis: TrendHypothesis,
  evidence: TrendEvidence,
  analysis: TrendAnalysis,
  p: number | null
): Blocks {
  const { segments, delta, minPairs, numSeeds } = analysis
  const { claimed } = directionWords(hypothesis, evidence, delta)
  const rows = segments.map((segment) => {
    const { from, to, changes, pSlope, order } = segment
    const { effect, interval } = effectWords(
      trendEffect(hypothesis, { ...analysis, segments: [{ ...segment, changes: true }] })
    )
    const sided = order === null ? null : hypothesis.direction === 'falls' ? order.pFalling : order.pRising
    return [
      `${formatNumber(from)} to ${formatNumber(to)}`,
      `${changes ? claimed.goes : `does not ${claimed.go}`}${claimed.by}`,
      strong(effect),
      interval,
      formatP(pSlope),
      formatOptional(order?.statistic ?? null, 6),
      formatP(sided === null ? null : Math.min(1, 2 * sided))
    ]
  })
  const exact = segments.every(({ order }) => order === null || order.isExact)
  return [
    table(
      [
        factorOf(hypothesis),
        'claimed',
        'change',
        'interval',
        'p of the slope',
        "Page's L",
        `p of the order (${claimed.goes})`
      ],
      rows,
      [4, 5, 6]
    ),
    list([
      `p = ${formatP(p)}${segments.length > 1 ? ', of both parts together' : ', the larger one of slope and order'}; ${numSeeds} seeds trained at every level, ${minPairs} are the smallest number that can decide it. The order is tested ${exact ? 'exactly' : 'by 9,999 random shuffles within seeds'}, two-sided.`
    ]),
    labelled('Level by level, exploratory.', 'Steps with their own intervals, not corrected for their number.'),
    levelTable(hypothesis, evidence, analysis)
  ]
}

function levelTable(
  hypothesis: TrendHypothesis,
  { levels, transform }: TrendEvidence,
  { levels: analysed, delta }: TrendAnalysis
): Table {
  const { print } = pairedPrint(hypothesis.margin, delta)
  const isGap = levels[0]!.control !== null
  const rows = analysed.map(({ value, failures, mean, step, interval }, index) => [
    formatNumber(value),
    levels[index]!.arm.arm,
    failures,
    mean === null ? '–' : isGap ? print(mean, 3) : formatNumber(mean),
    step === null ? '–' : print(step, 3),
    interval === null ? '–' : `[${print(interval.lower, 3)}, ${print(interval.upper, 3)}]`
  ])
  const what = isGap ? (transform === 'difference' ? 'mean difference' : 'mean ratio to the control') : 'mean'
  return table([factorOf(hypothesis), 'arm', 'failed', what, 'step', 'interval'], rows, [0, 2, 3])
}

const SCALES = {
  linear: 'the values of the levels',
  log: 'the logarithms of the levels',
  rank: 'the places of the levels, one step each,'
} as const satisfies Record<TrendHypothesis['scale'], string>

function rule(
  hypothesis: TrendHypothesis,
  { evidence, analysis }: { evidence: TrendEvidence; analysis: TrendAnalysis }
): Line {
  const { margin, direction, scale } = hypothesis
  const { claimed, other } = directionWords(hypothesis, evidence, analysis.delta)
  const isGap = evidence.levels[0]!.control !== null
  const ofLevel =
    'absolute' in margin
      ? isGap
        ? 'the difference of arm and control'
        : 'the metric'
      : `ln ${isGap ? '(arm/control)' : 'of the metric'}${margin.epsilon > 0 ? `, ${formatNumber(margin.epsilon)} added to each` : ''}`
  const paired = levelHypothesis(hypothesis, '')
  const [past, before] = direction === 'falls' ? ['below -delta', 'above -delta'] : ['above delta', 'below delta']
  const decided = isShape(hypothesis)
    ? `Claimed is that it ${claimed.goes} by the margin over ${hypothesis.upTo === undefined ? 'the second' : 'the first'} part of the range, its interval ${past}, and not over the other, ${before}; the level between them is of both, and the claim's. Reproduced when both are shown (intersection-union), refuted when the contrary of one is shown at alpha_j/2 (Bonferroni), inconclusive otherwise.`
    : `Reproduced when the whole interval of theta lies ${past}; refuted when it lies ${before}, but below-margin when the metric is shown to ${claimed.go} all the same; inconclusive otherwise.`
  return words`Each seed runs every level of ${factorOf(hypothesis)}: its number is the slope of ${ofLevel} over ${SCALES[scale]} by least squares, times the range; theta is the mean over the seeds. ${marginWords(paired)} ${decided} Where it is said to ${claimed.go} or to ${other.go}, Page's test of the order of the levels has to agree, two-sided at the same level. ${FIXED_CHECKS} ${SPREAD_RULE} Seeds at which a level failed are left out; inconclusive (failures) where runs of one level are shown to fail more often than those of another by more than ${formatNumber(failureMarginOf(margin))}.`
}

/** One row a seed: its change over the part of the range where the claim says that there is one. */
function plotOf({ claim, judgement: { evidence, analysis } }: Shown<TrendTypes>): ClaimPlot | null {
  const { hypothesis } = claim
  const { delta } = analysis
  const segment = trendSample(claim, evidence).segments.find((each) => each.segment.changes)
  if (segment === undefined) return null
  const { print } = pairedPrint(hypothesis.margin, delta)
  const complete = evidence.rows.filter(({ runs, controls = [] }) => ![...runs, ...controls].some(hasFailed))
  const rows = segment.slope.values.map(
    (value, index): DotRow => ({
      label: `seed ${complete[index]!.seed}`,
      text: print(value, 3),
      value,
      mark: 'o'
    })
  )
  const { theta, interval } = analysis.segments.find(({ changes }) => changes)!
  const words = effectWords(trendEffect(hypothesis, analysis))
  return {
    title: `change of ${trendSubject(evidence)} over ${factorOf(hypothesis)}, seed by seed`,
    plot: {
      rows,
      band: { lower: -delta, upper: delta },
      reference: 0,
      effect: theta === null ? null : { label: 'effect', text: words.effect, value: theta, mark: 'O', interval }
    },
    legend: [
      ...marginLegend(hypothesis.margin, delta),
      ...(interval === null ? [] : [`=== interval ${words.interval}`])
    ]
  }
}
