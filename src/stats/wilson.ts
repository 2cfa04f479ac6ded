import { requireCounts } from './binomialTest'
import { normalQuantile } from './distributions'
import type { Interval } from './interval'

/**
 * Wilson's score interval of a share, without continuity correction. Shorter than Clopper-Pearson; for display.
 *
 * @param successes k, a whole number in [0, n]
 * @param trials n, a whole number, at least 1
 * @param level in (0, 1)
 * @throws RangeError outside these ranges
 * @example wilson(9, 10, 0.95) // { lower: 0.5958499732047615, upper: 0.9821237869049271, level: 0.95 }
 * @see Wilson 1927
 */
export function wilson(successes: number, trials: number, level: number): Interval {
  requireCounts(successes, trials)
  if (trials === 0) throw new RangeError('a share of no trials')
  const square = normalQuantile((1 - level) / 2) ** 2
  const share = successes / trials
  const center = (share + square / (2 * trials)) / (1 + square / trials)
  const variance = (share * (1 - share)) / trials + square / (4 * trials * trials)
  const halfWidth = Math.sqrt(square * variance) / (1 + square / trials)
  // At 0 or n successes a bound is 0 or 1; rounding would put it a hair outside.
  const lower = successes === 0 ? 0 : center - halfWidth
  const upper = successes === trials ? 1 : center + halfWidth
  return { lower, upper, level }
}
