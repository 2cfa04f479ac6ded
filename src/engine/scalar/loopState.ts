import type { UpdateRule } from '../../optim/updateRule'

/**
 * The state of a run between two blocks of its loop. Inside a block it lives in local variables; numbers in a
 * Float64Array are not boxed, so storing them between blocks costs nothing.
 */
export type LoopState = Float64Array

/** Where each quantity stands in a `LoopState`. */
export const SLOT = {
  /** x_{t+1}, the iterate */
  x: 0,
  /** m_t */
  m: 1,
  /** v_t */
  v: 2,
  /** vhat_t */
  vHat: 3,
  /** u_t */
  u: 4,
  /** beta1^t */
  beta1Power: 5,
  /** beta2^t */
  beta2Power: 6,
  /** sum of g_i x_i */
  lossSum: 7,
  /** sum of g_i */
  slopeSum: 8,
  /** sum of the iterates since the recorder took it last */
  xSum: 9
} as const

/** The state before update 1, at x_1. */
export function initLoopState(initialPoint: number, { initialSecondMoment }: UpdateRule): LoopState {
  const state = new Float64Array(Object.keys(SLOT).length)
  state[SLOT.x] = initialPoint
  state[SLOT.v] = initialSecondMoment
  state[SLOT.beta1Power] = 1
  state[SLOT.beta2Power] = 1
  return state
}

/**
 * Advances a run by the first `count` entries of the two buffers: slopes g_t and learning rates alpha_t.
 *
 * @returns how many iterates were finite: `count`, or the number of updates before the one that diverged
 */
export type Loop = (state: LoopState, slopes: Float64Array, learningRates: Float64Array, count: number) => number
