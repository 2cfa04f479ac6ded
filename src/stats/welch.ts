import { mean, sampleStandardDeviation } from './describe'
import { studentTQuantile, studentTTwoSidedP } from './distributions'
import type { Interval } from './interval'

export interface WelchAnalysis {
  /** mean(b) - mean(a). */
  readonly difference: number
  readonly standardError: number
  /** Welch-Satterthwaite; Infinity where neither sample has spread. */
  readonly df: number
  /** Of the difference. */
  readonly interval: Interval
  /** Two-sided p of difference = reference. */
  readonly p: number
}

/**
 * Welch's t analysis of two unpaired samples, which may differ in size and spread. For losses give it their logarithms:
 * the difference is then the log of a ratio of geometric means. Without any spread the difference is known: an interval
 * of length 0, p 0, or 1 where it equals the reference.
 *
 * @param a first sample, at least 2 numbers
 * @param b second sample, at least 2 numbers
 * @param level of the interval, in (0, 1)
 * @param reference the difference under the null hypothesis
 * @throws RangeError with fewer numbers, numbers that are not finite or overflow, or a level outside (0, 1)
 * @example welch([1, 2, 3], [2, 4, 6, 8], 0.95).difference // 3
 * @see Welch 1947
 */
export function welch(a: readonly number[], b: readonly number[], level: number, reference = 0): WelchAnalysis {
  const errors = [a, b].map((sample) => sampleStandardDeviation(sample) / Math.sqrt(sample.length)) as [number, number]
  const difference = mean(b) - mean(a)
  const standardError = Math.hypot(...errors)
  if (!Number.isFinite(difference) || !Number.isFinite(standardError)) {
    throw new RangeError("Welch's analysis of numbers that are not finite, or too large")
  }
  if (standardError === 0) {
    const interval = { lower: difference, upper: difference, level }
    return { difference, standardError, df: Infinity, interval, p: difference === reference ? 1 : 0 }
  }
  const [shareA, shareB] = errors.map((error) => (error / standardError) ** 2) as [number, number]
  const df = 1 / (shareA ** 2 / (a.length - 1) + shareB ** 2 / (b.length - 1))
  const halfWidth = -studentTQuantile((1 - level) / 2, df) * standardError
  return {
    difference,
    standardError,
    df,
    interval: { lower: difference - halfWidth, upper: difference + halfWidth, level },
    p: studentTTwoSidedP((difference - reference) / standardError, df)
  }
}
