/**
 * Projects every coordinate on an interval. NaN stays NaN, so a diverged iterate is not hidden.
 *
 * In one dimension, and wherever the domain is a box, this is also the projection in the norm weighted by
 * sqrt(vhat_t) that Reddi et al. 2018 write (their algorithm 1): the weights do not matter coordinate by coordinate.
 *
 * @param domain [lower, upper]
 * @example projectOnBox(Float64Array.of(-3, 0.5), [-1, 1]) // Float64Array [ -1, 0.5 ]
 */
export function projectOnBox(x: Float64Array, domain: readonly [number, number]): Float64Array {
  const [lower, upper] = domain
  return x.map((value) => Math.min(Math.max(value, lower), upper))
}
