import { momentumDecayOf, rateBounds, rectificationOf } from '../../../src/optim/factors'
import { scheduledLearningRate } from '../../../src/optim/schedule'
import { type Optimizer, type UpdateRule, updateRuleOf } from '../../../src/optim/updateRule'
import { projectOnBox } from './projection'

// Called once a step and parameter, and in Jest's VM context every look at the global `Math` is a call into the host.
const { abs, max, min, sqrt } = Math

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
  /** a_t, the average of the gradients. */
  readonly a: Float64Array
  /** e_t, the average of the squared updates. */
  readonly e: Float64Array
  /** The slow weights; null before the first update, when they are x_1. */
  readonly slow: Float64Array | null
  /** g_{t-1}, g_{t-2}, ..., as many as the rule looks back. */
  readonly past: readonly Float64Array[]
  /** beta1^t, a running product: `Math.pow` may differ in its last bits between JavaScript engines. */
  readonly beta1Power: number
  /** beta2^t, of the gradients that v has taken in, likewise. */
  readonly beta2Power: number
  /** mu_1 ... mu_t of a Nesterov step, and what 0.96^(t psi) is. */
  readonly muProduct: number
  readonly muDecay: number
}

export interface OptimizerUpdate {
  readonly x: Float64Array
  readonly state: OptimizerState
}

export interface OptimizerContext {
  /** T, the number of updates of the whole run; the schedules `linear` and `cosine` need it. */
  readonly numSteps: number
  /** The box of `projection: "box"`; null where the problem has none. */
  readonly domain: readonly [number, number] | null
  /** Lengths of the parameter tensors that x is made of; without them x is one. */
  readonly blocks?: readonly number[]
}

/**
 * The state of an optimizer before its first update: the float64 reference that every engine follows.
 *
 * @param size number of parameters
 */
export function initOptimizer(spec: Optimizer, size: number): OptimizerState {
  const rule = updateRuleOf(spec)
  const zeros = () => new Float64Array(size)
  return {
    step: 0,
    ...{ m: zeros(), v: zeros().fill(rule.initialSecondMoment), vHat: zeros(), u: zeros(), a: zeros(), e: zeros() },
    slow: null,
    past: Array.from({ length: max(rule.shift, rule.window - 1) }, zeros),
    ...{ beta1Power: 1, beta2Power: 1, muProduct: 1, muDecay: 1 }
  }
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
  { numSteps, domain, blocks = [x.length] }: OptimizerContext
): OptimizerUpdate {
  const rule = updateRuleOf(spec)
  const clipped = clippedGradient(rule, gradient, blocks)
  const g = rule.weightDecay === 0 ? clipped : clipped.map((value, i) => rule.weightDecay * x[i]! + value)
  const state = takeIn(rule, before, g, blocks)
  const alpha = learningRateOf(spec, rule, state.step, numSteps)
  const { numerator, c1, ...looked } = numerators(rule, state, g, before)
  const d = denominators(rule, state)
  const [lower, upper] = rateBounds(rule, state.step)
  const ofSteps = rule.momentum === 0 || rule.momentumOf === 'steps'
  const rate = rule.finalRate === 0 ? alpha : alpha / spec.learningRate
  const direction = (m: number, i: number): number => {
    if (rule.finalRate !== 0) return min(max(spec.learningRate / c1 / d[i]!, lower), upper) * m
    return (sqrt(before.e[i]! + rule.epsilon) * (m / c1)) / d[i]!
  }
  const isSized = rule.finalRate !== 0 || rule.scaledByUpdates
  const directions = isSized ? numerator.map(direction) : null
  const summed = numerator.map((m, i) => {
    if (directions !== null) return ofSteps ? rate * directions[i]! : directions[i]!
    return ofSteps ? (alpha * (m / c1)) / d[i]! : m / c1 / d[i]!
  })
  const u = before.u.map((value, i) => rule.momentum * value + summed[i]!)
  const lookedAt = rule.nesterov && rule.momentum !== 0 ? u.map((value, i) => rule.momentum * value + summed[i]!) : u
  const kept = 1 - rule.decoupledDecay * (rule.decayFollows === 'alpha' ? alpha : alpha / spec.learningRate)
  const next = x.map((value, i) => {
    const start = rule.decoupledDecay === 0 ? value : value * kept
    return start - (ofSteps ? lookedAt[i]! : rate * lookedAt[i]!)
  })
  const beta2 = rule.beta2 ?? 0
  const e = directions === null ? before.e : before.e.map((e, i) => beta2 * e + (1 - beta2) * directions[i]! ** 2)
  const moved = spec.projection === 'none' ? next : projected(next, domain)
  const { slow, fast } = lookahead(rule, state.step, before.slow ?? x, moved)
  return { x: fast, state: { ...state, ...looked, u, e, slow } }
}

function projected(x: Float64Array, domain: OptimizerContext['domain']): Float64Array {
  if (domain === null) throw new RangeError('projection "box" needs a domain, and the problem has none')
  return projectOnBox(x, domain)
}

function learningRateOf({ schedule, learningRate }: Optimizer, { shift }: UpdateRule, t: number, numSteps: number) {
  return t <= shift ? 0 : scheduledLearningRate(schedule, learningRate, t, numSteps)
}

function clippedGradient(rule: UpdateRule, gradient: Float64Array, blocks: readonly number[]): Float64Array {
  const { clipValue, clipNorm, clipNormOf, clipEpsilon } = rule
  const cut = clipValue === 0 ? gradient : gradient.map((g) => max(min(g, clipValue), -clipValue))
  if (clipNorm === 0) return cut
  return perBlock(cut, clipNormOf === 'all' ? [cut.length] : blocks, (values) => {
    const norm = sqrt(values.reduce((sum, g) => sum + g * g, 0)) + clipEpsilon
    return values.map((g) => g * (clipNorm / max(norm, clipNorm)))
  })
}

/** q_t: the squares of the gradients, or what stands for those of a block. */
function squaresOf({ spatial, spatialOf }: UpdateRule, gradient: Float64Array, blocks: readonly number[]) {
  if (spatial === 'none') return gradient.map((g) => g * g)
  return perBlock(gradient, blocks, (values) => {
    const compared = spatialOf === 'squares' ? values.map((g) => g * g) : values
    const number =
      spatial === 'max' ? compared.reduce((a, b) => max(a, b)) : compared.reduce((a, b) => a + b) / values.length
    return values.map(() => (spatialOf === 'squares' ? number : number * number))
  })
}

function perBlock(
  values: Float64Array,
  blocks: readonly number[],
  map: (block: Float64Array) => Float64Array
): Float64Array {
  const whole = new Float64Array(values.length)
  let start = 0
  for (const length of blocks) {
    whole.set(map(values.slice(start, start + length)), start)
    start += length
  }
  return whole
}

/** m_t, v_t, vhat_t and a_t. */
function takeIn(
  rule: UpdateRule,
  before: OptimizerState,
  gradient: Float64Array,
  blocks: readonly number[]
): OptimizerState {
  const { beta1, beta2, maximum, shift } = rule
  const latest = [gradient, ...before.past]
  const m =
    rule.window === 0
      ? before.m.map((m, i) => beta1 * m + (1 - beta1) * gradient[i]!)
      : latest.slice(0, rule.window).reduceRight((sum, g) => sum.map((s, i) => beta1 * s + g[i]!))
  const past = latest.slice(0, before.past.length)
  const state = { ...before, step: before.step + 1, m, past, beta1Power: before.beta1Power * beta1 }
  if (beta2 === null) return state
  const shifted = latest[shift]!
  const v = secondMoment(rule, before, shifted, squaresOf(rule, shifted, blocks))
  const a = before.a.map((a, i) => beta2 * a + (1 - beta2) * shifted[i]!)
  const isPower = rule.accumulation === 'average' && state.step > shift
  const averaged = { ...state, v, a, beta2Power: isPower ? before.beta2Power * beta2 : before.beta2Power }
  if (maximum === null) return averaged
  const corrected = maximum === 'corrected' ? secondCorrection(rule, averaged) : 1
  return { ...averaged, vHat: before.vHat.map((vHat, i) => max(vHat, v[i]! / corrected)) }
}

function secondMoment(
  { beta2, accumulation, epsilon, epsilonPlacement }: UpdateRule,
  { v, step }: OptimizerState,
  gradient: Float64Array,
  squares: Float64Array
): Float64Array {
  const t = step + 1
  const added = epsilonPlacement === 'inside' ? epsilon : 0
  switch (accumulation) {
    case 'average':
      return v.map((v, i) => beta2! * v + (1 - beta2!) * squares[i]!)
    case 'sum':
      return v.map((v, i) => v + squares[i]!)
    case 'mean':
      return v.map((v, i) => v + (squares[i]! - v) / t)
    case 'peak':
      return v.map((v, i) => max(beta2! * v, abs(gradient[i]!) + added))
    default:
      return accumulation satisfies never
  }
}

/** What mhat_t is c1 times of, with what a Nesterov step keeps. */
function numerators(rule: UpdateRule, state: OptimizerState, gradient: Float64Array, before: OptimizerState) {
  const { beta1, biasCorrection } = rule
  if (rule.window > 0) {
    const weights = Array.from({ length: min(rule.window, state.step) }, () => 1)
    const total = weights.reduce((sum) => beta1 * sum + 1, 0)
    const numerator = biasCorrection ? state.m : state.m.map((m) => (1 - beta1) * m)
    return { numerator, c1: biasCorrection ? total : 1 }
  }
  if (!rule.nesterov || beta1 === 0) return { numerator: state.m, c1: biasCorrection ? 1 - state.beta1Power : 1 }
  const decay = momentumDecayOf(rule)
  const muDecay = before.muDecay * (decay ?? 1)
  const mu = decay === null ? beta1 : beta1 * (1 - 0.5 * muDecay)
  const muNext = decay === null ? beta1 : beta1 * (1 - 0.5 * (muDecay * decay))
  const muProduct = before.muProduct * mu
  const [ofAverage, ofGradient] = biasCorrection
    ? [muNext / (1 - muProduct * muNext), (1 - mu) / (1 - muProduct)]
    : [muNext, 1 - mu]
  const numerator = state.m.map((m, i) => ofAverage * m + ofGradient * gradient[i]!)
  return { numerator, c1: 1, muDecay, muProduct }
}

/** c_t = 1 - beta2^t, or 1 where the rule does not correct the bias. */
function secondCorrection({ biasCorrection, accumulation }: UpdateRule, { beta2Power }: OptimizerState): number {
  return biasCorrection && accumulation === 'average' ? 1 - beta2Power : 1
}

/** d_t, what divides the update that led to this state. */
export function denominators(rule: UpdateRule, state: OptimizerState): Float64Array {
  const { beta2, maximum, epsilon, epsilonPlacement } = rule
  const c2 = secondCorrection(rule, state)
  const kept = maximum === null ? state.v : state.vHat
  const rectification = rule.rectified ? rectificationOf(rule, state.step, state.beta2Power) : 1
  return kept.map((value, i) => {
    if (beta2 === null || state.step <= rule.shift || rectification === null) return 1
    if (rule.accumulation === 'peak') return epsilonPlacement === 'inside' ? value : value + epsilon
    const whole = maximum === 'corrected' ? value : value / c2
    const w = rule.centred ? max(0, whole - (state.a[i]! / c2) * (state.a[i]! / c2)) : whole
    const root = () => {
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
    }
    return rectification === 1 ? root() : root() / rectification
  })
}

function lookahead(rule: UpdateRule, t: number, slow: Float64Array, fast: Float64Array) {
  if (rule.lookahead === 0 || t % rule.lookahead !== 0) return { slow, fast }
  const { lookaheadRate } = rule
  const next = slow.map((value, i) => (1 - lookaheadRate) * value + lookaheadRate * fast[i]!)
  return { slow: next, fast: next }
}
