import { scheduledLearningRate } from '../../../src/optim/schedule'
import { type Optimizer, type UpdateRule, updateRuleOf } from '../../../src/optim/updateRule'
import { projectOnBox } from './projection'

// Called once a step and parameter, and in Jest's VM context every look at the global `Math` is a call into the host.
const { max, sqrt } = Math

/** What an optimizer keeps, in the symbols of `UpdateRule`; 0 where its rule has no such thing. */
export interface OptimizerState {
  /** t, the number of updates made. */
  readonly step: number
  /** m_t */
  readonly m: Float64Array
  /** v_t */
  readonly v: Float64Array
  /** vhat_t, the running maximum; 0 where the rule has none. */
  readonly vHat: Float64Array
  /** u_t */
  readonly u: Float64Array
  /** beta1^t, a running product: `Math.pow` may differ in its last bits between JavaScript engines. */
  readonly beta1Power: number
  /** beta2^t, likewise. */
  readonly beta2Power: number
}

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
export function initOptimizer(spec: Optimizer, size: number): OptimizerState {
  const zeros = () => new Float64Array(size)
  const v = zeros().fill(updateRuleOf(spec).initialSecondMoment)
  return { step: 0, m: zeros(), v, vHat: zeros(), u: zeros(), beta1Power: 1, beta2Power: 1 }
}

/**
 * One whole update t = state.step + 1: schedule, update rule, projection, in this order. Pure: the same arguments give
 * the same bits, and neither `state` nor `x` is written to.
 *
 * The rule is that of `UpdateRule`, in this order of operations, which engine `scalar` keeps to the bit:
 * `beta * average + (1 - beta) * value`, `m / (1 - beta1^t)`, `(alpha * mHat) / d`; momentum of directions without momentum is
 * the plain step, so that one order serves both.
 *
 * @param state from `initOptimizer` of the same spec, or from the update before
 * @param x x_t
 * @param gradient g_t, of the length of x
 * @throws RangeError where a box is asked for and there is none
 * @example
 * const spec = { name: 'SGD', momentum: 0, learningRate: 0.5, schedule: { name: 'constant' }, projection: 'none' }
 * optimizerStep(spec, initOptimizer(spec, 1), Float64Array.of(1), Float64Array.of(3), { numSteps: 1, domain: null }).x
 * // Float64Array [ -0.5 ]
 */
export function optimizerStep(
  spec: Optimizer,
  before: OptimizerState,
  x: Float64Array,
  gradient: Float64Array,
  { numSteps, domain }: OptimizerContext
): OptimizerUpdate {
  const rule = updateRuleOf(spec)
  const alpha = scheduledLearningRate(spec.schedule, spec.learningRate, before.step + 1, numSteps)
  const state = takeIn(rule, before, gradient)
  const d = denominators(rule, state)
  const c1 = rule.biasCorrection ? 1 - state.beta1Power : 1
  const ofSteps = rule.momentum === 0 || rule.momentumOf === 'steps'
  const summed = state.m.map((m, i) => (ofSteps ? (alpha * (m / c1)) / d[i]! : m / c1 / d[i]!))
  const u = before.u.map((u, i) => rule.momentum * u + summed[i]!)
  const next = x.map((value, i) => value - (ofSteps ? u[i]! : alpha * u[i]!))
  if (spec.projection === 'none') return { x: next, state: { ...state, u } }
  if (domain === null) throw new RangeError('projection "box" needs a domain, and the problem has none')
  return { x: projectOnBox(next, domain), state: { ...state, u } }
}

/** m_t, v_t and vhat_t. */
function takeIn(rule: UpdateRule, before: OptimizerState, gradient: Float64Array): OptimizerState {
  const { beta1, beta2, maximum } = rule
  const m = before.m.map((m, i) => beta1 * m + (1 - beta1) * gradient[i]!)
  const state = { ...before, step: before.step + 1, m, beta1Power: before.beta1Power * beta1 }
  if (beta2 === null) return state
  const v = before.v.map((v, i) => beta2 * v + (1 - beta2) * (gradient[i]! * gradient[i]!))
  const averaged = { ...state, v, beta2Power: before.beta2Power * beta2 }
  if (maximum === null) return averaged
  const corrected = maximum === 'corrected' ? secondCorrection(rule, averaged) : 1
  return { ...averaged, vHat: before.vHat.map((vHat, i) => max(vHat, v[i]! / corrected)) }
}

/** c_t = 1 - beta2^t, or 1 where the rule does not correct the bias. */
function secondCorrection({ biasCorrection }: UpdateRule, { beta2Power }: OptimizerState): number {
  return biasCorrection ? 1 - beta2Power : 1
}

/** d_t, what divides the update that led to this state. */
export function denominators(rule: UpdateRule, state: OptimizerState): Float64Array {
  const { beta2, maximum, epsilon, epsilonPlacement } = rule
  const c2 = secondCorrection(rule, state)
  const kept = maximum === null ? state.v : state.vHat
  return kept.map((value) => {
    if (beta2 === null) return 1
    const w = maximum === 'corrected' ? value : value / c2
    switch (epsilonPlacement) {
      case 'outside':
        return sqrt(w) + epsilon
      case 'outside-uncorrected':
        return sqrt(w) + epsilon / sqrt(c2)
      case 'inside':
        return sqrt(w + epsilon)
      default:
        return epsilonPlacement satisfies never
    }
  })
}
