import { mean, sampleStandardDeviation } from './describe'
import { studentTQuantile, studentTTwoSidedP } from './distributions'
import type { Interval } from './interval'
import { skewness } from './skewness'

/**
 * Hall's transformation of Student's t, which takes the skewness out of it:
 *
 *   T = t + a t^2 + a^2 t^3/3 + g1/(6 sqrt(n)),  a = g1/(3 sqrt(n))
 *
 * with g1 = m3/m2^(3/2) and t = sqrt(n)(mean - reference)/s. It rises with t, whatever g1. A mean that a long tail pulls
 * away from the reference counts for more than its t, one from which a tail points back to the reference for less.
 * Hall takes quantiles of the normal distribution or of the bootstrap; here those of t with n - 1 degrees of freedom, so
 * that without skew nothing is left but Student's test.
 *
 * @param t infinite where the values do not spread
 * @param g1 skewness of the values; null where they have none
 * @param n number of values
 * @example hallTransform(-3, 1, 10) // -2.0986...: a tail of the values points back to the reference
 * @see Hall 1992, JRSS B 54: On the removal of skewness by transformation
 */
export function hallTransform(t: number, g1: number | null, n: number): number {
  if (g1 === null || !Number.isFinite(t)) return t
  const a = g1 / (3 * Math.sqrt(n))
  return t + a * t * t + (a * a * t ** 3) / 3 + a / 2
}

/**
 * Hall's T of a mean against a reference.
 *
 * @param values at least 2
 * @returns infinite, with the sign of the distance, where the values do not spread; 0 where there is no distance either
 */
export function hallT(values: readonly number[], reference: number): number {
  const distance = mean(values) - reference
  if (distance === 0) return hallTransform(0, skewness(values), values.length)
  const t = (distance / sampleStandardDeviation(values)) * Math.sqrt(values.length)
  return hallTransform(t, skewness(values), values.length)
}

/**
 * Two-sided p of a mean against a reference by Hall's T. The sign of T is that of t but for |t| < 0.2, where p is near 1.
 *
 * @param values at least 2 finite numbers
 * @example hallP([1, 2, 3], 0) // 0.0741799...: no skew, so it is the t test's
 */
export function hallP(values: readonly number[], reference: number): number {
  return studentTTwoSidedP(hallT(values, reference), values.length - 1)
}

/**
 * The references that `hallP` does not exclude: the transformation is a cubic with one root.
 *
 * @param values at least 2 finite numbers
 * @param level in (0, 1)
 * @example hallInterval([1, 2, 3], 0.95) // the t interval: { lower: -0.48..., upper: 4.48..., level: 0.95 }
 */
export function hallInterval(values: readonly number[], level: number): Interval {
  const n = values.length
  const center = mean(values)
  const error = sampleStandardDeviation(values) / Math.sqrt(n)
  const a = (skewness(values) ?? 0) / (3 * Math.sqrt(n))
  const quantile = -studentTQuantile((1 - level) / 2, n - 1)
  // T = ((1 + a t)^3 - 1)/(3 a) + a/2; for small a by the first terms, where the cube root would cancel.
  const inverse = (wanted: number): number => {
    const y = wanted - a / 2
    const x = 3 * a * y
    return Math.abs(x) < 1e-5 ? y * (1 - x / 3) : (Math.cbrt(1 + x) - 1) / a
  }
  return { lower: center - inverse(quantile) * error, upper: center - inverse(-quantile) * error, level }
}
