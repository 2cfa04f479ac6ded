import { mean, sampleStandardDeviation } from './describe'

/**
 * Cohen's d_z of paired differences: mean over sample standard deviation.
 *
 * @param differences at least 2
 * @returns null where the differences have no spread
 * @throws RangeError with fewer than 2
 * @example cohensDz([1, 2, 3]) // 2
 * @see Lakens 2013, eq. 7
 */
export function cohensDz(differences: readonly number[]): number | null {
  const standardDeviation = sampleStandardDeviation(differences)
  return standardDeviation === 0 ? null : mean(differences) / standardDeviation
}
