import type { PrefixMoments } from './prefixMoments'

/** Of the slopes of the factors 1 +- tanh(k z), and so of the effects D that E looks for: k = D sqrt(1 + D^2). */
const NUM_SLOPES = 4
const NUM_TERMS = 2 * NUM_SLOPES

/** Factors at some z: 1 + tanh(k |z|), and 1 - tanh(k |z|). */
const large = new Float64Array(NUM_SLOPES)
const small = new Float64Array(NUM_SLOPES)

/** A product is held at this at most, which only makes E smaller: all stays finite, and nothing needs a logarithm. */
const LARGEST = 1e290

/**
 * The sequential sign-flip e-process, evaluated on a whole box of hypothesised centres m at once.
 *
 * E_n(m) = 1/8 sum over k and both signs of prod_{i <= n} (1 +- tanh(k z_i)), z_i = (r_i - m)/s_i,
 * s_i^2 = mean over j <= i of (r_j - m)^2, z_i = 0 where r_i = m. Where r - m is symmetric about 0, given |r_i - m| the
 * sign of each is a fair coin, so every factor has mean 1 and so has E_n, whatever the tails: P(some E_n >= 1/alpha) <=
 * alpha (Ville).
 *
 * z_i is a function of m with one turning point at most: z_i = (y_i - m)/sqrt(v_i + (m - mu_i)^2), mu_i and v_i mean
 * and variance of the first i, runs from 1 to -1, with an extreme of sign(d) sqrt(1 + d^2/v_i) at m = mu_i - v_i/d,
 * d = y_i - mu_i. So its range on a box is known exactly, every factor is monotone in z_i, and the product of the
 * smallest factors bounds E from below: no m in the box has a smaller E, up to rounding.
 *
 * As long as the first values are all equal z_i = sign(y_1 - m): E jumps at m = y_1, the origin, and nowhere else.
 * A box must not have the origin inside; Number.MIN_VALUE stands for the limit from the right, -MIN_VALUE from the left.
 */
export class SignFlipE {
  readonly n: number
  private readonly turningPoint: Float64Array
  private readonly extreme: Float64Array
  /** The products of 1 + tanh(k z) and of 1 - tanh(k z), times the weight 1/8, up to the current value. */
  private readonly rising = new Float64Array(NUM_SLOPES)
  private readonly falling = new Float64Array(NUM_SLOPES)

  constructor(private readonly moments: PrefixMoments) {
    const { n, y, mean, variance } = moments
    this.n = n
    this.turningPoint = y.map((value, i) => mean[i]! - variance[i]! / (value - mean[i]!))
    this.extreme = y.map(
      (value, i) => Math.sign(value - mean[i]!) * Math.sqrt(1 + (value - mean[i]!) ** 2 / variance[i]!)
    )
  }

  /** The largest E_j(m), firstLook <= j <= n; 0 without a look. Exact to 1e290, held there or above beyond. */
  at(m: number, firstLook: number): number {
    return this.leastOn(m, m, firstLook, Infinity)
  }

  /**
   * A lower bound, over the m in [from, to], of the largest E_j(m), firstLook <= j <= n. Stops at the first bound that
   * reaches `enough`. At from = to it is the value itself.
   */
  leastOn(from: number, to: number, firstLook: number, enough: number): number {
    const { rising, falling } = this
    rising.fill(1 / NUM_TERMS)
    falling.fill(1 / NUM_TERMS)
    let largest = 0
    for (let i = 0; i < this.n; i++) {
      let least = this.z(i, to)
      let most = from === to ? least : this.z(i, from)
      if (least > most) [least, most] = [most, least]
      const turning = this.turningPoint[i]!
      if (from < turning && turning < to) {
        const extreme = this.extreme[i]!
        if (extreme > most) most = extreme
        else if (extreme < least) least = extreme
      }
      if (least !== 0) {
        factorsAt(least)
        multiply(rising, least > 0 ? large : small)
      }
      if (most !== 0) {
        if (most !== least) factorsAt(most)
        multiply(falling, most > 0 ? small : large)
      }
      const sum =
        rising[0]! + falling[0]! + (rising[1]! + falling[1]!) + (rising[2]! + falling[2]!) + (rising[3]! + falling[3]!)
      if (sum > LARGEST) this.hold()
      if (i + 1 >= firstLook && sum > largest) {
        largest = sum
        if (largest >= enough) break
      }
    }
    return largest
  }

  private hold(): void {
    for (let k = 0; k < NUM_SLOPES; k++) {
      this.rising[k] = Math.min(LARGEST, this.rising[k]!)
      this.falling[k] = Math.min(LARGEST, this.falling[k]!)
    }
  }

  private z(i: number, m: number): number {
    const { y, mean, variance } = this.moments
    if (m === Infinity || m === -Infinity) return -Math.sign(m)
    if (variance[i] === 0) return -Math.sign(m)
    const distance = m - mean[i]!
    return (y[i]! - m) / Math.sqrt(variance[i]! + distance * distance)
  }
}

/**
 * The factors at z, of the slopes .5, 1.4, 4.5 and 16. With e = exp(-2k|z|) they are 2/(1 + e) and 2e/(1 + e), which keeps
 * the digits of the small one; exp(-2k|z|) for the four slopes are the powers 5, 14, 45 and 160 of exp(-|z|/5).
 */
function factorsAt(z: number): void {
  const e1 = Math.exp(-Math.abs(z) / 5)
  const e2 = e1 * e1
  const e4 = e2 * e2
  const e5 = e4 * e1
  const e10 = e5 * e5
  const e40 = e10 * e10 * e10 * e10
  setFactors(0, e5)
  setFactors(1, e10 * e4)
  setFactors(2, e40 * e5)
  setFactors(3, e40 * e40 * e40 * e40)
}

function setFactors(k: number, e: number): void {
  const factor = 2 / (1 + e)
  large[k] = factor
  small[k] = factor * e
}

function multiply(products: Float64Array, factors: Float64Array): void {
  for (let k = 0; k < NUM_SLOPES; k++) products[k]! *= factors[k]!
}
