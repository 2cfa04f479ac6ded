import { binomialTwoSidedP } from './binomialTest'

/**
 * Exact two-sided McNemar test: of the pairs that differ, are both directions equally likely?
 *
 * @param onlyFirst number of pairs in which only the first arm has the property
 * @param onlySecond the same for the second arm
 * @returns 1 where no pair differs
 * @throws RangeError where a count is not a whole number >= 0
 * @example mcnemarP(0, 6) // 0.03125
 * @see McNemar 1947
 */
export function mcnemarP(onlyFirst: number, onlySecond: number): number {
  return binomialTwoSidedP(onlyFirst, onlyFirst + onlySecond, 0.5)
}
