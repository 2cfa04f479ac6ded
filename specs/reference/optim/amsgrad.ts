import type { AmsgradSpec } from '../../../src/claims/types'
import { adaptiveStep, initMoments, type Moments, secondCorrection, updateMoments } from './moments'

// Called once a step and parameter, and in Jest's VM context every look at the global `Math` is a call into the host.
const { max } = Math

export interface AmsgradState extends Moments {
  readonly name: 'AMSGrad'
  /** vhat_t, the running maximum. */
  readonly vHat: Float64Array
}

export interface AmsgradUpdate {
  readonly x: Float64Array
  readonly state: AmsgradState
}

/** The state before the first update: vhat_0 = 0. */
export function initAmsgrad(size: number): AmsgradState {
  return { name: 'AMSGrad', ...initMoments(size), vHat: new Float64Array(size) }
}

/**
 * One update of AMSGrad, before projection.
 *
 *     m_t     = beta1 m_{t-1} + (1 - beta1) g_t
 *     v_t     = beta2 v_{t-1} + (1 - beta2) g_t^2
 *     mhat_t  = m_t / (1 - beta1^t)                         with bias correction, else m_t
 *     `uncorrected`  vhat_t = max(vhat_{t-1}, v_t),        w_t = vhat_t / c_t      c_t = 1 - beta2^t, or 1
 *     `corrected`    vhat_t = max(vhat_{t-1}, v_t / c_t),  w_t = vhat_t
 *     x_{t+1} = x_t - alpha_t mhat_t / (sqrt(w_t) + epsilon)    epsilon `outside`; see `adaptiveStep` for the others
 *
 * Which library is which variant:
 * - Reddi et al. 2018, algorithm 2: no bias correction, no epsilon; the two maxima are then the same.
 * - PyTorch `Adam(amsgrad=True)`: corrected bias, `uncorrected` maximum, epsilon `outside`.
 * - Keras `Adam(amsgrad=True)`: corrected bias, `uncorrected` maximum, epsilon `outside-uncorrected`.
 * - optax `amsgrad(eps=)`: corrected bias, `corrected` maximum, epsilon `outside`; `eps_root=`: `inside`.
 *
 * Under `uncorrected` with bias correction w_t can fall (c_t grows towards 1), under `corrected` and without bias
 * correction it cannot: only there alpha_t/sqrt(w_t) never grows at constant alpha.
 *
 * @param spec beta1, beta2, epsilon and the variant; `learningRate` and `schedule` are not read here
 * @param x x_t
 * @param gradient g_t
 * @param learningRate alpha_t, the schedule applied
 * @returns x_{t+1} and the state after update t, in new arrays
 * @see Reddi et al. 2018, algorithm 2
 */
export function amsgradStep(
  spec: AmsgradSpec,
  state: AmsgradState,
  x: Float64Array,
  gradient: Float64Array,
  learningRate: number
): AmsgradUpdate {
  const moments = updateMoments(spec, state, gradient)
  const c2 = secondCorrection(spec, moments)
  const before = spec.maximum === 'corrected' ? c2 : 1
  const after = spec.maximum === 'corrected' ? 1 : c2
  const vHat = state.vHat.map((vHat, i) => max(vHat, moments.v[i]! / before))
  const secondMoment = vHat.map((v) => v / after)
  return {
    x: adaptiveStep(spec, moments, secondMoment, x, learningRate),
    state: { name: 'AMSGrad', ...moments, vHat }
  }
}
