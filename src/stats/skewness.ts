import { mean } from './describe'
import { inSafeScale } from './unitScale'

/**
 * Sample skewness g1 = m3 / m2^(3/2), with n in the denominators of the moments. Differs from G1, which spreadsheets
 * and simple-statistics compute, by a factor that depends on n.
 *
 * @param values at least 1 number
 * @returns null where the values have no spread
 * @throws RangeError on an empty sample
 * @example skewness([1, 2, 3, 4, 10]) // 1.1384199576606167
 */
export function skewness(values: readonly number[]): number | null {
  const { values: scaled } = inSafeScale(values)
  const center = mean(scaled)
  const moment = (power: number) => scaled.reduce((sum, x) => sum + (x - center) ** power, 0) / scaled.length
  const variance = moment(2)
  return variance === 0 ? null : moment(3) / variance ** 1.5
}

/**
 * Whether |g1| exceeds what a normal sample shows in about one of ten cases: 1.645 sqrt(6(n - 2)/((n + 1)(n + 3))).
 * Its absence is no evidence of symmetry.
 *
 * @param g1 skewness of the sample, null where undefined
 * @param n size of the sample, at least 3 for a warning
 * @example isSkewed(1.1384199576606167, 5) // true: the bound at n = 5 is 1.007
 * @see Fisher 1930: the variance of g1 under normality
 */
export function isSkewed(g1: number | null, n: number): boolean {
  if (g1 === null || n < 3) return false
  return Math.abs(g1) > 1.645 * Math.sqrt((6 * (n - 2)) / ((n + 1) * (n + 3)))
}
