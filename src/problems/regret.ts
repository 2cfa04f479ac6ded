import { bestFixedPoint } from './bestFixedPoint'

/** What the regret of linear losses needs to remember: two running sums, added up in the order of the steps. */
export interface RegretState {
  /** sum of f_i(x_i) = g_i x_i */
  readonly lossSum: number
  /** G = sum of g_i */
  readonly slopeSum: number
}

export const NO_REGRET: RegretState = { lossSum: 0, slopeSum: 0 }

/**
 * Adds step t: the loss is paid at x_t, the iterate before update t.
 *
 * @param slope g_t
 * @param x x_t
 */
export function addLoss(state: RegretState, slope: number, x: number): RegretState {
  return { lossSum: state.lossSum + slope * x, slopeSum: state.slopeSum + slope }
}

/**
 * Running regret against the best fixed point in hindsight.
 *
 *     R_t = sum_{i<=t} f_i(x_i) - min_{x in domain} sum_{i<=t} f_i(x) = sum g_i x_i - G x*
 *
 * @param domain [lower, upper], finite
 * @example regretOf({ lossSum: 3, slopeSum: 2 }, [-1, 1]) // 5
 * @see Reddi et al. 2018, section 2
 */
export function regretOf(state: RegretState, domain: readonly [number, number]): number {
  return state.lossSum - state.slopeSum * bestFixedPoint(state.slopeSum, domain)
}
