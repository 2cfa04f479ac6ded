/**
 * The smallest number of settings that is more than half of them.
 *
 * @param numSettings at least 1
 * @example majorityOf(9) // 5
 * @example majorityOf(4) // 3
 */
export function majorityOf(numSettings: number): number {
  return Math.floor(numSettings / 2) + 1
}
