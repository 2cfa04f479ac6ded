import { comparable } from './decimals'
import { mean } from './describe'

/** Samples of up to this many numbers together are tested over all splits; each half then has 2^17 subsets. */
const MAX_EXACT = 34
const NUM_DRAWS = 99_999
/** Statistics are compared up to this share of the sum of |x|: far above what adding rounds, far below any real gap. */
const TOLERANCE = 1e-12

/**
 * Two-sided p of the two-sample permutation test of the difference of means: the share of all C(n + m, n) splits whose
 * |mean(b) - mean(a)| is at least the observed one. Exact up to n + m = 34, by meeting in the middle: the subsets of
 * each half are sorted by their sums, size by size, and one pass counts the pairs. Above, it draws 99,999 splits and
 * takes (1 + hits)/(1 + draws), which is a valid p too (Phipson & Smyth 2010).
 *
 * Decimals are compared as the decimals that they are: no tie is lost to rounding.
 *
 * Differs from SciPy's `permutation_test` at unequal sizes, which doubles the smaller tail.
 *
 * @param a first sample, at least 1 number
 * @param b second sample, at least 1 number
 * @param random uniform draws in [0, 1); only used above n + m = 34
 * @throws RangeError on an empty sample or a number that is not finite
 * @example permutationP([1, 2, 3], [4, 5, 6], random) // 0.1: 2 of 20 splits
 * @see Fisher 1935, Pitman 1937
 */
export function permutationP(a: readonly number[], b: readonly number[], random: () => number): number {
  if (a.length === 0 || b.length === 0) throw new RangeError('a permutation test of an empty sample')
  if (![...a, ...b].every(Number.isFinite)) throw new RangeError('a permutation test of a number that is not finite')
  const values = comparable([...a, ...b])
  // Exact for whole numbers, which their mean need not be.
  const pooled = values.map((value) => value - values[0]!)
  const center = mean(pooled)
  const centered = pooled.map((value) => value - center)
  // The two parts then add up to 0, so |sum of a| orders the splits as |mean(b) - mean(a)| does.
  const observed = Math.abs(sumOf(centered.slice(0, a.length)))
  const threshold = observed - TOLERANCE * sumOf(centered.map(Math.abs))
  if (threshold <= 0) return 1
  if (pooled.length > MAX_EXACT) return (1 + countDrawn(centered, a.length, threshold, random)) / (1 + NUM_DRAWS)
  const half = pooled.length >> 1
  const left = subsetSums(centered.slice(0, half))
  const right = subsetSums(centered.slice(half))
  let hits = 0
  let splits = 0
  for (const [size, sums] of left.entries()) {
    const others = right[a.length - size]
    if (others === undefined) continue
    splits += sums.length * others.length
    hits += countAbove(sums, others, threshold) + countBelow(sums, others, -threshold)
  }
  return hits / splits
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

/** The sums of all subsets, by size, ascending. */
function subsetSums(values: readonly number[]): Float64Array[] {
  let bySize: number[][] = [[0]]
  for (const value of values) {
    const grown = bySize.map((sums) => sums.map((sum) => sum + value))
    bySize = [...bySize, []].map((sums, size) => (size === 0 ? sums : [...sums, ...grown[size - 1]!]))
  }
  return bySize.map((sums) => Float64Array.from(sums).sort())
}

/** Number of pairs, one of each ascending list, whose sum is at least a bound. */
function countAbove(left: Float64Array, right: Float64Array, bound: number): number {
  let count = 0
  let from = right.length
  for (const value of left) {
    while (from > 0 && value + right[from - 1]! >= bound) from--
    count += right.length - from
  }
  return count
}

/** Number of pairs, one of each ascending list, whose sum is at most a bound. */
function countBelow(left: Float64Array, right: Float64Array, bound: number): number {
  let count = 0
  let to = right.length
  for (const value of left) {
    while (to > 0 && value + right[to - 1]! > bound) to--
    count += to
  }
  return count
}

/** Hits among random splits: the first `size` places of a partial Fisher-Yates shuffle. */
function countDrawn(values: readonly number[], size: number, threshold: number, random: () => number): number {
  const deck = Float64Array.from(values)
  let hits = 0
  for (let draw = 0; draw < NUM_DRAWS; draw++) {
    let sum = 0
    for (let i = 0; i < size; i++) {
      const j = i + Math.floor(random() * (deck.length - i))
      const drawn = deck[j]!
      deck[j] = deck[i]!
      deck[i] = drawn
      sum += drawn
    }
    if (Math.abs(sum) >= threshold) hits++
  }
  return hits
}
