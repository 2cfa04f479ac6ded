import { comparable } from './decimals'
import { doubledMidRanks } from './doubledMidRanks'

/**
 * Two-sided p of Wilcoxon's signed-rank test, exact. Zeros are dropped (Wilcoxon's own convention), equal sizes share
 * their mid-rank, and the distribution over all sign patterns of those ranks is counted by dynamic programming on
 * doubled ranks, O(n^3). p = min(1, 2 min(P(W <= w), P(W >= w))). R's `wilcox.test` and SciPy's `method="exact"` fall
 * back to a normal approximation or ignore ties there. Decimals, and differences of decimals, are ranked as the decimals
 * that they are: no tie is lost to rounding.
 *
 * @param values differences, finite; none, or zeros alone, give 1
 * @throws RangeError on a number that is not finite
 * @example wilcoxonP([1, 2, 3, 4, 5]) // 0.0625
 * @see Pratt & Gibbons 1981, chapter 3
 */
export function wilcoxonP(values: readonly number[]): number {
  if (!values.every(Number.isFinite)) throw new RangeError('a signed-rank test of a number that is not finite')
  const nonZero = comparable(values).filter((value) => value !== 0)
  const doubledRanks = doubledMidRanks(nonZero.map(Math.abs))
  const observed = doubledRanks.reduce((sum, rank, i) => (nonZero[i]! > 0 ? sum + rank : sum), 0)
  const probabilities = sumDistribution(doubledRanks)
  const atMost = probabilities.slice(0, observed + 1).reduce((sum, p) => sum + p, 0)
  const atLeast = probabilities.slice(observed).reduce((sum, p) => sum + p, 0)
  return Math.min(1, 2 * Math.min(atMost, atLeast))
}

/** P(S = s) for the sum S of ranks that each enter with probability 1/2. */
function sumDistribution(ranks: readonly number[]): Float64Array {
  const total = ranks.reduce((sum, rank) => sum + rank, 0)
  const probabilities = new Float64Array(total + 1)
  probabilities[0] = 1
  for (const rank of ranks) {
    for (let s = total; s >= 0; s--) {
      probabilities[s] = 0.5 * (probabilities[s]! + (s >= rank ? probabilities[s - rank]! : 0))
    }
  }
  return probabilities
}
