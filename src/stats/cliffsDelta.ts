/**
 * Cliff's delta of two samples, unpaired: P(b > a) - P(b < a) over all pairs of an a and a b. Negative where b tends
 * to be lower. The samples may differ in size.
 *
 * @param a first sample, at least 1 number
 * @param b second sample, at least 1 number
 * @returns in [-1, 1]
 * @throws RangeError on an empty sample
 * @example cliffsDelta([1, 2, 3], [2, 3, 4, 5]) // 0.6666666666666666
 * @see Cliff 1993
 */
export function cliffsDelta(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0) throw new RangeError("Cliff's delta of an empty sample")
  let sum = 0
  for (const x of a) for (const y of b) sum += Math.sign(y - x)
  return sum / (a.length * b.length)
}
