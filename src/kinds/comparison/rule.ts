import type { At, Decision } from '../../claims/types'
import { joined, type Line, words } from '../../document/document'
import { metricBounds } from '../../runs/metrics'
import { formatNumber, formatPercent } from '../../text/format'
import { addedWords } from '../shared/decisionWords'
import { pointWords, runPointOf } from '../shared/runPoint'
import { curveOf, isTime, thresholdWords } from './curve'
import { failureMarginOf, GUARD_LEVEL } from './failures'
import { deltaOf, epsilonOf } from './pairEffect'
import type { PairedHypothesis } from './types'

/** How a comparison is decided. */
export function comparisonRule(hypothesis: PairedHypothesis, decision: Decision): Line {
  const { kind } = hypothesis
  const check = decision.mode === 'fixed' ? FIXED_CHECKS : addedWords(decision)
  const guards = [
    spreadRule(hypothesis, decision.method),
    ...(isTime(hypothesis) ? [TIMES_RULE] : []),
    failureRule(hypothesis)
  ]
  return words`${effectRule(hypothesis)} ${marginWords(hypothesis)} ${intervalRule(kind)} ${check} ${joined(guards, ' ')}`
}

const TIMES_RULE =
  'A time lies between the evaluation before and the first that shows the threshold, interpolated on ln of the metric (on the metric itself where it rises); the interval of theta is widened to hold whatever the evaluations allow, so that where the times decide and their bounds do not it is inconclusive (resolution). Of a run that never got there the length counts: theta is about min(T, length).'

/** What has to agree with the interval of a fixed number of pairs, and what all of them assume. */
export const FIXED_CHECKS =
  "The exact sign-flip test has to agree. Both assume that the differences scatter symmetrically about theta; so p with their skewness allowed for (Hall's transformation of t, or 100 p of t where that is smaller) has to agree too, which about halves the errors where they do not, and cannot rule them out."

/** What theta is. */
export function effectRule(hypothesis: PairedHypothesis): Line {
  const { treatment, control, margin } = hypothesis
  const pair = 'Two runs that share their seeds are a pair;'
  const value = valueWords(hypothesis)
  if ('absolute' in margin) {
    return words`${pair} d = b - a, where b is ${treatment}'s and a ${control}'s: ${value}. Theta is the mean of d.`
  }
  const epsilon = epsilonOf(margin)
  const ratio = epsilon > 0 ? '(b + eps)/(a + eps)' : 'b/a'
  const floor = epsilon > 0 ? `, eps = ${formatNumber(epsilon)} (so theta is not a percentage of the loss)` : ''
  return words`${pair} r = ln(${ratio}), where b is ${treatment}'s and a ${control}'s: ${value}${floor}. Theta is the centre of r.`
}

function valueWords(hypothesis: PairedHypothesis): Line {
  const { metric } = hypothesis
  const curve = curveOf(hypothesis)
  if (hypothesis.kind !== 'faster') {
    const point = (at: At) => pointWords(metric, runPointOf(at, metric, null))
    const { at, controlAt, distanceTo } = hypothesis
    const own =
      controlAt === undefined
        ? `the ${point(at)}`
        : `the ${point(at)}, of ${hypothesis.control} the ${point(controlAt)}`
    return distanceTo === undefined ? own : `how far ${own} is from that of ${distanceTo}'s run of the same seed`
  }
  return curve?.kind !== 'time-to'
    ? words`the geometric mean of ${metric} over the epochs`
    : words`the ${thresholdWords(metric, curve)} (the length of the run where it never is)`
}

/** The smallest effect of interest. */
export function marginWords({ margin }: PairedHypothesis): string {
  if (deltaOf(margin) === 0) return 'The claim is of bare direction: its margin is 0, so delta = 0.'
  if ('absolute' in margin) return `The smallest effect of interest is delta = ${formatNumber(margin.absolute)}.`
  const { relative } = margin
  return `The smallest effect of interest is ${formatPercent(relative)}: delta = ln(${formatNumber(1 + relative)}) = ${formatNumber(Math.log1p(relative))}.`
}

/** Of the intervals above -delta. */
const BELOW_MARGIN = ', but below-margin (neither) when it also lies below 0'
/** Of those below delta. */
const ABOVE_ZERO = ', but below-margin (neither) when it also lies above 0'

/** Where the interval has to lie. */
export function intervalRule(kind: PairedHypothesis['kind']): string {
  switch (kind) {
    case 'lower':
    case 'faster':
      return `Reproduced when the whole interval of theta lies below -delta; refuted when it lies above -delta${BELOW_MARGIN}; inconclusive when -delta is inside.`
    case 'not-lower':
      return `Reproduced when the whole interval of theta lies above -delta, so that "lower" is refuted${BELOW_MARGIN}; refuted when it lies below -delta; inconclusive when -delta is inside.`
    case 'higher':
      return `Reproduced when the whole interval of theta lies above delta; refuted when it lies below delta${ABOVE_ZERO}; inconclusive when delta is inside.`
    case 'not-higher':
      return `Reproduced when the whole interval of theta lies below delta, so that "higher" is refuted${ABOVE_ZERO}; refuted when it lies above delta; inconclusive when delta is inside.`
    case 'equivalent':
      return 'Reproduced when the whole interval of theta lies between -delta and +delta; refuted when it lies outside of them; inconclusive otherwise.'
    default:
      return kind satisfies never
  }
}

/** No spread is no certainty; of bets there is nothing to say. */
export function spreadRule({ metric, margin }: PairedHypothesis, method: Decision['method']): string {
  if (method === 'betting') return 'Bets need no spread.'
  const bets =
    metricBounds(metric) !== null && 'absolute' in margin
      ? ', but by bets, which need only the bounds of the metric'
      : ''
  return `Where at least half of the effects are equal nothing is decided by their spread${bets}.`
}

/** The guard against a survivor's evidence. */
export function failureRule({ margin, treatment, control }: PairedHypothesis): Line {
  const percent = formatPercent(failureMarginOf(margin))
  return words`Losses are those of runs that trained: inconclusive (failures) where the arm that they favour, of ${treatment} and ${control}, is shown to fail more often by more than ${percent} (Tango's score test, one-sided at ${formatNumber(GUARD_LEVEL)}); where they are alike within the margin, where either arm is.`
}
