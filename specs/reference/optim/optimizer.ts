import type { OptimizerSpec } from '../../../src/claims/types'
import { scheduledLearningRate } from '../../../src/optim/schedule'
import { type AdamState, adamStep, initAdam } from './adam'
import { type AmsgradState, amsgradStep, initAmsgrad } from './amsgrad'
import { projectOnBox } from './projection'
import { initSgd, type SgdState, sgdStep } from './sgd'

export type OptimizerState = SgdState | AdamState | AmsgradState

export interface OptimizerUpdate {
  readonly x: Float64Array
  readonly state: OptimizerState
}

export interface OptimizerContext {
  /** T, the number of updates of the whole run; the schedule `linear` needs it. */
  readonly numSteps: number
  /** The box of `projection: "box"`; null where the problem has none. */
  readonly domain: readonly [number, number] | null
}

/**
 * The state of an optimizer before its first update: the float64 reference that every engine follows.
 *
 * @param size number of parameters
 */
export function initOptimizer(spec: OptimizerSpec, size: number): OptimizerState {
  switch (spec.name) {
    case 'SGD':
      return initSgd(size)
    case 'Adam':
      return initAdam(size)
    case 'AMSGrad':
      return initAmsgrad(size)
    default:
      return spec satisfies never
  }
}

/**
 * One whole update t = state.step + 1: schedule, update rule, projection, in this order. Pure: the same arguments give
 * the same bits, and neither `state` nor `x` is written to.
 *
 * @param state from `initOptimizer` of the same spec, or from the update before
 * @param x x_t
 * @param gradient g_t, of the length of x
 * @throws TypeError where the state belongs to another rule, RangeError where a box is asked for and there is none
 * @example
 * const spec = { name: 'SGD', momentum: 0, learningRate: 0.5, schedule: { name: 'constant' }, projection: 'none' }
 * optimizerStep(spec, initOptimizer(spec, 1), Float64Array.of(1), Float64Array.of(3), { numSteps: 1, domain: null }).x
 * // Float64Array [ -0.5 ]
 */
export function optimizerStep(
  spec: OptimizerSpec,
  state: OptimizerState,
  x: Float64Array,
  gradient: Float64Array,
  context: OptimizerContext
): OptimizerUpdate {
  const learningRate = scheduledLearningRate(spec.schedule, spec.learningRate, state.step + 1, context.numSteps)
  const update = applyRule(spec, state, x, gradient, learningRate)
  if (spec.projection === 'none') return update
  if (context.domain === null) throw new RangeError('projection "box" needs a domain, and the problem has none')
  return { x: projectOnBox(update.x, context.domain), state: update.state }
}

function applyRule(
  spec: OptimizerSpec,
  state: OptimizerState,
  x: Float64Array,
  gradient: Float64Array,
  learningRate: number
): OptimizerUpdate {
  if (spec.name === 'SGD' && state.name === 'SGD') return sgdStep(spec, state, x, gradient, learningRate)
  if (spec.name === 'Adam' && state.name === 'Adam') return adamStep(spec, state, x, gradient, learningRate)
  if (spec.name === 'AMSGrad' && state.name === 'AMSGrad') return amsgradStep(spec, state, x, gradient, learningRate)
  throw new TypeError(`the state of ${state.name} was given to ${spec.name}`)
}
