import { mean, sampleStandardDeviation } from './describe'
import { studentTCdf, studentTTwoSidedP } from './distributions'

/** p values of the one-sample t test against a reference; `less` and `greater` name the alternative. */
export interface TTest {
  readonly twoSided: number
  /** Small where the mean is below the reference. */
  readonly less: number
  /** Small where the mean is above the reference. */
  readonly greater: number
}

/**
 * One-sample t test of a mean; with paired differences, the paired t test. Without spread the mean is known: p is 0,
 * or 1 where it equals the reference.
 *
 * @param values at least 2 differences
 * @param reference the mean under the null hypothesis
 * @throws RangeError with fewer than 2 values, and on a number that is not finite
 * @example tTest([1, 2, 3], 0).twoSided // 0.07417990022744855
 */
export function tTest(values: readonly number[], reference: number): TTest {
  if (!values.every(Number.isFinite)) throw new RangeError('a t test of a number that is not finite')
  const distance = mean(values) - reference
  const standardError = sampleStandardDeviation(values) / Math.sqrt(values.length)
  if (distance === 0) return { twoSided: 1, less: 0.5, greater: 0.5 }
  const t = distance / standardError
  const df = values.length - 1
  return { twoSided: studentTTwoSidedP(t, df), less: studentTCdf(t, df), greater: studentTCdf(-t, df) }
}
