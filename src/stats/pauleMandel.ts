/**
 * Paule and Mandel's estimate of the variance between studies: the tau^2 >= 0 at which the weighted sum of squares
 * Q(tau^2) = sum w_k (y_k - m)^2, w_k = 1/(v_k + tau^2), m the weighted mean, is its expectation K - 1; 0 where Q(0) is
 * not above it. It assumes no shape of the effects. Q falls as tau^2 grows, so bisection finds it. Of equal
 * variances it is the sample variance of the effects less theirs.
 *
 * @param effects at least 2
 * @param variances of each effect within its study, all above 0
 * @example pauleMandel([0, 1, 4], [0.01, 0.01, 0.01]) // 4.323333333333332
 * @see Paule & Mandel 1982; DerSimonian & Kacker 2007, eq. 9
 */
export function pauleMandel(effects: readonly number[], variances: readonly number[]): number {
  const expected = effects.length - 1
  if (weighted(effects, variances, 0).q <= expected) return 0
  // At the effects' own sum of squares no weight is above its inverse, so that Q is at most 1.
  let high = weighted(
    effects,
    variances.map(() => 1),
    0
  ).q
  let low = 0
  for (;;) {
    const middle = low + (high - low) / 2
    if (middle <= low || middle >= high) return middle
    if (weighted(effects, variances, middle).q > expected) low = middle
    else high = middle
  }
}

/** Mean of effects weighted by 1/(v + tau^2), the sum of the weights, and the weighted sum of squares about the mean. */
export function weighted(effects: readonly number[], variances: readonly number[], tau2: number) {
  const weights = variances.map((variance) => 1 / (variance + tau2))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const mean = effects.reduce((sum, effect, k) => sum + weights[k]! * effect, 0) / total
  const q = effects.reduce((sum, effect, k) => sum + weights[k]! * (effect - mean) ** 2, 0)
  return { mean, total, q }
}
