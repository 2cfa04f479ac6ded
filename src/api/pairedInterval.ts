import { bothTrained } from '../kinds/comparison/failures'
import { pairEffect } from '../kinds/comparison/pairEffect'
import { mean } from '../stats/describe'
import type { Interval } from '../stats/interval'
import { tInterval } from '../stats/tInterval'
import { type ComparisonOptions, comparisonOf } from './comparison'

/** The effect of the treatment with its interval. */
export interface PairedInterval extends Interval {
  readonly estimate: number
  /** Pairs in which neither value is NaN or infinite. */
  readonly numPairs: number
}

/**
 * Paired t interval of the treatment's effect: of ln(treatment/control), whose exponential is a ratio of geometric
 * means, or of treatment - control.
 *
 * @param control plain or typed array, one number a pair; pairs with NaN or an infinity are left out
 * @param treatment as many, in the same order
 * @param options.scale `log-ratio` (default) or `difference`
 * @param options.epsilon added to both values before the logarithm; default 0
 * @param options.level in (0, 1); default 0.95
 * @throws TypeError where an arm holds something else than numbers
 * @throws RangeError where the sizes differ, no pair is left, or the level is outside (0, 1)
 * @throws InputError for a value that has no logarithm
 * @example pairedInterval([1, 2, 3], [2, 4, 6], { level: 0.9 }).estimate // 0.6931471805599453: twice as high
 * @example pairedInterval([1, 2, 3], [2, 4, 6], { scale: 'difference' }) // { estimate: 2, numPairs: 3, lower: -0.4841377117503..., upper: 4.4841377117503..., level: 0.95 }
 */
export function pairedInterval(
  control: ArrayLike<number>,
  treatment: ArrayLike<number>,
  options: {
    readonly scale?: 'log-ratio' | 'difference'
    readonly epsilon?: number
    readonly level?: number
  } = {}
): PairedInterval {
  const { scale = 'log-ratio', epsilon = 0, level = 0.95 } = options
  const margin: ComparisonOptions['margin'] = scale === 'difference' ? { absolute: 0 } : { relative: 0, epsilon }
  const { claim, evidence } = comparisonOf('arrays/interval', control, treatment, { margin })
  const effect = pairEffect(claim, claim.hypothesis)
  const effects = evidence.pairs.filter(bothTrained).map((pair) => effect(pair.control.value, pair.treatment.value))
  return { estimate: mean(effects), numPairs: effects.length, ...tInterval(effects, level) }
}
