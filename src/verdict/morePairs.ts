import { mean, sampleStandardDeviation } from '../stats/describe'
import { minPairs } from '../stats/minPairs'
import { pairsNeeded } from '../stats/pairsNeeded'
import type { ComparisonSample } from './comparisonVerdict'
import type { Verdict } from './types'

/** Chance that the enlarged sample decides, should the effect and its spread be as measured. */
const POWER = 0.9

/**
 * How many more pairs are expected to decide an undecided comparison: the smallest n >= n_min whose t test at level
 * alpha finds, with power .9, an effect as far from the reference as the measured one, less the pairs at hand. For
 * `equivalent`, where theta lies inside, both references at once.
 *
 * @returns null where more pairs are not what is missing; Infinity where n would exceed 1,000
 */
export function morePairs(sample: ComparisonSample, verdict: Verdict, alpha: number): number | null {
  const { ratios } = sample
  if (verdict.outcome !== 'inconclusive' || verdict.subtype === 'failures') return null
  const standardDeviation = sampleStandardDeviation(ratios)
  const effects = distances(sample).map((distance) => (distance === 0 ? 0 : distance / standardDeviation))
  const needed = pairsNeeded(effects, alpha, POWER, minPairs(alpha))
  return Math.max(1, needed - ratios.length)
}

function distances({ kind, ratios, delta }: ComparisonSample): number[] {
  const theta = mean(ratios)
  if (kind !== 'equivalent') return [Math.abs(theta + delta)]
  const outside = Math.abs(theta) - delta
  return outside >= 0 ? [outside] : [delta - theta, delta + theta]
}
