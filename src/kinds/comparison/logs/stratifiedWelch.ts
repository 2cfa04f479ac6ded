import { mean, sampleStandardDeviation } from '../../../stats/describe'
import { studentTQuantile, studentTTwoSidedP } from '../../../stats/distributions'
import type { Interval } from '../../../stats/interval'
import type { SampleBlock } from '../../../stats/stratifiedPermutation'

export interface StratifiedWelch {
  /** Mean over the blocks, each of weight 1, of mean(b) - mean(a). */
  readonly effect: number
  readonly standardError: number
  interval(level: number): Interval
  /** Two-sided p of effect = reference. */
  p(reference: number): number
}

/**
 * Welch's t analysis of the average effect over blocks: the difference of means within each block, averaged with equal
 * weights; its variance is the sum of all 2K samples' variances of the mean over K^2, with Satterthwaite's degrees of
 * freedom. The estimand is the average over these blocks: they are fixed, not drawn (`stats/randomEffects` speaks of
 * blocks like these). With one block it is Welch's test.
 * Without any spread the effect is known: an interval of length 0, p 0, or 1 where it equals the reference.
 *
 * @param blocks at least 1, each with at least 2 numbers in each sample
 * @throws RangeError with fewer, and with numbers that are not finite or overflow
 * @example stratifiedWelch([{ a: [1, 2, 3], b: [2, 4, 6, 8] }, { a: [0, 1], b: [3, 4] }]).effect // 3
 * @see Welch 1947; Satterthwaite 1946, eq. 17
 */
export function stratifiedWelch(blocks: readonly SampleBlock[]): StratifiedWelch {
  if (blocks.length === 0) throw new RangeError('a stratified analysis of no blocks')
  const effect = mean(blocks.map(({ a, b }) => mean(b) - mean(a)))
  const samples = blocks.flatMap(({ a, b }) => [a, b])
  const errors = samples.map((sample) => sampleStandardDeviation(sample) / Math.sqrt(sample.length))
  // Not by squares, which overflow or vanish.
  const total = Math.hypot(...errors)
  const standardError = total / blocks.length
  if (!Number.isFinite(effect) || !Number.isFinite(total)) {
    throw new RangeError('a stratified analysis of numbers that are not finite, or too large')
  }
  const df = 1 / errors.reduce((sum, error, i) => sum + (error / total) ** 4 / (samples[i]!.length - 1), 0)
  return {
    effect,
    standardError,
    interval: (level) => {
      const halfWidth = total === 0 ? 0 : -studentTQuantile((1 - level) / 2, df) * standardError
      return { lower: effect - halfWidth, upper: effect + halfWidth, level }
    },
    p: (reference) => {
      if (effect === reference) return 1
      return total === 0 ? 0 : studentTTwoSidedP((effect - reference) / standardError, df)
    }
  }
}
