import { mean, sampleStandardDeviation } from './describe'
import { normalCdf } from './distributions'

/** How often a single run would have told the opposite of many. */
export interface FlipProbability {
  /** Phi(-|mean|/s), for normal differences. */
  readonly normal: number
  /** The share of the sample itself that has the other sign than its mean; 0 counts half. */
  readonly counted: number
}

/**
 * Chance that one pair of runs alone points the other way than the mean of all pairs.
 *
 * @param differences of the pairs, at least 2
 * @throws RangeError with fewer
 * @example flipProbability([1, 2, 3, -2]) // { normal: 0.3217..., counted: 0.25 }
 */
export function flipProbability(differences: readonly number[]): FlipProbability {
  const center = mean(differences)
  return {
    normal: normalFlip(center, sampleStandardDeviation(differences)),
    counted: countedFlip(differences, Math.sign(center))
  }
}

/**
 * The same for studies that do not pair: each compares a run of one arm with a run of the other that has another seed.
 * Counted over all i != j; normal with the variance Var(a) + Var(b).
 *
 * @param a one arm, by seed; at least 2 numbers
 * @param b the other arm, as many, in the same order
 * @throws RangeError where the sizes differ or are below 2
 * @example unpairedFlipProbability([1, 2, 3], [2, 3, 4]).counted // 1/3: of six, (3, 2) is opposite and two ties are half
 */
export function unpairedFlipProbability(a: readonly number[], b: readonly number[]): FlipProbability {
  if (a.length !== b.length)
    throw new RangeError(`samples of one list of seeds differ in size: ${a.length} and ${b.length}`)
  const spread = Math.hypot(sampleStandardDeviation(a), sampleStandardDeviation(b))
  const center = mean(b.map((value, i) => value - a[i]!))
  const crossed = a.flatMap((control, i) => b.flatMap((treatment, j) => (i === j ? [] : [treatment - control])))
  return { normal: normalFlip(center, spread), counted: countedFlip(crossed, Math.sign(center)) }
}

/** A mean of 0 has no direction: each way is as likely. */
function normalFlip(center: number, standardDeviation: number): number {
  if (center === 0) return 0.5
  return standardDeviation === 0 ? 0 : normalCdf(-Math.abs(center) / standardDeviation)
}

function countedFlip(differences: readonly number[], direction: number): number {
  if (direction === 0) return 0.5
  const score = differences.reduce((sum, d) => sum + (Math.sign(d) === -direction ? 1 : d === 0 ? 0.5 : 0), 0)
  return score / differences.length
}
