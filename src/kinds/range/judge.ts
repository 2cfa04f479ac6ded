import { isDecision } from '../../claims/outcomes'
import type { ClaimWith } from '../../claims/types'
import { isAccuracy } from '../../runs/metrics'
import { binomialTwoSidedP } from '../../stats/binomialTest'
import { clopperPearson } from '../../stats/clopperPearson'
import { mean } from '../../stats/describe'
import { studentTTwoSidedP } from '../../stats/distributions'
import type { Interval } from '../../stats/interval'
import { hasSpread } from '../../stats/ties'
import type { Judgeable, SeedPlan } from '../judged'
import { counted } from '../shared/conclusion'
import { type GuardedMean, guardedMean, unseenValues } from '../shared/guardedMean'
import { guardedSpread } from '../shared/guardedSpread'
import { otherNumberOfSeeds } from '../shared/judgeable'
import { requireFixed } from '../shared/requireFixed'
import { scatterOf, scatterWarnings } from '../shared/scatter'
import {
  intervalPosition,
  positionP,
  predictionError,
  predictionInterval,
  seedMean,
  unfitMean
} from '../shared/seedMean'
import { edgeWarnings } from '../shared/warnings'
import type { InsideAnalysis, RangeEvidence, RangeHypothesis, RangeTypes, RangeVerdict } from './types'

/**
 * Prepares a range for its family. Of the mean: reproduced where the t interval over seeds lies inside, refuted where it
 * lies outside, inconclusive otherwise. Of one further run the same by its prediction interval. Diverged runs have no
 * number: reproduced also needs that there are none. Of the spread the same by the interval of the standard deviation. Of a share of runs: by the exact binomial interval of the share that
 * lies inside, in which a diverged run does not.
 *
 * The share of runs inside and the prediction interval are shown whatever is claimed; the number that the source reports,
 * one run of its own, stands against the latter.
 *
 * @param seeds that the claim states at this profile
 * @throws InputError where the claim would have seeds added
 */
export function judgeRange(
  claim: ClaimWith<RangeHypothesis>,
  evidence: RangeEvidence,
  seeds: SeedPlan
): Judgeable<RangeTypes> {
  requireFixed(claim)
  const { hypothesis, decision } = claim
  const { samples, low, high } = evidence
  const values = samples.filter(hasNumber).map(({ value }) => value)
  const diverged = samples.length - values.length
  const count = values.filter((value) => low <= value && value <= high).length
  const center = values.length < 2 ? null : centerOf(values, evidence, hypothesis)
  const rule =
    hypothesis.of === 'share'
      ? shareRule(count, samples.length, hypothesis.share!)
      : centerRule(center, values, diverged)
  const { p } = rule
  const reported = claim.source.reported?.value ?? null
  return {
    evidence,
    p,
    looks: null,
    isDecided: (alpha) => isDecision(rule.verdict(alpha)),
    verdict: rule.verdict,
    judge: (alpha) => {
      const prediction = values.length < 2 ? null : predictionInterval(values, alpha)
      return {
        verdict: rule.verdict(alpha),
        analysis: {
          kind: 'range',
          ...seedMean(values, diverged, alpha),
          ...(center !== null && { interval: center.mean.interval(alpha) }),
          ...unseenValues(center?.mean.equal ?? null, values.length, decision.alpha),
          low,
          high,
          ...(hypothesis.of !== undefined && { of: hypothesis.of }),
          ...(hypothesis.of === 'spread'
            ? { ...(center?.spread && { spread: center.spread(alpha) }) }
            : { inside: insideOf(count, samples.length, alpha, hypothesis) }),
          prediction,
          reported: reported === null || prediction === null ? null : { value: reported, prediction },
          warnings: [
            ...(diverged > 0
              ? [
                  `${diverged} of ${counted(samples.length, 'run')} without a number: diverged, or ended before the point`
                ]
              : []),
            ...(hypothesis.of === 'share' ? [] : scatterWarnings(scatterOf(values), 'values')),
            ...edgeWarnings(evidence.arm)
          ]
        },
        provisionalWhy: otherNumberOfSeeds(samples.length, seeds.max),
        p,
        open: false
      }
    }
  }
}

interface RangeRule {
  /** Smallest level at which it is decided; null where it is not evaluable. */
  readonly p: number | null
  verdict(alpha: number): RangeVerdict
}

function hasNumber({ failure, value }: RangeEvidence['samples'][number]): boolean {
  return failure === null && Number.isFinite(value)
}

// --------------------------------------------------------------------------------------- mean, or one run

interface Center {
  readonly mean: GuardedMean
  /** What is claimed to lie in the range. */
  readonly claimed: Pick<GuardedMean, 'position' | 'p'>
  /** Of the standard deviation, where that is claimed. */
  readonly spread?: (alpha: number) => Interval
}

function centerOf(
  values: readonly number[],
  { low, high, metric, at }: RangeEvidence,
  { of }: RangeHypothesis
): Center {
  const own = guardedMean(values, low, high, isAccuracy(metric) && at !== 'last-change')
  if (of === 'spread') {
    const spread = guardedSpread(values, low, high)
    return { mean: own, claimed: spread, spread: spread.interval }
  }
  return { mean: own, claimed: of === 'run' ? furtherRun(values, low, high) : own }
}

function centerRule(center: Center | null, values: readonly number[], diverged: number): RangeRule {
  const unfit = unfitMean(values.length, diverged)
  if (unfit !== null || center === null) return { p: null, verdict: () => unfit! }
  const { claimed } = center
  return {
    p: claimed.p,
    verdict: (alpha) => {
      const against = claimed.position(alpha)
      switch (against) {
        case 'below':
        case 'above':
          return { outcome: 'refuted', subtype: against }
        case 'inside':
          if (diverged > 0) return { outcome: 'inconclusive', subtype: 'failures' }
          return { outcome: 'reproduced', subtype: null }
        case 'no-spread':
          return { outcome: 'inconclusive', subtype: 'no-spread' }
        case 'skewed':
          return { outcome: 'inconclusive', subtype: 'skew' }
        case 'open':
          return { outcome: 'inconclusive', subtype: null }
        default:
          return against satisfies never
      }
    }
  }
}

/** One further run against the range: as a mean, by its own interval. */
function furtherRun(values: readonly number[], low: number, high: number): Center['claimed'] {
  const center = mean(values)
  if (!hasSpread(values)) {
    const unplaced = (alpha: number) => {
      const interval = predictionInterval(values, alpha)
      return interval !== null && intervalPosition(interval, low, high) === 'open' ? 'open' : 'no-spread'
    }
    return { p: 1, position: unplaced }
  }
  const error = predictionError(values)
  const pOf = (bound: number) => studentTTwoSidedP((center - bound) / error, values.length - 1)
  return {
    p: positionP(center, low, high, pOf),
    position: (alpha) => intervalPosition(predictionInterval(values, alpha)!, low, high)
  }
}

// ---------------------------------------------------------------------------------------- share of runs

function shareRule(count: number, total: number, share: number): RangeRule {
  if (total === 0) return { p: null, verdict: () => ({ outcome: 'not-evaluable', subtype: 'no-data' }) }
  return {
    p: binomialTwoSidedP(count, total, share),
    verdict: (alpha) => {
      const { lower, upper } = clopperPearson(count, total, 1 - alpha)
      if (lower > share) return { outcome: 'reproduced', subtype: null }
      return upper < share ? { outcome: 'refuted', subtype: 'too-few' } : { outcome: 'inconclusive', subtype: null }
    }
  }
}

function insideOf(count: number, of: number, alpha: number, { share }: RangeHypothesis): InsideAnalysis {
  const interval = of === 0 ? null : clopperPearson(count, of, 1 - alpha)
  return { count, of, interval, ...(share !== undefined && { share }) }
}
