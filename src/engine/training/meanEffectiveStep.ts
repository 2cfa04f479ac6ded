import { rateBounds, rectificationOf } from '../../optim/factors'
import { scheduledLearningRate } from '../../optim/schedule'
import { dividingSlot, type Optimizer, type Slot, type UpdateRule, updateRuleOf } from '../../optim/updateRule'
import type { StepScalarSequence } from './stepScalars'

/** Where a run stands. */
export interface UpdateCount {
  /** t, finished updates. */
  readonly step: number
  /** T, those of the whole run; the schedules `linear` and `cosine` need it. */
  readonly numSteps: number
}

/** What divides the steps of a run: v, or its maximum, or the variance; and of AdaDelta the squared updates. */
export interface DividingMoments {
  /** Of the parameters, tensor after tensor; not read where nothing divides. */
  readonly second: Iterable<ArrayLike<number>>
  /** w_t = scale v is what enters d_t: the correction of the bias, and whatever factor the engine keeps v with. */
  readonly scale: number
  /** e_t = updatesScale times these, tensor after tensor; null where the rule keeps none. */
  readonly updates: readonly ArrayLike<number>[] | null
  readonly updatesScale: number
}

/**
 * `meanEffectiveStep` of what an engine keeps.
 *
 * @param tensors the slots of each tensor that the optimizer moves
 * @param scalars after the update
 */
export function effectiveStepOf(
  optimizer: Optimizer,
  count: UpdateCount,
  tensors: readonly ((slot: Slot) => Float32Array)[],
  { secondMomentScale, centreScale, updatesScale }: StepScalarSequence
): number {
  const rule = updateRuleOf(optimizer)
  const slot = dividingSlot(rule)
  const moments = tensors.map((of): ArrayLike<number> => {
    if (slot === null || !rule.centred || rule.maximum !== null) return slot === null ? [] : of(slot)
    const means = of('gradientMean')
    return Float64Array.from(of(slot), (v, i) => Math.max(0, v - centreScale * means[i]! * means[i]!))
  })
  const updates = rule.scaledByUpdates ? tensors.map((of) => of('squaredUpdates')) : null
  return meanEffectiveStep(optimizer, count, { second: moments, scale: secondMomentScale, updates, updatesScale })
}

/**
 * The mean effective step of update t: the geometric mean of alpha_t/d_t over the parameters, d_t as it divides the update
 * (`UpdateRule`), with all that a rule multiplies 1/d_t by besides. A parameter that never had a gradient (v = 0: a pixel
 * that is never set) never moves, whatever its quotient, and is left out. Where v starts above 0, it counts for the share of
 * its v that is not left of the start: so such a parameter counts for nothing there too.
 *
 * A geometric mean, since two of them then differ by the mean relative difference of the steps, parameter by parameter,
 * and since alpha is a factor of it; the arithmetic one would be that of the few parameters with next to no gradient.
 *
 * @returns in units of a parameter per unit of a normalised gradient, m_t/sqrt(w_t)
 * @see Reddi et al. 2018, section 2.2, on alpha_t/sqrt(V_t)
 */
export function meanEffectiveStep(
  optimizer: Optimizer,
  { step, numSteps }: UpdateCount,
  moments: DividingMoments
): number {
  const { learningRate, schedule } = optimizer
  const rule = updateRuleOf(optimizer)
  const { beta2, biasCorrection, initialSecondMoment, epsilon, epsilonPlacement, accumulation, shift } = rule
  const alpha = step <= shift ? 0 : scheduledLearningRate(schedule, learningRate, step, numSteps)
  if (beta2 === null || alpha === 0) return alpha
  const isPeak = accumulation === 'peak'
  const beta2Power = accumulation === 'average' ? power(beta2, step - shift) : 1
  const rectification = rule.rectified ? rectificationOf(rule, step, beta2Power) : 1
  if (rectification === null) return alpha
  const c2 = biasCorrection && accumulation === 'average' ? 1 - beta2Power : 1
  const inside = epsilonPlacement === 'inside' && !isPeak ? epsilon : 0
  const outside = { inside: 0, outside: epsilon, 'outside-uncorrected': epsilon / Math.sqrt(c2) }[epsilonPlacement]
  // A peak that takes in epsilon is never below it.
  const untouched = isPeak ? (epsilonPlacement === 'inside' ? epsilon : 0) : (initialSecondMoment * beta2Power) / c2
  const sizeOf = sizeOfDivisor(rule, optimizer, step, alpha, rectification)
  const divisor = (w: number) => (isPeak ? w : Math.sqrt(w + inside)) + outside
  const { scale, updatesScale } = moments
  let weights = 0
  let sum = 0
  let tensor = 0
  for (const values of moments.second) {
    const updates = moments.updates?.[tensor++]
    for (let i = 0; i < values.length; i++) {
      const v = values[i]!
      const weight = 1 - untouched / (v * scale)
      if (!(v > 0 && weight > 0)) continue
      weights += weight
      const size = sizeOf(divisor(v * scale), updates === undefined ? 0 : updates[i]! * updatesScale)
      sum += weight * Math.log(size)
    }
  }
  return weights === 0 ? alpha / sizeOf(divisor(untouched), 0) : alpha * Math.exp(-sum / weights)
}

/** What alpha_t is divided by in all, of d_t and e_t. */
function sizeOfDivisor(
  rule: UpdateRule,
  { learningRate }: Optimizer,
  step: number,
  alpha: number,
  rectification: number
): (d: number, e: number) => number {
  if (rule.finalRate !== 0) {
    const [lower, upper] = rateBounds(rule, step)
    const c1 = rule.biasCorrection ? 1 - power(rule.beta1, step) : 1
    const share = alpha / learningRate
    return (d) => alpha / (share * c1 * Math.min(Math.max(learningRate / (c1 * d), lower), upper))
  }
  if (rule.scaledByUpdates) return (d, e) => d / Math.sqrt(e + rule.epsilon)
  return (d) => d / rectification
}

/** A running product, as in the reference. */
function power(beta: number, exponent: number): number {
  let product = 1
  for (let i = 0; i < exponent; i++) product *= beta
  return product
}
