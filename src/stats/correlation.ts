import { sampleCorrelation } from 'simple-statistics'
import { sampleStandardDeviation } from './describe'
import { inSafeScale } from './unitScale'

/**
 * Pearson's correlation of paired samples.
 *
 * @param a at least 2 numbers
 * @param b as many
 * @returns in [-1, 1]; null where a sample is constant
 * @throws RangeError where the sizes differ or are below 2
 * @example correlation([1, 2, 3], [1, 3, 2]) // 0.5
 */
export function correlation(a: readonly number[], b: readonly number[]): number | null {
  if (a.length !== b.length) throw new RangeError(`paired samples differ in size: ${a.length} and ${b.length}`)
  if (sampleStandardDeviation(a) === 0 || sampleStandardDeviation(b) === 0) return null
  const [x, y] = [inSafeScale(a), inSafeScale(b)]
  return Math.max(-1, Math.min(1, sampleCorrelation(x.values as number[], y.values as number[])))
}
