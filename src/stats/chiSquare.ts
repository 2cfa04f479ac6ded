import cephes from 'cephes'
import { logGamma, normalQuantile } from './distributions'

const NEWTON_STEPS = 30

/**
 * The x with P(X <= x) = p of the chi-square distribution: Wilson and Hilferty's approximation, then Newton's method on
 * the logarithm of the tail that p lies in, which is concave in ln x, so that it converges from wherever it starts.
 *
 * @param p in (0, 1)
 * @param df degrees of freedom, > 0
 * @throws RangeError outside these ranges
 * @example chiSquareQuantile(0.975, 4) // 11.143286781877796
 * @see Abramowitz & Stegun 26.4.17, 26.4.19
 */
export function chiSquareQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`a probability inside (0, 1) is needed, not ${p}`)
  if (!(df > 0)) throw new RangeError(`degrees of freedom must be positive, not ${df}`)
  const shape = df / 2
  // Each tail's own function is exact where it is small.
  const isLower = p < 0.5
  const target = Math.log(isLower ? p : 1 - p)
  let x = firstGuess(p, df)
  for (let i = 0; i < NEWTON_STEPS; i++) {
    const tail = isLower ? cephes.igam(shape, x) : cephes.igamc(shape, x)
    const slope = Math.exp(shape * Math.log(x) - x - logGamma(shape)) / tail
    const step = ((isLower ? 1 : -1) * (target - Math.log(tail))) / slope
    x *= Math.exp(step)
    if (Math.abs(step) <= 1e-15) break
  }
  return 2 * x
}

/**
 * Twice the smaller tail of the chi-square distribution, as of a test whether a variance is another; 1 at most.
 *
 * @param x >= 0
 * @param df degrees of freedom, > 0
 * @example chiSquareTwoSidedP(1, 9) // 0.001124994604335003
 */
export function chiSquareTwoSidedP(x: number, df: number): number {
  return Math.min(1, 2 * Math.min(cephes.igam(df / 2, x / 2), cephes.igamc(df / 2, x / 2)))
}

/** Of x/2: Wilson and Hilferty's, or the first term of the incomplete gamma function's series far in the lower tail. */
function firstGuess(p: number, df: number): number {
  const spread = 2 / (9 * df)
  const root = 1 - spread + normalQuantile(p) * Math.sqrt(spread)
  if (root > 0.3) return (df / 2) * root ** 3
  return Math.exp((Math.log(p) + logGamma(df / 2 + 1)) / (df / 2))
}
