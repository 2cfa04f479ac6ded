import { mixtureTLogE } from './mixtureT'
import { requireAlpha } from './requirements'

/** Above this many pairs a study is not practical. */
const MAX_PAIRS = 1000

/**
 * Number of pairs, those at hand included, with which an anytime-valid rule is expected to decide: the smallest n whose
 * mixture-t E reaches 1/alpha where the sample's effect is D, that is q = D^2 n/(n - 1).
 *
 * @param effect D = |theta - reference| / standard deviation, >= 0; infinite without spread
 * @param alpha in (0, 1)
 * @returns Infinity above 1,000 pairs
 * @throws RangeError where the effect is negative or NaN, or alpha outside (0, 1)
 * @example expectedMorePairs(1.2, 0.05) // 11
 */
export function expectedMorePairs(effect: number, alpha: number): number {
  if (!(effect >= 0)) throw new RangeError(`an effect is at least 0, not ${effect}`)
  requireAlpha(alpha)
  for (let n = 2; n <= MAX_PAIRS; n++) {
    if (mixtureTLogE(n, (effect * effect * n) / (n - 1)) >= -Math.log(alpha)) return n
  }
  return Infinity
}
