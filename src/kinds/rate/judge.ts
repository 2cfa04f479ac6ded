import { isDecision } from '../../claims/outcomes'
import type { ClaimWith } from '../../claims/types'
import type { Judgeable, SeedPlan } from '../judged'
import { type GuardedMean, guardedMean, unseenValues } from '../shared/guardedMean'
import { otherNumberOfSeeds } from '../shared/judgeable'
import { requireFixed } from '../shared/requireFixed'
import { scatterOf, scatterWarnings } from '../shared/scatter'
import { MIN_SEEDS, mostDiverged, seedMean } from '../shared/seedMean'
import type { RateEvidence, RateHypothesis, RateSample, RateTypes, RateVerdict } from './types'

/**
 * Prepares a rate for its family. Over seeds: the t interval of the mean slope against the bound, one slope a seed,
 * never a regression's own error. Over the starting points of a deterministic problem: every slope must be below the
 * bound (refuted where none is), and there is no p value. A run whose average regret is not above zero has no slope and
 * holds the claim: where such runs stand beside a mean slope above the bound the verdict is open. Diverged runs do not
 * hold it, and reproduced needs that there are none. Where at least half of the slopes of seeds are equal, their spread
 * decides nothing.
 *
 * @param seeds that the claim states at this profile
 * @throws InputError where the claim would have seeds added
 */
export function judgeRate(
  claim: ClaimWith<RateHypothesis>,
  evidence: RateEvidence,
  seeds: SeedPlan
): Judgeable<RateTypes> {
  requireFixed(claim)
  const { samples, slopeBelow, over } = evidence
  const slopes = samples.flatMap(({ slope }) => (slope === null ? [] : [slope]))
  const counts: RateCounts = {
    total: samples.length,
    diverged: samples.filter(({ why }) => why === 'diverged').length,
    notPositive: samples.filter(({ why }) => why === 'not-positive').length,
    holding: samples.filter((sample) => holds(sample, slopeBelow)).length
  }
  const overSeeds = over === 'seeds'
  const evaluable = slopes.length >= MIN_SEEDS && !mostDiverged(counts.diverged, counts.total)
  const center = slopes.length < 2 ? null : guardedMean(slopes, Number.NEGATIVE_INFINITY, slopeBelow, false)
  const verdictAt = (alpha: number): RateVerdict =>
    unfit(counts) ?? (overSeeds ? seedVerdict(slopes.length, center, counts, alpha) : pointVerdict(counts))
  const p = overSeeds && evaluable ? center!.p : null
  return {
    evidence,
    p,
    looks: null,
    isDecided: (alpha) => overSeeds && isDecision(verdictAt(alpha)),
    verdict: verdictAt,
    judge: (alpha) => ({
      verdict: verdictAt(alpha),
      analysis: {
        kind: 'rate',
        ...seedMean(slopes, counts.diverged, alpha),
        ...(overSeeds && center !== null && { interval: center.interval(alpha) }),
        ...(overSeeds && unseenValues(center?.equal ?? null, slopes.length, claim.decision.alpha)),
        over,
        slopeBelow,
        notPositive: counts.notPositive,
        holding: counts.holding,
        warnings: [...rateWarnings(samples, counts), ...(overSeeds ? scatterWarnings(scatterOf(slopes), 'slopes') : [])]
      },
      provisionalWhy: overSeeds ? otherNumberOfSeeds(samples.length, seeds.max) : null,
      p,
      open: false
    })
  }
}

interface RateCounts {
  readonly total: number
  readonly diverged: number
  readonly notPositive: number
  readonly holding: number
}

function holds({ slope, why }: RateSample, slopeBelow: number): boolean {
  return slope === null ? why === 'not-positive' : slope < slopeBelow
}

function unfit({ total, diverged }: RateCounts): RateVerdict | null {
  if (total === 0) return { outcome: 'not-evaluable', subtype: 'no-data' }
  return mostDiverged(diverged, total) ? { outcome: 'not-evaluable', subtype: 'too-many-failures' } : null
}

function seedVerdict(numSlopes: number, center: GuardedMean | null, counts: RateCounts, alpha: number): RateVerdict {
  if (numSlopes < MIN_SEEDS || center === null) return { outcome: 'not-evaluable', subtype: 'too-few-seeds' }
  switch (center.position(alpha)) {
    case 'inside':
      if (counts.diverged > 0) return { outcome: 'inconclusive', subtype: 'failures' }
      return { outcome: 'reproduced', subtype: null }
    case 'above':
      return counts.notPositive > 0
        ? { outcome: 'inconclusive', subtype: null }
        : { outcome: 'refuted', subtype: 'slower' }
    case 'skewed':
      return { outcome: 'inconclusive', subtype: 'skew' }
    case 'no-spread':
      return { outcome: 'inconclusive', subtype: 'no-spread' }
    default:
      return { outcome: 'inconclusive', subtype: null }
  }
}

function pointVerdict({ total, holding }: RateCounts): RateVerdict {
  if (holding === total) return { outcome: 'reproduced', subtype: null }
  if (holding === 0) return { outcome: 'refuted', subtype: 'slower' }
  return { outcome: 'inconclusive', subtype: 'mixed' }
}

function rateWarnings(samples: readonly RateSample[], { total, diverged, notPositive }: RateCounts): string[] {
  const leftOut = samples.filter(({ slope, numLeftOut }) => slope !== null && numLeftOut > 0).length
  return [
    ...(diverged > 0 ? [`${diverged} of ${total} runs diverged and do not hold the claim`] : []),
    ...(notPositive > 0
      ? [`in ${notPositive} of ${total} runs the average regret is not above zero: they hold the claim without a slope`]
      : []),
    ...(leftOut > 0
      ? [
          `${leftOut} of ${total} slopes leave out points at which the regret is not above zero: they are too shallow or too steep by an unknown amount`
        ]
      : [])
  ]
}
