import { betaCdf } from './distributions'

/**
 * Two-sided exact binomial p, the smaller tail doubled: min(1, 2 min(P(X <= k), P(X >= k))). It is at most alpha
 * exactly where the Clopper-Pearson interval at 1 - alpha leaves the share out. Differs from R and SciPy, which add up
 * all outcomes that are no likelier than k.
 *
 * @param successes k, a whole number in [0, n]
 * @param trials n, a whole number
 * @param share the probability under the null hypothesis, in (0, 1)
 * @throws RangeError outside these ranges
 * @example binomialTwoSidedP(17, 17, 0.8) // 0.04503599627370496
 */
export function binomialTwoSidedP(successes: number, trials: number, share: number): number {
  requireCounts(successes, trials)
  if (!(share > 0 && share < 1)) throw new RangeError(`a share inside (0, 1) is needed, not ${share}`)
  return Math.min(1, 2 * Math.min(atMost(successes, trials, share), atLeast(successes, trials, share)))
}

/** @throws RangeError unless 0 <= successes <= trials, both whole numbers */
export function requireCounts(successes: number, trials: number): void {
  const whole = Number.isSafeInteger(successes) && Number.isSafeInteger(trials)
  if (!whole || successes < 0 || successes > trials) {
    throw new RangeError(`successes must be a whole number in [0, ${trials}], not ${successes}`)
  }
}

/** P(X >= k) = I_p(k, n - k + 1). */
function atLeast(k: number, n: number, p: number): number {
  return k === 0 ? 1 : betaCdf(p, k, n - k + 1)
}

/** P(X <= k) = P(n - X >= n - k). */
function atMost(k: number, n: number, p: number): number {
  return atLeast(n - k, n, 1 - p)
}
