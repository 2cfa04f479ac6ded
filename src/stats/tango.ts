import { requireCounts } from './binomialTest'
import { normalCdf } from './distributions'

/**
 * One-sided p of "the first rate exceeds the second one by no more than the margin" where both were observed on the same n
 * pairs: Tango's score test, which stays close to its level where counts are small and rates are near 0. With b pairs that
 * have the property in the first arm only and c in the second only, z = (b - c - n m)/sqrt(n (2 q + m (1 - m))), q the
 * share of pairs in the second arm only that is likeliest where the difference is exactly m. p never falls with c.
 *
 * @param onlyFirst b, a whole number
 * @param onlySecond c, a whole number; b + c <= n
 * @param numPairs n, at least 1
 * @param margin m, in [0, 1)
 * @throws RangeError outside these ranges
 * @returns 1 where margin and counts are 0
 * @example tangoP(3, 0, 10, 0.1) // 0.0888...
 * @see Tango 1998, Statistics in Medicine 17
 */
export function tangoP(onlyFirst: number, onlySecond: number, numPairs: number, margin: number): number {
  requireCounts(onlyFirst, numPairs)
  requireCounts(onlySecond, numPairs - onlyFirst)
  if (!(margin >= 0 && margin < 1)) throw new RangeError(`a margin in [0, 1) is needed, not ${margin}`)
  const a = 2 * numPairs
  const b = (2 * numPairs - onlyFirst + onlySecond) * margin - onlyFirst - onlySecond
  const c = -onlySecond * margin * (1 - margin)
  const onlySecondShare = (Math.sqrt(b * b - 4 * a * c) - b) / (2 * a)
  const variance = numPairs * (2 * onlySecondShare + margin * (1 - margin))
  if (variance === 0) return 1
  return normalCdf((onlySecond - onlyFirst + numPairs * margin) / Math.sqrt(variance))
}
