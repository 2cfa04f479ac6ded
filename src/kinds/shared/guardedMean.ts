import type { Interval } from '../../stats/interval'
import { betting } from '../../stats/sequential/betting'
import { tInterval } from '../../stats/tInterval'
import { largestTie, unseenRateBound } from '../../stats/ties'
import { intervalPosition, positionP, type RangePosition, rangeP, rangePosition } from './seedMean'
import type { UnseenValues } from './types'

/** Where the mean over seeds is shown to stand against a range, with no certainty where nothing varies. */
export interface GuardedMean {
  position(alpha: number): RangePosition | 'no-spread'
  interval(alpha: number): Interval
  /** Smallest level at which it is decided. */
  readonly p: number
  /** Values that are equal to each other, where half of them are; null where fewer are. */
  readonly equal: number | null
}

/**
 * As for pairs (`comparison/spreadGuard`): where at least half of the values are equal, their spread decides nothing. Of a
 * metric from 0 to 1 bets decide, which need nothing but its bounds.
 *
 * @param values at least 2
 * @param low may be -Infinity
 * @param high may be Infinity
 */
export function guardedMean(values: readonly number[], low: number, high: number, isShare: boolean): GuardedMean {
  const equal = largestTie(values)
  const own = (alpha: number) => rangePosition(values, low, high, alpha)
  if (2 * equal < values.length) {
    return {
      position: own,
      interval: (alpha) => tInterval(values, 1 - alpha),
      p: rangeP(values, low, high),
      equal: null
    }
  }
  const unplaced = (alpha: number) => (own(alpha) === 'open' ? 'open' : 'no-spread')
  if (!isShare || !values.every((value) => value >= 0 && value <= 1)) {
    return {
      position: unplaced,
      interval: (alpha) =>
        equal < values.length ? tInterval(values, 1 - alpha) : { lower: -Infinity, upper: Infinity, level: 1 - alpha },
      p: 1,
      equal
    }
  }
  const bets = betting(values.length)
  const scaled = values.map((value) => 2 * value - 1)
  const intervalAt = (alpha: number): Interval => {
    const { lower, upper, level } = bets.sequence(scaled, alpha)[0]!.interval
    return { lower: (lower + 1) / 2, upper: (upper + 1) / 2, level }
  }
  const center = values.reduce((sum, value) => sum + value, 0) / values.length
  // A bound beyond 0 or 1 is never passed.
  const pOf = (bound: number) => (bound < 0 || bound > 1 ? 0 : bets.p(scaled, 2 * bound - 1))
  return {
    position: (alpha) => {
      const position = intervalPosition(intervalAt(alpha), low, high)
      return position === 'open' ? unplaced(alpha) : position
    },
    interval: intervalAt,
    p: positionP(center, low, high, pOf),
    equal
  }
}

/** @param equal of so many values; null where fewer than half are */
export function unseenValues(equal: number | null, of: number, alpha: number): { readonly unseen?: UnseenValues } {
  return equal === null ? {} : { unseen: { equal, of, rateBound: unseenRateBound(equal, of, alpha) } }
}
