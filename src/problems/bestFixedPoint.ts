/**
 * The best fixed point in hindsight: where G x, the sum of linear losses with slopes that add up to G, is least.
 *
 * @param slopeSum G = sum of g_i over the steps so far
 * @param domain [lower, upper], finite
 * @returns the lower end for G > 0, the upper end for G < 0; for G = 0 every point is best and it is the lower end
 * @example bestFixedPoint(10, [-1, 1]) // -1
 * @see Reddi et al. 2018, section 2: the x* of the regret
 */
export function bestFixedPoint(slopeSum: number, domain: readonly [number, number]): number {
  return slopeSum < 0 ? domain[1] : domain[0]
}
