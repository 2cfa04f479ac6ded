import { tTest } from './tTest'

/**
 * p of equivalence by two one-sided t tests, doubled: min(1, 2 max(p_lower, p_upper)). Doubled so that it is at most
 * alpha exactly where the two-sided 1 - alpha interval lies inside the bounds. Differs from the usual TOST p, which is
 * half of it and belongs to the 1 - 2 alpha interval.
 *
 * @param values at least 2 differences
 * @param delta half-width of the equivalence region, > 0
 * @throws RangeError with fewer than 2 values or delta not positive
 * @example tostP([-0.1, 0, 0.1], 0.5) // 0.01307245756034652
 * @see Schuirmann 1987
 */
export function tostP(values: readonly number[], delta: number): number {
  if (!(delta > 0)) throw new RangeError(`equivalence needs a positive margin, not ${delta}`)
  return Math.min(1, 2 * Math.max(tTest(values, -delta).greater, tTest(values, delta).less))
}
