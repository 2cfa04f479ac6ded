import { minPairsSignFlip } from './reach'

/**
 * Smallest number of pairs with which an exact sign-flip test can reach a level: 2^(1 - n) <= alpha.
 *
 * @param alpha in (0, 1]
 * @throws RangeError outside (0, 1]
 * @example minPairs(0.05) // 6
 */
export function minPairs(alpha: number): number {
  if (!(alpha > 0 && alpha <= 1)) throw new RangeError(`a level lies in (0, 1], not ${alpha}`)
  return minPairsSignFlip(alpha)
}
