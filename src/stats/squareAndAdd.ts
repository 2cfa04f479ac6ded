import type { Interval } from './interval'

/**
 * The interval of a sum of two independent parts from an interval of each: distances to the ends add up in squares. The
 * first part may have any interval, a confidence sequence too; the second is symmetric about an estimate of 0.
 *
 * Never narrower than the first part's interval.
 *
 * @param estimate of the first part, and so of the sum
 * @param interval of the first part; its ends may be infinite
 * @param halfWidth of the second part's interval at the same level, >= 0
 * @example squareAndAdd(0, { lower: -3, upper: 6, level: 0.95 }, 4) // { lower: -5, upper: 7.211102550927978, level: 0.95 }
 * @see Zou & Donner 2008, Statistics in Medicine 27, 1693-1702 (MOVER); Newcombe 1998, ibid. 17, 873-890
 */
export function squareAndAdd(estimate: number, interval: Interval, halfWidth: number): Interval {
  if (!(halfWidth >= 0)) throw new RangeError(`half the width of an interval is not ${halfWidth}`)
  // The looks of a confidence sequence may have left the estimate itself behind.
  const reach = (distance: number) => Math.hypot(Math.max(0, distance), halfWidth)
  return {
    lower: Math.min(interval.lower, estimate - reach(estimate - interval.lower)),
    upper: Math.max(interval.upper, estimate + reach(interval.upper - estimate)),
    level: interval.level
  }
}
