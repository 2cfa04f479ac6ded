import type { Interval } from '../interval'

/**
 * A rule that looks at a sample again and again and keeps its error rate whatever the number of looks.
 *
 * Values are the paired differences or log ratios, in seed order, one look each (group-sequential: at its own looks).
 */
export interface SequentialMethod {
  readonly name: 'sign-flip' | 'mixture-t' | 'betting' | 'pocock' | 'obrien-fleming'
  /** Sizes n at which it looks, up to `max`; ascending. */
  looks(max: number): readonly number[]
  /**
   * Confidence sequence at the looks up to values.length: the hull of the running intersection. `contradictory` where
   * the running intersection is empty (then the interval is that of the look itself).
   *
   * @param alpha error rate over all looks
   */
  sequence(values: readonly number[], alpha: number): readonly SequentialLook[]
  /**
   * Two-sided p value of theta = reference over all looks so far: min(1, 1/max E), for group-sequential the smallest
   * alpha whose boundary was crossed.
   */
  p(values: readonly number[], reference: number): number
  /**
   * p that the look at n values gives a t statistic by itself, of which `skewRobustP` is made. null where the method needs
   * no symmetry.
   */
  readonly pOfT: ((n: number, t: number) => number) | null
}

export interface SequentialLook {
  readonly n: number
  readonly interval: Interval
  readonly contradictory: boolean
}
