import { correlation } from './correlation'
import { mean, sampleStandardDeviation } from './describe'
import { studentTTwoSidedP } from './distributions'
import { spreadContrastPseudoValues } from './spreadContrast'

/**
 * Pseudo-values of ln(sd(b)/sd(a)) over pairs by the jackknife: n L - (n - 1) L without the pair. Their mean estimates the
 * logarithm of the ratio with less bias than L, and scatters as its own standard error says, whatever the shape of the values
 * and however the two of a pair depend on each other: none of it is assumed, as it is by F and by Pitman and Morgan.
 *
 * @param a first values of at least 3 pairs
 * @param b second values, as many
 * @returns one a pair; infinite or NaN where all but one of a sample's values are equal
 * @example spreadPseudoValues([1, 2, 4], [2, 4, 8]) // [0.6931..., 0.6931..., 0.6931...]: ln 2, three times
 * @see Miller 1968, Annals of Mathematical Statistics 39: Jackknifing variances
 */
export function spreadPseudoValues(a: readonly number[], b: readonly number[]): number[] {
  requirePairs(a, b)
  return spreadContrastPseudoValues([a, b], [-1, 1])
}

/**
 * The test of Pitman and Morgan that two standard deviations over pairs have a ratio: of the correlation of sums and differences,
 * once the ratio is divided out. Two-sided p by Student's t, which takes the pairs for normal: heavy tails make it wrong in
 * a third of cases and more.
 *
 * @param a first values of at least 3 pairs
 * @param b second values, as many
 * @param logRatio ln(sd(b)/sd(a)) under the null hypothesis
 * @returns null where sums or differences are constant
 * @example pitmanMorganP([1, 2, 4, 7, 3], [2, 1, 9, 14, 5], 0) // 0.00824...
 * @see Pitman 1939, Morgan 1939, Biometrika 31
 */
export function pitmanMorganP(a: readonly number[], b: readonly number[], logRatio: number): number | null {
  const n = requirePairs(a, b)
  const { sums, differences } = sumsAndDifferences(a, b, logRatio)
  const r = correlation(sums, differences)
  if (r === null) return null
  return Math.abs(r) === 1 ? 0 : studentTTwoSidedP(r * Math.sqrt((n - 2) / (1 - r * r)), n - 2)
}

/** Up to so many pairs all swaps are looked at. */
const MOST_EXACT = 18
const DRAWS = 9_999
/** Correlations that differ by less are equal but for rounding. */
const TIE = 1e-9

/**
 * The same by swaps: had the two values of a pair, each less its arm's mean and the ratio divided out, one distribution that does not
 * change when they are swapped, any swaps would have been as likely. The share of them, all 2^n up to 18 pairs, of which the
 * correlation is as far from 0. The means are estimated, so it is exact only nearly.
 *
 * @param a first values of at least 3 pairs
 * @param b second values, as many
 * @param logRatio ln(sd(b)/sd(a)) under the null hypothesis
 * @param random uniform draws in [0, 1), beyond 18 pairs: 9,999 draws
 * @returns at least 2^(1 - n); 1 where sums or differences are constant
 * @example spreadSwapP([1, 2, 4, 7, 3], [2, 1, 9, 14, 5], 0, Math.random) // 0.0625: 2 of 32
 */
export function spreadSwapP(
  a: readonly number[],
  b: readonly number[],
  logRatio: number,
  random: () => number
): number {
  const n = requirePairs(a, b)
  const { sums, differences } = sumsAndDifferences(a, b, logRatio)
  const squares = differences.reduce((sum, value) => sum + value * value, 0)
  const products = sums.map((sum, index) => sum * differences[index]!)
  /** The square of the correlation, up to a factor that no swap changes. */
  const sizeOf = (product: number, total: number) => {
    const spread = squares - (total * total) / n
    return spread <= 0 ? Infinity : (product * product) / spread
  }
  const totalOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)
  const observed = sizeOf(totalOf(products), totalOf(differences)) * (1 - TIE)
  if (!(observed > 0)) return 1
  if (n > MOST_EXACT) {
    let hits = 1
    for (let draw = 0; draw < DRAWS; draw++) {
      let [product, total] = [0, 0]
      for (let i = 0; i < n; i++) {
        const sign = random() < 0.5 ? 1 : -1
        product += sign * products[i]!
        total += sign * differences[i]!
      }
      if (sizeOf(product, total) >= observed) hits++
    }
    return hits / (1 + DRAWS)
  }
  // By symmetry the last pair need not be swapped. From one pattern to the next one pair is.
  let [product, total] = [totalOf(products), totalOf(differences)]
  const signs = new Int8Array(n).fill(1)
  let hits = 0
  for (let pattern = 1; ; pattern++) {
    if (sizeOf(product, total) >= observed) hits++
    if (pattern === 2 ** (n - 1)) return hits / 2 ** (n - 1)
    const pair = 31 - Math.clz32(pattern & -pattern)
    signs[pair] = -signs[pair]!
    product += 2 * signs[pair]! * products[pair]!
    total += 2 * signs[pair]! * differences[pair]!
  }
}

/** Of the values less their means, b divided by the ratio. */
function sumsAndDifferences(a: readonly number[], b: readonly number[], logRatio: number) {
  const [centerA, centerB] = [mean(a), mean(b)]
  // Of a unit that no square leaves.
  const scale = sampleStandardDeviation(a) || sampleStandardDeviation(b) || 1
  const x = a.map((value) => (value - centerA) / scale)
  const y = b.map((value) => (value - centerB) / scale / Math.exp(logRatio))
  return { sums: x.map((value, index) => y[index]! + value), differences: x.map((value, index) => y[index]! - value) }
}

function requirePairs(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) throw new RangeError(`paired samples differ in size: ${a.length} and ${b.length}`)
  if (a.length < 3) throw new RangeError(`a ratio of spreads needs 3 pairs, not ${a.length}`)
  return a.length
}
