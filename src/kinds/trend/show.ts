import { type Blocks, type Line, labelled, list, strong, type Table, table, words } from '../../document/document'
import type { DotRow } from '../../figures/dotPlot'
import { formatNumber, formatOptional, formatP } from '../../text/format'
import { pairedPrint } from '../comparison/effect'
import { failureMarginOf, hasFailed } from '../comparison/failures'
import { marginLegend } from '../comparison/plot'
import { FIXED_CHECKS, intervalRule, marginWords } from '../comparison/rule'
import { withLevel } from '../shared/decisionWords'
import { effectWords } from '../shared/effect'
import { stepWords } from '../shared/runWords'
import { SPREAD_RULE } from '../shared/unseenWords'
import type { ClaimPlot, RunsByKey, Show, Shown } from '../show'
import { trendEffect } from './effect'
import { levelHypothesis } from './evidence'
import { trendFigure } from './figure'
import { isComplete, isShort, rowsBySeed, trendSample } from './judge'
import { isShape } from './segments'
import type { TrendAnalysis, TrendEvidence, TrendHypothesis, TrendTypes } from './types'
import { claimedWords, directionWords, factorOf, trendSubject } from './words'

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
  const hasTasks = rows.some(({ task }) => task !== undefined)
  const cells = rows.map(({ seed, task = '', runs: sides, controls }) => [
    seed,
    ...(hasTasks ? [task] : []),
    ...sides.map((side, level) => (controls === undefined ? cell(side) : [cell(controls[level]!), ' : ', cell(side)]))
  ])
  const headers = levels.map(({ value, arm, control }): Line => {
    const names = control === null ? arm.arm : `${control.arm} : ${arm.arm}`
    return hypothesis.levels === undefined
      ? words`${factorOf(hypothesis)} ${formatNumber(value)}`
      : words`${factorOf(hypothesis)} ${formatNumber(value)} (${names})`
  })
  const first = hasTasks ? 2 : 1
  return table(['seed', ...(hasTasks ? ['task'] : []), ...headers], cells, [
    0,
    ...levels.map((_, index) => index + first)
  ])
}

function numbers(
  hypothesis: TrendHypothesis,
  evidence: TrendEvidence,
  analysis: TrendAnalysis,
  p: number | null
): Blocks {
  const { segments, delta, minPairs, numSeeds } = analysis
  const said = directionWords(hypothesis, evidence, delta)
  const { claimed } = said
  const rows = segments.map((segment) => {
    const { from, to, changes, theta, pSlope, order } = segment
    const { effect, interval } = effectWords(
      trendEffect(hypothesis, { ...analysis, segments: [{ ...segment, changes: true }] })
    )
    const sided = order === null ? null : isFalling(hypothesis, theta) ? order.pFalling : order.pRising
    return [
      `${formatNumber(from)} to ${formatNumber(to)}`,
      changes ? claimedWords(hypothesis, said).replace(/^it /, '') : `does not ${claimed.go}${claimed.by}`,
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
        hypothesis.direction === 'flat' ? 'p of the order (as it leans)' : `p of the order (${claimed.goes})`
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
  const isSpread = hypothesis.statistic === 'spread'
  const rows = analysed.map(({ value, failures, mean, step, interval }, index) => [
    formatNumber(value),
    levels[index]!.arm.arm,
    failures,
    mean === null ? '–' : isGap ? print(mean, 3) : formatNumber(mean),
    step === null ? '–' : print(step, 3),
    interval === null ? '–' : `[${print(interval.lower, 3)}, ${print(interval.upper, 3)}]`
  ])
  const what = isSpread
    ? 'standard deviation'
    : isGap
      ? transform === 'difference'
        ? 'mean difference'
        : 'mean ratio to the control'
      : 'mean'
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
  const { margin, scale, statistic, tasks } = hypothesis
  const said = directionWords(hypothesis, evidence, analysis.delta)
  const { claimed, other } = said
  const isGap = evidence.levels[0]!.control !== null
  const ofLevel =
    'absolute' in margin
      ? isGap
        ? 'the difference of arm and control'
        : 'the metric'
      : `ln ${isGap ? '(arm/control)' : 'of the metric'}${margin.epsilon > 0 ? `, ${formatNumber(margin.epsilon)} added to each` : ''}`
  const number =
    statistic === 'spread'
      ? words`its number is the pseudo-value of the jackknife of the slope of ln of the levels' standard deviations over ${SCALES[scale]} by least squares, times the range; theta is their mean.`
      : words`its number is the slope of ${ofLevel} over ${SCALES[scale]} by least squares, times the range${tasks === undefined ? '' : `, on average over the tasks of ${tasks}, which are taken as they are`}; theta is the mean over the seeds.`
  const ordered =
    statistic === 'spread'
      ? "Page's test of the order of the distances from each level's median has to agree"
      : "Page's test of the order of the levels has to agree"
  const paired = levelHypothesis(hypothesis, '')
  const decided = isShape(hypothesis) ? shapeRule(hypothesis, claimed) : DECIDED[hypothesis.direction](claimed)
  return words`Each seed runs every level of ${factorOf(hypothesis)}: ${number} ${marginWords(paired)} ${decided} Where it is said to ${claimed.go} or to ${other.go}, ${ordered}, two-sided at the same level. ${FIXED_CHECKS} ${SPREAD_RULE} Seeds at which a level failed are left out; inconclusive (failures) where runs of one level are shown to fail more often than those of another by more than ${formatNumber(failureMarginOf(margin))}.`
}

type Going = ReturnType<typeof directionWords>['claimed']

const sidesOf = ({ go }: Going) => (go === 'fall' ? ['below -delta', 'above -delta'] : ['above delta', 'below delta'])

function goesRule(claimed: Going): string {
  const [past, before] = sidesOf(claimed)
  return `Reproduced when the whole interval of theta lies ${past}; refuted when it lies ${before}, but below-margin when the metric is shown to ${claimed.go} all the same; inconclusive otherwise.`
}

function deniedRule(claimed: Going): string {
  const [past, before] = sidesOf(claimed)
  return `Reproduced when the whole interval of theta lies ${before}, but below-margin when the metric is shown to ${claimed.go} all the same; refuted when it lies ${past}; inconclusive otherwise.`
}

const DECIDED = {
  falls: goesRule,
  rises: goesRule,
  'not-falls': deniedRule,
  'not-rises': deniedRule,
  flat: () => intervalRule('equivalent')
} as const satisfies Record<TrendHypothesis['direction'], (claimed: Going) => string>

function shapeRule({ upTo }: TrendHypothesis, claimed: Going): string {
  const [past, before] = sidesOf(claimed)
  return `Claimed is that it ${claimed.goes} by the margin over ${upTo === undefined ? 'the second' : 'the first'} part of the range, its interval ${past}, and not over the other, ${before}; the level between them is of both, and the claim's. Reproduced when both are shown (intersection-union), refuted when the contrary of one is shown at alpha_j/2 (Bonferroni), inconclusive otherwise.`
}

/** Of a flat trend as it leans. */
function isFalling({ direction }: TrendHypothesis, theta: number | null): boolean {
  return direction === 'flat' ? (theta ?? 0) < 0 : direction === 'falls' || direction === 'not-falls'
}

/** One row a seed: its change over the part of the range where the claim says that there is one. */
function plotOf({ claim, judgement: { evidence, analysis } }: Shown<TrendTypes>): ClaimPlot | null {
  const { hypothesis } = claim
  const { delta } = analysis
  const segment = trendSample(claim, evidence).segments.find((each) => each.segment.changes)
  if (segment === undefined) return null
  const { print } = pairedPrint(hypothesis.margin, delta)
  const complete = rowsBySeed(evidence.rows).filter(isComplete)
  const rows = segment.slope.values.map(
    (value, index): DotRow => ({
      label: `seed ${complete[index]![0]!.seed}`,
      text: print(value, 3),
      value,
      mark: 'o'
    })
  )
  const { theta, interval } = analysis.segments.find(({ changes }) => changes)!
  const words = effectWords(trendEffect(hypothesis, analysis))
  return {
    title: `change of ${trendSubject(evidence, hypothesis)} over ${factorOf(hypothesis)}, seed by seed${hypothesis.statistic === 'spread' ? ' (pseudo-values)' : ''}`,
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
