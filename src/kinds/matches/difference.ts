import { mean, sampleStandardDeviation } from '../../stats/describe'
import { studentTQuantile, studentTTwoSidedP } from '../../stats/distributions'
import type { Interval } from '../../stats/interval'
import { skewness } from '../../stats/skewness'
import { skewRobustPOfT } from '../../stats/skewRobustP'
import { hasSpread } from '../../stats/ties'
import { intervalPosition } from '../shared/seedMean'
import { sourceDf } from './reportedNumbers'
import type { ReportedNumbers } from './types'

/** Where the difference is shown to stand against the margin on both sides of 0. */
type MatchPosition = 'below' | 'above' | 'inside' | 'open' | 'skewed' | 'no-spread'

/** The mean of our runs less the reported value. */
export interface MatchDifference {
  readonly difference: number
  readonly df: number
  /** At level 1 - alpha, of the difference from any value that is printed so. */
  interval(alpha: number): Interval
  position(alpha: number): MatchPosition
  /** Smallest level at which it is decided. */
  readonly p: number
}

/**
 * Welch's t interval of the mean less the reported value, with the standard error that the source gives, widened by the
 * rounding of what is printed: it lies inside where it would for each value that rounds to it, and outside likewise.
 * As a companion p with the skewness of our values allowed for (Hall's transformation): of their share of the standard error.
 *
 * Where the source gives no spread its value counts as exact, and what is left is the t interval of our mean.
 *
 * @param values at least 2
 * @param delta half width of the margin, above 0
 */
export function matchDifference(values: readonly number[], reported: ReportedNumbers, delta: number): MatchDifference {
  const n = values.length
  const { rounding, value } = reported
  const difference = mean(values) - value
  const ourError = sampleStandardDeviation(values) / Math.sqrt(n)
  const sourceError = reported.standardError ?? 0
  const error = Math.hypot(ourError, sourceError)
  // As shares of the whole, whose fourth powers neither overflow nor vanish.
  const [ours, theirs] = [ourError, sourceError].map((part) => (part / error) ** 4)
  const df = error === 0 ? n - 1 : 1 / (ours! / (n - 1) + theirs! / sourceDf(reported))
  const g1 = skewness(values)
  const ownSkewness = g1 === null || error === 0 ? null : g1 * (ourError / error) ** 3
  const isSpread = hasSpread(values)
  const intervalAt = (alpha: number): Interval => {
    const halfWidth = rounding - studentTQuantile(alpha / 2, df) * error
    return { lower: difference - halfWidth, upper: difference + halfWidth, level: 1 - alpha }
  }
  const tOf = (bound: number) => (difference === bound ? 0 : (difference - bound) / error)
  const pT = (t: number) => studentTTwoSidedP(t, df)
  const skewP = (bound: number) => skewRobustPOfT(tOf(bound), ownSkewness, n, pT)
  const pOf = (bound: number) => Math.max(pT(tOf(bound)), skewP(bound))
  const [inner, outer] = [delta - rounding, delta + rounding]
  return {
    difference,
    df,
    // Of values that are all equal nothing is known.
    interval: (alpha) => (ourError === 0 ? { lower: -Infinity, upper: Infinity, level: 1 - alpha } : intervalAt(alpha)),
    p: !isSpread
      ? 1
      : Math.abs(difference) > outer
        ? pOf(Math.sign(difference) * outer)
        : Math.abs(difference) < inner
          ? Math.max(pOf(-inner), pOf(inner))
          : 1,
    position: (alpha) => {
      const position = intervalPosition(intervalAt(alpha), -delta, delta)
      if (position === 'open') return position
      if (!isSpread) return 'no-spread'
      const passed = { below: [-outer], above: [outer], inside: [-inner, inner] }[position]
      return passed.every((bound) => skewP(bound) <= alpha) ? position : 'skewed'
    }
  }
}

/** What the source alone makes of the interval's half width: as if our mean were known. */
export function sourceHalfWidth(reported: ReportedNumbers, alpha: number): number {
  const { standardError, rounding } = reported
  return (standardError === null ? 0 : -studentTQuantile(alpha / 2, sourceDf(reported)) * standardError) + rounding
}
