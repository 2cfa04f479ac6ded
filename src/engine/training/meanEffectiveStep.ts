import { scheduledLearningRate } from '../../optim/schedule'
import { type Optimizer, updateRuleOf } from '../../optim/updateRule'

/** Where a run stands. */
export interface UpdateCount {
  /** t, finished updates. */
  readonly step: number
  /** T, those of the whole run; the schedule `linear` needs it. */
  readonly numSteps: number
}

/**
 * The mean effective step of update t: the geometric mean of alpha_t/d_t over the parameters, d_t as it divides the update
 * (`UpdateRule`). A parameter that never had a gradient (v = 0: a pixel that is never set) never moves, whatever its
 * quotient, and is left out. Where v starts above 0, it counts for the share of its v that is not left of the start: so
 * such a parameter counts for nothing there too.
 *
 * A geometric mean, since two of them then differ by the mean relative difference of the steps, parameter by parameter,
 * and since alpha is a factor of it; the arithmetic one would be that of the few parameters with next to no gradient.
 *
 * @param secondMoments v of the parameters, tensor after tensor, or the maxima that divide instead; not read where none
 *   divides, and the step is alpha_t
 * @param scale w_t = scale v is what enters d_t: the correction of the bias, and whatever factor the engine keeps v with
 * @returns in units of a parameter per unit of a normalised gradient, m_t/sqrt(w_t)
 * @see Reddi et al. 2018, section 2.2, on alpha_t/sqrt(V_t)
 */
export function meanEffectiveStep(
  optimizer: Optimizer,
  { step, numSteps }: UpdateCount,
  secondMoments: Iterable<Float32Array>,
  scale: number
): number {
  const alpha = scheduledLearningRate(optimizer.schedule, optimizer.learningRate, step, numSteps)
  const { beta2, biasCorrection, initialSecondMoment, epsilon, epsilonPlacement } = updateRuleOf(optimizer)
  if (beta2 === null) return alpha
  const beta2Power = power(beta2, step)
  const c2 = biasCorrection ? 1 - beta2Power : 1
  const inside = epsilonPlacement === 'inside' ? epsilon : 0
  const outside = { inside: 0, outside: epsilon, 'outside-uncorrected': epsilon / Math.sqrt(c2) }[epsilonPlacement]
  const untouched = (initialSecondMoment * beta2Power) / c2
  let weights = 0
  let sum = 0
  for (const moments of secondMoments) {
    for (const v of moments) {
      const weight = 1 - untouched / (v * scale)
      if (!(v > 0 && weight > 0)) continue
      weights += weight
      sum += weight * Math.log(Math.sqrt(v * scale + inside) + outside)
    }
  }
  return weights === 0 ? alpha / (Math.sqrt(untouched + inside) + outside) : alpha * Math.exp(-sum / weights)
}

/** A running product, as in the reference. */
function power(beta: number, exponent: number): number {
  let product = 1
  for (let i = 0; i < exponent; i++) product *= beta
  return product
}
