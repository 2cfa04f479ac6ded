import type { SgdSpec } from '../../../src/claims/types'

export interface SgdState {
  readonly name: 'SGD'
  /** t, the number of updates made. */
  readonly step: number
  /** u_t */
  readonly buffer: Float64Array
}

export interface SgdUpdate {
  readonly x: Float64Array
  readonly state: SgdState
}

/** The state before the first update: u_0 = 0. */
export function initSgd(size: number): SgdState {
  return { name: 'SGD', step: 0, buffer: new Float64Array(size) }
}

/**
 * One update of stochastic gradient descent with (heavy-ball) momentum, before projection.
 *
 *     u_t     = mu u_{t-1} + g_t
 *     x_{t+1} = x_t - alpha_t u_t
 *
 * in this order of operations: `momentum * u + g`, then `x - learningRate * u`.
 * Differs from: Keras keeps w_t = mu w_{t-1} - alpha_t g_t and adds it, which is the same at a constant learning rate
 * and not under a schedule. PyTorch (dampening 0) and optax `trace` are this form.
 *
 * @param spec `momentum` is mu
 * @param x x_t
 * @param gradient g_t
 * @param learningRate alpha_t, the schedule applied
 * @returns x_{t+1} and the state after update t, in new arrays
 * @see Polyak 1964; Sutskever et al. 2013, equations 1 and 2 (their form is Keras's)
 */
export function sgdStep(
  spec: SgdSpec,
  state: SgdState,
  x: Float64Array,
  gradient: Float64Array,
  learningRate: number
): SgdUpdate {
  const buffer = state.buffer.map((u, i) => spec.momentum * u + gradient[i]!)
  return {
    x: x.map((value, i) => value - learningRate * buffer[i]!),
    state: { name: 'SGD', step: state.step + 1, buffer }
  }
}
