import type { SequentialDecision } from '../../claims/types'
import { mean, sampleStandardDeviation } from '../../stats/describe'
import { minPairs } from '../../stats/minPairs'
import { pairsNeeded } from '../../stats/pairsNeeded'
import { expectedMorePairs } from '../../stats/sequential/expectedMorePairs'
import type { AnyVerdict } from '../judged'
import type { ComparisonSample } from './comparisonVerdict'
import type { PairedHypothesis } from './types'

/** Chance that the enlarged sample decides, should the effect and its spread be as measured. */
const POWER = 0.9

/**
 * How many more pairs are expected to decide an undecided comparison, should the effect and its spread be as measured.
 * With a fixed number, and group-sequentially: the smallest n >= n_min whose t test at level alpha finds, with power .9,
 * an effect as far from the reference as the measured one, less the pairs at hand. Anytime-valid: the smallest n at
 * which the evidence of such a sample is enough. For `equivalent`, where theta lies inside, both references at once.
 *
 * @param mode null for a fixed number
 * @returns null where more pairs are not what is missing; Infinity where n would exceed 1,000
 */
export function morePairs(
  sample: ComparisonSample,
  verdict: AnyVerdict,
  alpha: number,
  mode: SequentialDecision['mode'] | null
): number | null {
  const { kind, delta, location } = sample
  const { values } = location
  if (verdict.outcome !== 'inconclusive') return null
  if (verdict.subtype === 'failures' || verdict.subtype === 'contradictory-looks') return null
  const standardDeviation = sampleStandardDeviation(values)
  const effects = distancesToDecide(kind, mean(values), delta).map((distance) =>
    distance === 0 ? 0 : distance / standardDeviation
  )
  const needed =
    mode === 'anytime-valid'
      ? expectedMorePairs(Math.min(...effects), alpha)
      : pairsNeeded(effects, alpha, POWER, minPairs(alpha))
  return Math.max(1, needed - values.length)
}

/**
 * How far theta is from the references that have to be left out for a decision: -delta; for `equivalent`, where theta
 * lies inside, both.
 */
export function distancesToDecide(kind: PairedHypothesis['kind'], theta: number, delta: number): number[] {
  if (kind !== 'equivalent') return [Math.abs(theta + delta)]
  const outside = Math.abs(theta) - delta
  return outside >= 0 ? [outside] : [delta - theta, delta + theta]
}
