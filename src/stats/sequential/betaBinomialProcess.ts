import { requireCounts } from '../binomialTest'
import { logGamma } from '../distributions'
import type { Interval } from '../interval'
import { bracketOf, findCrossing } from './findCrossing'
import { intersectLooks, looksFrom } from './looks'
import { requireAlpha, requireFirstLook } from './requirements'
import type { SequentialLook } from './types'

/** Bounds of a share are found to this accuracy. */
const TOLERANCE = 1e-12

/** A share of successes, watched as they come in. */
export interface BetaBinomialProcess {
  /** Confidence sequence of the share at every look, the hull of the running intersection. */
  readonly looks: readonly SequentialLook[]
  /** min(1, 1/max E) of share = nullShare over the looks. */
  readonly p: number
  /** Where the share is shown to be against nullShare, at the first look whose interval leaves nullShare out. */
  readonly position: 'above' | 'below' | 'open'
  /** Number of trials at the first look that left nullShare out; null while open. */
  readonly decidedAt: number | null
}

/**
 * Sequential test of a share: the beta-binomial e-process (`betaBinomialLogE`) and the confidence sequence
 * {p : E_j(p) < 1/alpha at every look j <= n}. All successes decide at n = 7/24/53/116 for shares of .5/.8/.9/.95 at
 * alpha .05.
 *
 * @param outcomes in the order of the seeds; true for a success
 * @param nullShare in (0, 1)
 * @param alpha error rate over all looks
 * @param firstLook looks begin here, >= 1
 * @throws RangeError outside these ranges
 * @example betaBinomialProcess(new Array(24).fill(true), 0.8, 0.05).decidedAt // 24
 * @see Robbins 1970; prior Beta(1/2, 1/2)
 */
export function betaBinomialProcess(
  outcomes: readonly boolean[],
  nullShare: number,
  alpha: number,
  firstLook = 1
): BetaBinomialProcess {
  requireAlpha(alpha)
  requireFirstLook(firstLook)
  requireShare(nullShare)
  const successes = runningCount(outcomes)
  const numbers = looksFrom(firstLook, outcomes.length)
  const looks = intersectLooks(numbers, (n) => ownInterval(successes[n]!, n, alpha))
  const largest = numbers.reduce((max, n) => Math.max(max, betaBinomialLogE(successes[n]!, n, nullShare)), 0)
  const positions = looks.map((look) => positionOf(look, nullShare))
  const decided = positions.findIndex((position) => position !== 'open')
  return {
    looks,
    p: Math.exp(-largest),
    position: positions[decided] ?? 'open',
    decidedAt: looks[decided]?.n ?? null
  }
}

/**
 * ln E_n(p) = ln B(1/2 + k, 1/2 + n - k) - ln B(1/2, 1/2) - k ln p - (n - k) ln(1 - p): the likelihood of k successes
 * under a Beta(1/2, 1/2) mixture of shares, over that under p. Its mean under p is 1.
 *
 * @param successes k, a whole number in [0, n]
 * @param trials n, a whole number
 * @param share p, in (0, 1)
 * @example betaBinomialLogE(24, 24, 0.8) // 3.188...: ln 24.26
 */
export function betaBinomialLogE(successes: number, trials: number, share: number): number {
  requireCounts(successes, trials)
  requireShare(share)
  const failures = trials - successes
  // 0 ln 0 = 0
  const likelihood =
    (successes === 0 ? 0 : successes * Math.log(share)) + (failures === 0 ? 0 : failures * Math.log1p(-share))
  return logBeta(0.5 + successes, 0.5 + failures) - logBeta(0.5, 0.5) - likelihood
}

/** ln E falls up to p = k/n and rises from there: its set is an interval around k/n. */
function ownInterval(successes: number, trials: number, alpha: number): Interval {
  const best = successes / trials
  const excess = (share: number): number => {
    if (share <= 0) return successes === 0 ? -Infinity : Infinity
    if (share >= 1) return successes === trials ? -Infinity : Infinity
    return betaBinomialLogE(successes, trials, share) + Math.log(alpha)
  }
  return {
    lower: successes === 0 ? 0 : findCrossing(excess, bracketOf(excess, best, 0), TOLERANCE).outside,
    upper: successes === trials ? 1 : findCrossing(excess, bracketOf(excess, best, 1), TOLERANCE).outside,
    level: 1 - alpha
  }
}

function positionOf({ interval, contradictory }: SequentialLook, share: number): 'above' | 'below' | 'open' {
  if (contradictory || (interval.lower <= share && share <= interval.upper)) return 'open'
  return interval.lower > share ? 'above' : 'below'
}

function runningCount(outcomes: readonly boolean[]): number[] {
  let count = 0
  return [0, ...outcomes.map((outcome) => (outcome ? ++count : count))]
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b)
}

function requireShare(share: number): void {
  if (!(share > 0 && share < 1)) throw new RangeError(`a share inside (0, 1) is needed, not ${share}`)
}
