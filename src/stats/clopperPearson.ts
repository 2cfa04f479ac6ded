import { requireCounts } from './binomialTest'
import { betaQuantile } from './distributions'
import type { Interval } from './interval'

/**
 * Clopper-Pearson interval of a share: exact, with (1 - level)/2 in each tail.
 *
 * @param successes k, a whole number in [0, n]
 * @param trials n, a whole number; 0 gives [0, 1]
 * @param level in (0, 1)
 * @throws RangeError outside these ranges
 * @example clopperPearson(17, 17, 0.95) // { lower: 0.80493567703..., upper: 1, level: 0.95 }
 * @see Clopper & Pearson 1934
 */
export function clopperPearson(successes: number, trials: number, level: number): Interval {
  requireCounts(successes, trials)
  const tail = (1 - level) / 2
  const failures = trials - successes
  return {
    lower: successes === 0 ? 0 : betaQuantile(tail, successes, failures + 1),
    // The complement of the failures' lower bound: the small tail keeps its digits.
    upper: failures === 0 ? 1 : 1 - betaQuantile(tail, failures, successes + 1),
    level
  }
}
