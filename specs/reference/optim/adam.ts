import type { AdamSpec } from '../../../src/claims/types'
import { adaptiveStep, initMoments, type Moments, secondCorrection, updateMoments } from './moments'

export interface AdamState extends Moments {
  readonly name: 'Adam'
}

export interface AdamUpdate {
  readonly x: Float64Array
  readonly state: AdamState
}

/** The state before the first update. */
export function initAdam(size: number): AdamState {
  return { name: 'Adam', ...initMoments(size) }
}

/**
 * One update of Adam, before projection.
 *
 *     m_t     = beta1 m_{t-1} + (1 - beta1) g_t
 *     v_t     = beta2 v_{t-1} + (1 - beta2) g_t^2
 *     mhat_t  = m_t / (1 - beta1^t)                         with bias correction, else m_t
 *     w_t     = v_t / c_t,  c_t = 1 - beta2^t               with bias correction, else v_t
 *     x_{t+1} = x_t - alpha_t mhat_t / (sqrt(w_t) + epsilon)    epsilon `outside`; see `adaptiveStep` for the others
 *
 * Which library is which variant, all three with bias correction:
 * - PyTorch `Adam` and optax `adam(eps=)`: `outside`; optax `adam(eps_root=)`: `inside`.
 * - Keras `Adam`: `outside-uncorrected`. It moves sqrt(c_t) into the learning rate, so epsilon counts for more at the
 *   start ("epsilon hat", the form before section 2.1 of Kingma & Ba). tfjs corrects m and v and is `outside`.
 * - Reddi et al. 2018 write no bias correction and no epsilon.
 *
 * @param spec beta1, beta2, epsilon and the variant; `learningRate` and `schedule` are not read here
 * @param x x_t
 * @param gradient g_t
 * @param learningRate alpha_t, the schedule applied
 * @returns x_{t+1} and the state after update t, in new arrays
 * @see Kingma & Ba 2015, algorithm 1; Reddi et al. 2018, section 2
 */
export function adamStep(
  spec: AdamSpec,
  state: AdamState,
  x: Float64Array,
  gradient: Float64Array,
  learningRate: number
): AdamUpdate {
  const moments = updateMoments(spec, state, gradient)
  const c2 = secondCorrection(spec, moments)
  const secondMoment = moments.v.map((v) => v / c2)
  return {
    x: adaptiveStep(spec, moments, secondMoment, x, learningRate),
    state: { name: 'Adam', ...moments }
  }
}
