import type { SequentialDecision } from '../../claims/types'
import { mean, sampleStandardDeviation } from '../../stats/describe'
import { minPairs } from '../../stats/minPairs'
import { pairsNeeded } from '../../stats/pairsNeeded'
import { expectedMorePairs } from '../../stats/sequential/expectedMorePairs'
import type { AnyVerdict } from '../judged'
import { references } from './claimedSide'
import type { ComparisonSample } from './comparisonVerdict'
import { isUnresolved } from './resolution'
import type { PairedHypothesis } from './types'

export interface MorePairs {
  /** Infinity where n would exceed 1,000. */
  readonly expected: number
  /** The fewest and the most for an effect within a standard error of the measured one. */
  readonly range: readonly [number, number]
}

/** Why a claim is undecided that the number of pairs is no reason for, or of skewness, who knows how many. */
const NOT_MISSING: ReadonlySet<string | null> = new Set(['failures', 'contradictory-looks', 'no-spread', 'skew'])

/** Chance that the enlarged sample decides, should the effect and its spread be as measured. */
const POWER = 0.9

/**
 * How many more pairs are expected to decide an undecided comparison, should the effect and its spread be as measured.
 * With a fixed number, and group-sequentially: the smallest n >= n_min whose t test at level alpha finds, with power .9,
 * an effect as far from the reference as the measured one, less the pairs at hand. Anytime-valid: the smallest n at
 * which the evidence of such a sample is enough. For `equivalent`, where theta lies inside, both references at once. The
 * measured effect may be far off, so the range says what an effect up to a standard error away would need.
 *
 * @param mode null for a fixed number
 * @returns null where more pairs are not what is missing
 */
export function morePairs(
  sample: ComparisonSample,
  verdict: AnyVerdict,
  alpha: number,
  mode: SequentialDecision['mode'] | null
): MorePairs | null {
  const { kind, delta, location } = sample
  const { values } = location
  if (verdict.outcome !== 'inconclusive') return null
  if (NOT_MISSING.has(verdict.subtype)) return null
  // Nor is it pairs where it depends on what happened between two evaluations.
  const [nearest] = references(sample)
  if (sample.resolution !== undefined && isUnresolved(sample.resolution, nearest!)) return null
  const standardDeviation = sampleStandardDeviation(values)
  const moreAt = (theta: number): number => {
    const effects = distancesToDecide(kind, theta, delta).map((distance) =>
      distance === 0 ? 0 : distance / standardDeviation
    )
    const needed =
      mode === 'anytime-valid'
        ? expectedMorePairs(Math.min(...effects), alpha)
        : pairsNeeded(effects, alpha, POWER, minPairs(alpha))
    return Math.max(1, needed - values.length)
  }
  // Times have to decide at the end of what they are known to that is nearer to the margin.
  const { lowest, highest } = sample.resolution ?? { lowest: mean(values), highest: mean(values) }
  const theta = Math.abs(lowest - nearest!) < Math.abs(highest - nearest!) ? lowest : highest
  const error = standardDeviation / Math.sqrt(values.length)
  const expected = moreAt(theta)
  const around = [moreAt(theta - error), expected, moreAt(theta + error)]
  // Theta on a reference is never decided.
  if (references(sample).some((reference) => Math.abs(theta - reference) <= error)) around.push(Infinity)
  return { expected, range: [Math.min(...around), Math.max(...around)] }
}

/**
 * How far theta is from the references that have to be left out for a decision: the margin; for `equivalent`, where theta
 * lies inside, both.
 */
export function distancesToDecide(kind: PairedHypothesis['kind'], theta: number, delta: number): number[] {
  const [reference, other] = references({ kind, delta })
  if (other === undefined) return [Math.abs(theta - reference!)]
  const outside = Math.abs(theta) - delta
  return outside >= 0 ? [outside] : [delta - theta, delta + theta]
}
