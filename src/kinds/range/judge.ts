import { isDecision } from '../../claims/outcomes'
import type { ClaimWith } from '../../claims/types'
import { isAccuracy } from '../../runs/metrics'
import { binomialTwoSidedP } from '../../stats/binomialTest'
import { clopperPearson } from '../../stats/clopperPearson'
import { mean, sampleStandardDeviation } from '../../stats/describe'
import { studentTTwoSidedP } from '../../stats/distributions'
import type { Interval } from '../../stats/interval'
import { hasSpread } from '../../stats/ties'
import type { Judgeable, SeedPlan } from '../judged'
import { counted } from '../shared/conclusion'
import { type GuardedMean, guardedMean, unseenValues } from '../shared/guardedMean'
import { guardedSpread } from '../shared/guardedSpread'
import { jointP } from '../shared/jointP'
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
import { samplesByPlace } from './evidence'
import type {
  InsideAnalysis,
  RangeEvidence,
  RangeHypothesis,
  RangePlace,
  RangeSample,
  RangeTypes,
  RangeVerdict
} from './types'

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
  const places = samplesByPlace(evidence.samples).map(({ name, samples }) => ({
    name,
    ...atPlace(samples, evidence, hypothesis)
  }))
  const rule = places.length === 1 ? places[0]!.rule : everywhere(places.map((place) => place.rule))
  // The numbers are of the value that is hardest to show, or clearest against the range.
  const shown = places.reduce((worst, place) => (place.rule.against > worst.rule.against ? place : worst))
  const { values, diverged, center, count, samples } = shown
  const { low, high } = evidence
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
          ...(places.length > 1 && {
            place: shown.name!,
            places: places.map((place) => placeAnalysis(place, places.length, alpha))
          }),
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

/** The runs at one place with the rule that decides there. */
interface Place {
  readonly name: string | null
  readonly samples: readonly RangeSample[]
  /** Of runs that have a number. */
  readonly values: readonly number[]
  readonly diverged: number
  /** Values inside. */
  readonly count: number
  readonly center: Center | null
  readonly rule: RangeRule
  /** Of what is claimed; null where there is none. */
  intervalOf(alpha: number): Interval | null
}

function atPlace(
  samples: readonly RangeSample[],
  evidence: RangeEvidence,
  hypothesis: RangeHypothesis
): Omit<Place, 'name'> {
  const { low, high } = evidence
  const values = samples.filter(hasNumber).map(({ value }) => value)
  const diverged = samples.length - values.length
  const count = values.filter((value) => low <= value && value <= high).length
  const center = values.length < 2 ? null : centerOf(values, evidence, hypothesis)
  const rule =
    hypothesis.of === 'share'
      ? shareRule(count, samples.length, hypothesis.share!)
      : centerRule(center, values, diverged, evidence, hypothesis)
  const intervalOf = (alpha: number) => {
    if (hypothesis.of === 'share') return insideOf(count, samples.length, alpha, hypothesis).interval
    if (center === null) return null
    return hypothesis.of === 'run' ? predictionInterval(values, alpha) : (center.spread ?? center.mean.interval)(alpha)
  }
  return { samples, values, diverged, count, center, rule, intervalOf }
}

function placeAnalysis({ name, values, rule, intervalOf }: Place, number: number, alpha: number): RangePlace {
  const isKnown = values.length >= 2
  return {
    name: name!,
    mean: isKnown ? mean(values) : null,
    standardDeviation: isKnown ? sampleStandardDeviation(values) : null,
    interval: intervalOf(alpha),
    outcome: rule.verdict(alpha).outcome,
    outcomeAtShare: rule.verdict(alpha / number).outcome
  }
}

/**
 * At every value of an axis: an intersection-union test (Berger 1982), so that each value is asked at alpha_j; refuted where the
 * contrary is shown at one of k at alpha_j/k (Bonferroni).
 */
function everywhere(rules: readonly RangeRule[]): RangeRule {
  const hardestFirst = rules.toSorted((a, b) => b.against - a.against)
  const verdict = (alpha: number): RangeVerdict => {
    const denied = hardestFirst
      .map((rule) => rule.verdict(alpha / rules.length))
      .find(({ outcome }) => outcome === 'refuted')
    const verdicts = hardestFirst.map((rule) => rule.verdict(alpha))
    const unfit = verdicts.find(({ outcome }) => outcome === 'not-evaluable')
    if (denied !== undefined || unfit !== undefined) return denied ?? unfit!
    const missing = verdicts.filter(({ outcome }) => outcome !== 'reproduced')
    if (missing.length === 0) return { outcome: 'reproduced', subtype: null }
    // An objection is the reason only where nothing else is.
    const isObjected = missing.every(({ outcome, subtype }) => outcome === 'inconclusive' && subtype !== null)
    return isObjected ? missing[0]! : { outcome: 'inconclusive', subtype: null }
  }
  return {
    p: jointP(
      rules.map(({ p }) => p),
      rules.length,
      (alpha) => isDecision(verdict(alpha))
    ),
    against: Math.max(...rules.map(({ against }) => against)),
    verdict
  }
}

interface RangeRule {
  /** How much stands against it, to order places by: p where it leans inside, 1 with failed runs, 2 - p outside; 3 without data. */
  readonly against: number
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
  { low, high, metric, at, control }: RangeEvidence,
  { of }: RangeHypothesis
): Center {
  const own = guardedMean(values, low, high, isAccuracy(metric) && at !== 'last-change' && control === undefined)
  if (of === 'spread') {
    const spread = guardedSpread(values, low, high)
    return { mean: own, claimed: spread, spread: spread.interval }
  }
  return { mean: own, claimed: of === 'run' ? furtherRun(values, low, high) : own }
}

function centerRule(
  center: Center | null,
  values: readonly number[],
  diverged: number,
  { low, high }: RangeEvidence,
  { of }: RangeHypothesis
): RangeRule {
  const unfit = unfitMean(values.length, diverged)
  if (unfit !== null || center === null) return { p: null, against: 3, verdict: () => unfit! }
  const { claimed } = center
  const at = of === 'spread' ? sampleStandardDeviation(values) : mean(values)
  return {
    p: claimed.p,
    against: low > at || at > high ? 2 - claimed.p : diverged > 0 ? 1 : claimed.p,
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
  if (total === 0) return { p: null, against: 3, verdict: () => ({ outcome: 'not-evaluable', subtype: 'no-data' }) }
  const p = binomialTwoSidedP(count, total, share)
  return {
    p,
    against: count / total > share ? p : 2 - p,
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
