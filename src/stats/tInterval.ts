import { mean, sampleStandardDeviation } from './describe'
import { studentTQuantile } from './distributions'
import type { Interval } from './interval'

/**
 * Student's t interval of a mean; with paired differences, the paired t interval.
 *
 * @param values n >= 1 differences; one alone gives an infinite interval, equal ones an interval of length 0
 * @param level in (0, 1)
 * @param quantile of t, which is most of the work: whoever needs one for several samples may remember it
 * @throws RangeError on an empty sample, a number that is not finite or a level outside (0, 1)
 * @example tInterval([1, 2, 3], 0.95) // { lower: -0.48413771175033, upper: 4.48413771175033, level: 0.95 }
 */
export function tInterval(
  values: readonly number[],
  level: number,
  quantile: (p: number, df: number) => number = studentTQuantile
): Interval {
  if (!values.every(Number.isFinite)) throw new RangeError('a t interval of a number that is not finite')
  const n = values.length
  const center = mean(values)
  if (n === 1) return { lower: -Infinity, upper: Infinity, level }
  const halfWidth = (-quantile((1 - level) / 2, n - 1) * sampleStandardDeviation(values)) / Math.sqrt(n)
  return { lower: center - halfWidth, upper: center + halfWidth, level }
}
