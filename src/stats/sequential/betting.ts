import type { Interval } from '../interval'
import { findCrossing } from './findCrossing'
import { intersectLooks, looksFrom } from './looks'
import { requireAlpha, requireFinite, requireFirstLook } from './requirements'
import type { SequentialMethod } from './types'

/** The bets are tuned to this error rate; they are valid at every other, and p does not depend on a level. */
const TUNED_TO = 0.05
/** A bet risks at most this share of the capital. */
const LARGEST_STAKE = 0.99
/** Bounds are found to this accuracy, on a range of length 1. */
const TOLERANCE = 1e-12

/**
 * Hedged capital process for the mean of differences in [-1, 1], such as those of two accuracies; no assumption but
 * the bounds. With x = (d + 1)/2 and m the hypothesised mean of x, E_n(m) = max(K+, K-)/2,
 * K+- = prod_{i <= n} (1 +- lambda_i (x_i - m)), lambda_i = sqrt(2 ln(2/.05)/(v_{i-1} i ln(i + 1))), at most .99/m for
 * K+ and .99/(1 - m) for K-; v_i = (1/4 + sum (x_j - mean_j)^2)/(i + 1), mean_i = (1/2 + sum x_j)/(i + 1).
 * K+ falls and K- grows with m, so every confidence set is an interval, bounded by one crossing of each.
 *
 * Whatever the bets, 30 pairs do not show a difference under .13 at alpha .05: (1 + .13)^30 = 39 < 2/.05.
 *
 * @param firstLook looks begin here, >= 1
 * @example betting().p(new Array(30).fill(0.2), 0) // 0.00885...
 * @see Waudby-Smith & Ramdas 2024, the hedged capital process; they tune the bets to the alpha at hand
 */
export function betting(firstLook = 1): SequentialMethod {
  requireFirstLook(firstLook)
  return {
    name: 'betting',
    looks: (max) => looksFrom(firstLook, max),
    sequence: (values, alpha) => {
      requireAlpha(alpha)
      const bets = placeBets(values)
      return intersectLooks(looksFrom(firstLook, values.length), (n) => intervalAt(bets, n, alpha))
    },
    p: (values, reference) => {
      requireFinite([reference])
      const bets = placeBets(values)
      // No mean of such values lies there.
      if (reference < -1 || reference > 1) return 0
      const m = (reference + 1) / 2
      const largest = looksFrom(firstLook, values.length).reduce(
        (max, n) => Math.max(max, logCapital(bets, n, m, 1), logCapital(bets, n, m, -1)),
        0
      )
      return Math.exp(-largest)
    },
    pOfT: null
  }
}

/**
 * ln K/2 of one of the two players after all values: `side` 1 bets that the mean is above the reference, -1 below.
 * Both capitals have mean 1 where E[d] is the reference.
 *
 * @param values in [-1, 1]
 * @param reference the mean under the null hypothesis, in [-1, 1]
 * @param side of the player: 1 or -1
 * @throws RangeError outside
 * @example bettingLogCapital([0.5, 0.5], 0, 1) // 0.111...: ln(1.495^2/2)
 */
export function bettingLogCapital(values: readonly number[], reference: number, side: 1 | -1): number {
  requireBounded([reference])
  return logCapital(placeBets(values), values.length, (reference + 1) / 2, side)
}

interface Bets {
  readonly x: readonly number[]
  /** lambda_i, known before x_i. */
  readonly stakes: readonly number[]
}

function placeBets(values: readonly number[]): Bets {
  requireBounded(values)
  const x = values.map((value) => (value + 1) / 2)
  let sum = 0.5
  // v_{i-1} i, as it stands before x_i is seen
  let squares = 0.25
  const stakes = x.map((value, index) => {
    const i = index + 1
    const stake = Math.sqrt((2 * Math.log(2 / TUNED_TO)) / (squares * Math.log(i + 1)))
    sum += value
    squares += (value - sum / (i + 1)) ** 2
    return stake
  })
  return { x, stakes }
}

function logCapital({ x, stakes }: Bets, n: number, m: number, side: 1 | -1): number {
  const largest = LARGEST_STAKE / (side === 1 ? m : 1 - m)
  let log = -Math.LN2
  for (let i = 0; i < n; i++) log += Math.log1p(side * Math.min(stakes[i]!, largest) * (x[i]! - m))
  return log
}

function intervalAt(bets: Bets, n: number, alpha: number): Interval {
  const threshold = -Math.log(alpha)
  const bound = (side: 1 | -1, start: number, end: number): number => {
    const excess = (m: number): number => logCapital(bets, n, m, side) - threshold
    const [fInside, fOutside] = [excess(start), excess(end)]
    if (fOutside < 0) return end
    return findCrossing(excess, { inside: start, fInside, outside: end, fOutside }, TOLERANCE).outside
  }
  return { lower: 2 * bound(1, 1, 0) - 1, upper: 2 * bound(-1, 0, 1) - 1, level: 1 - alpha }
}

function requireBounded(values: readonly number[]): void {
  requireFinite(values)
  const wrong = values.find((value) => value < -1 || value > 1)
  if (wrong !== undefined) throw new RangeError(`betting needs values in [-1, 1], not ${wrong}`)
}
