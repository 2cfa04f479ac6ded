import { comparable } from './decimals'

/** Samples up to this size are tested over all 2^n flips; a half then has 2^17 sums, a few milliseconds' work. */
export const MAX_EXACT_FLIPS = 34
const NUM_DRAWS = 99_999
const SMALLEST_DRAWN_P = 1 / (1 + NUM_DRAWS)
/** Sums are compared up to this share of the sum of |x|: far above what adding them rounds, far below any real gap. */
export const FLIP_TOLERANCE = 1e-12

/**
 * Two-sided p of the sign-flip (randomisation) test that x is symmetric about 0: the share of sign patterns with
 * |sum| >= the observed |sum|. Exact over all 2^n patterns up to n = 34, by meeting in the middle: the sums of each
 * half are built in sorted order by merging, and one pass over both counts the pairs, O(2^(n/2)). Above n = 34 it
 * draws 99,999 patterns and takes (1 + hits)/(1 + draws), which is a valid p too (Phipson & Smyth 2010); where
 * Hoeffding's bound of p is below the smallest that draws can show, 1e-5, p is the bound.
 *
 * Decimals, and differences of decimals, are compared as the decimals that they are: no tie is lost to rounding.
 *
 * @param values differences from the hypothesised centre, finite; n >= 1
 * @param random uniform draws in [0, 1), multiples of 2^-32; only used above n = 34, and may be left out below
 * @throws RangeError on an empty sample or a number that is not finite, and above n = 34 without `random`
 * @example signFlipP([1, 2, 3]) // 0.25: +++ and --- of 8 patterns
 * @see Fisher 1935, section 21; Horowitz & Sahni 1974 for meeting in the middle
 */
export function signFlipP(values: readonly number[], random: () => number = noRandom): number {
  const n = values.length
  if (n === 0) throw new RangeError('a sign-flip test of no numbers')
  if (!values.every(Number.isFinite)) throw new RangeError('a sign-flip test of a number that is not finite')
  const prepared = comparable(values)
  const sizes = prepared.map(Math.abs)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const observed = Math.abs(prepared.reduce((sum, value) => sum + value, 0))
  const threshold = observed - FLIP_TOLERANCE * total
  if (threshold <= 0 || n === 1) return 1
  if (n > MAX_EXACT_FLIPS) {
    const bound = flipBound(prepared)
    return bound < SMALLEST_DRAWN_P ? bound : (1 + countDrawn(sizes, threshold, random)) * SMALLEST_DRAWN_P
  }
  const half = n >> 1
  const [left, right] = [signedSums(sizes.slice(1, half)), signedSums(sizes.slice(half + 1))]
  const count = countPairs(left, right, sizes[0]!, sizes[half]!, threshold)
  // By symmetry as many patterns reach -threshold.
  return (2 * count) / 2 ** n
}

/** Far above what the tolerance can do, with which sums are compared. */
const BOUND_SLACK = 1e-6

/**
 * Upper bound of the exact p of `signFlipP`, by Hoeffding's inequality: 2 exp(-(sum x)^2/(2 sum x^2)).
 *
 * @param values differences from the hypothesised centre
 * @returns 1 where squares overflow or lose digits
 * @see Hoeffding 1963, theorem 2
 */
function flipBound(values: readonly number[]): number {
  let sum = 0
  let squares = 0
  for (const value of values) {
    sum += value
    squares += value * value
  }
  const isExact = squares > 1e-280 && squares < 1e280
  return isExact ? Math.min(1, (2 + BOUND_SLACK) * Math.exp(-(sum * sum) / (2 * squares))) : 1
}

/**
 * Whether `flipBound` alone shows that `signFlipP` is at most alpha. A p that is drawn may be above the bound, so above
 * n = 34 only a bound counts that stands for p itself.
 */
export function boundDecides(values: readonly number[], alpha: number): boolean {
  const limit = values.length > MAX_EXACT_FLIPS ? Math.min(alpha, SMALLEST_DRAWN_P * (1 - BOUND_SLACK)) : alpha
  return flipBound(values) <= limit
}

function noRandom(): never {
  throw new RangeError(
    `above ${MAX_EXACT_FLIPS} numbers a sign-flip test draws patterns, and needs a random stream for that`
  )
}

/** All 2^k sums of +-x, ascending, with Infinity behind them. */
function signedSums(sizes: readonly number[]): Float64Array {
  let sums = Float64Array.of(0, Infinity)
  for (const size of sizes) {
    const length = sums.length - 1
    const merged = new Float64Array(2 * length + 1)
    let low = 0
    let high = 0
    // Sums come in pairs of both signs: the lower half is merged, and the upper one is its mirror image.
    for (let i = 0; i < length; i++) {
      const down = sums[low]! - size
      const up = sums[high]! + size
      if (down <= up) low++
      else high++
      const sum = down <= up ? down : up
      merged[i] = sum
      merged[2 * length - 1 - i] = -sum
    }
    merged[2 * length] = Infinity
    sums = merged
  }
  return sums
}

/**
 * Number of patterns, a sum of each ascending list with +-a and +-b beside them, that reach the threshold. Merging these two
 * into the lists as well would take longer than to go through the lists with four thresholds at once.
 */
function countPairs(left: Float64Array, right: Float64Array, a: number, b: number, threshold: number): number {
  const [most, more, less, least] = [threshold + a + b, threshold + a - b, threshold - a + b, threshold - a - b]
  const numRight = right.length - 1
  let count = 0
  // From where on the right sums reach each of them, with the left sum at hand.
  let [i, j, k, l] = [numRight, numRight, numRight, numRight]
  for (let place = 0; place < left.length - 1; place++) {
    const sum = left[place]!
    while (i > 0 && sum + right[i - 1]! >= most) i--
    while (j > 0 && sum + right[j - 1]! >= more) j--
    while (k > 0 && sum + right[k - 1]! >= less) k--
    while (l > 0 && sum + right[l - 1]! >= least) l--
    count += 4 * numRight - i - j - k - l
  }
  return count
}

/** Hits among random sign patterns; a draw's 32 bits choose the signs of 4 blocks of 8 through tables of their sums. */
function countDrawn(sizes: readonly number[], threshold: number, random: () => number): number {
  const tables: Float64Array[] = []
  for (let start = 0; start < sizes.length; start += 8) tables.push(blockSums(sizes.slice(start, start + 8)))
  let hits = 0
  for (let draw = 0; draw < NUM_DRAWS; draw++) {
    let sum = 0
    let bits = 0
    for (let i = 0; i < tables.length; i++) {
      if (i % 4 === 0) bits = random() * 2 ** 32
      sum += tables[i]![(bits >>> (8 * (i % 4))) & 255]!
    }
    if (Math.abs(sum) >= threshold) hits++
  }
  return hits
}

/** The sum of up to 8 sizes for each of the 256 sign patterns. */
function blockSums(sizes: readonly number[]): Float64Array {
  return Float64Array.from({ length: 256 }, (_, pattern) =>
    sizes.reduce((sum, size, bit) => sum + ((pattern >> bit) & 1 ? size : -size), 0)
  )
}
