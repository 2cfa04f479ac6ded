import { mean, sampleStandardDeviation } from '../../stats/describe'
import { studentTQuantile } from '../../stats/distributions'
import type { Interval } from '../../stats/interval'
import { skewRobustP } from '../../stats/skewRobustP'
import { tInterval } from '../../stats/tInterval'
import { tTest } from '../../stats/tTest'
import type { MeanAnalysis } from './types'

/** With fewer numbers no interval is worth its name. */
export const MIN_SEEDS = 3

/**
 * Where the mean over seeds is shown to stand against a range: one number a seed, Student's t. `skewed`: t decides, but
 * not with the skewness of the numbers allowed for.
 */
export type RangePosition = 'below' | 'above' | 'inside' | 'open' | 'skewed'

/**
 * Compares the t interval of a mean with a range: `inside` where all of the interval lies in it, `below` or `above`
 * where none does; with the skewness allowed for, p has to leave out the same bounds.
 *
 * @param values at least 2
 * @param low may be -Infinity
 * @param high may be Infinity
 * @example rangePosition([1, 1.1, 0.9], 0, 2, 0.05) // 'inside'
 */
export function rangePosition(values: readonly number[], low: number, high: number, alpha: number): RangePosition {
  const position = intervalPosition(tInterval(values, 1 - alpha), low, high)
  const passed = { below: [low], above: [high], inside: [low, high], open: [] }[position]
  const isConfirmed = passed.every((bound) => !Number.isFinite(bound) || skewP(values, bound) <= alpha)
  return isConfirmed ? position : 'skewed'
}

/** Where an interval lies against a range; on a bound it is inside. */
export function intervalPosition(
  { lower, upper }: Pick<Interval, 'lower' | 'upper'>,
  low: number,
  high: number
): Exclude<RangePosition, 'skewed'> {
  if (upper < low) return 'below'
  if (lower > high) return 'above'
  return low <= lower && upper <= high ? 'inside' : 'open'
}

/** Smallest level at which a position is not open: p against the bound that the center lies beyond, or the larger of both. */
export function positionP(center: number, low: number, high: number, pOf: (bound: number) => number): number {
  if (center < low) return pOf(low)
  if (center > high) return pOf(high)
  return Math.max(pOf(low), pOf(high))
}

/**
 * Smallest level at which the position is not open: the two-sided t test, skewness allowed for too, against the bound that the mean
 * lies beyond, or the largest p of both bounds where it lies between them.
 *
 * @param values at least 2
 */
export function rangeP(values: readonly number[], low: number, high: number): number {
  const center = mean(values)
  const pOf = (bound: number) =>
    Number.isFinite(bound) ? Math.max(tTest(values, bound).twoSided, skewP(values, bound)) : 0
  // Without spread the interval is the mean itself: on a bound it is inside.
  const isKnown = low <= center && center <= high && sampleStandardDeviation(values) === 0
  return isKnown ? 0 : positionP(center, low, high, pOf)
}

/** Without spread the mean is known, on a bound too. */
function skewP(values: readonly number[], bound: number): number {
  return sampleStandardDeviation(values) === 0 ? 0 : skewRobustP(values, bound)
}

/** The mean of what did not diverge. */
export function seedMean(values: readonly number[], diverged: number, alpha: number): MeanAnalysis {
  const enough = values.length >= 2
  return {
    numSeeds: values.length,
    diverged,
    mean: enough ? mean(values) : null,
    standardDeviation: enough ? sampleStandardDeviation(values) : null,
    interval: enough ? tInterval(values, 1 - alpha) : null
  }
}

/**
 * mean +- t s sqrt(1/k + 1/n): where the mean of k further runs falls at this level, were values normal.
 *
 * @param values at least 2
 * @returns null where all values are equal: they bound nothing that was not seen
 */
export function predictionInterval(values: readonly number[], alpha: number, further = 1): Interval | null {
  const center = mean(values)
  const halfWidth = -studentTQuantile(alpha / 2, values.length - 1) * predictionError(values, further)
  return halfWidth === 0 ? null : { lower: center - halfWidth, upper: center + halfWidth, level: 1 - alpha }
}

/** s sqrt(1/k + 1/n). */
export function predictionError(values: readonly number[], further = 1): number {
  return sampleStandardDeviation(values) * Math.sqrt(1 / further + 1 / values.length)
}

/** Why nothing is said of a mean over seeds; null where something is. */
export function unfitMean(
  numValues: number,
  diverged: number
): { readonly outcome: 'not-evaluable'; readonly subtype: 'no-data' | 'too-many-failures' | 'too-few-seeds' } | null {
  const total = numValues + diverged
  if (total === 0) return { outcome: 'not-evaluable', subtype: 'no-data' }
  if (mostDiverged(diverged, total)) return { outcome: 'not-evaluable', subtype: 'too-many-failures' }
  return numValues < MIN_SEEDS ? { outcome: 'not-evaluable', subtype: 'too-few-seeds' } : null
}

/** At least half of the runs diverged. */
export function mostDiverged(diverged: number, total: number): boolean {
  return total > 0 && 2 * diverged >= total
}
