/**
 * Probability of superiority over pairs: the share of pairs whose difference is negative, ties counted half.
 *
 * @param differences b - a, at least 1
 * @throws RangeError on an empty sample
 * @example probabilityLower([-1, -2, 0, 3]) // 0.625
 * @see Grissom & Kim 2012, chapter 5
 */
export function probabilityLower(differences: readonly number[]): number {
  if (differences.length === 0) throw new RangeError('a share of no pairs')
  const score = differences.reduce((sum, d) => sum + (d < 0 ? 1 : d === 0 ? 0.5 : 0), 0)
  return score / differences.length
}
