/**
 * Hall's transformation of Student's t, which takes the skewness out of it:
 *
 *   T = t + a t^2 + a^2 t^3/3 + a/2,  a = g1/(3 sqrt(n))
 *
 * with g1 = m3/m2^(3/2) and t = sqrt(n)(mean - reference)/s. It rises with t, whatever g1. A mean that a long tail pulls
 * away from the reference counts for more than its t, one from which a tail points back to the reference for less.
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
  // The factor is positive; written so, what overflows is infinite and not infinity less infinity.
  return t * (1 + a * t + (a * t) ** 2 / 3) + a / 2
}
