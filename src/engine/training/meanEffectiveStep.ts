import type { OptimizerSpec } from '../../claims/types'
import { scheduledLearningRate } from '../../optim/schedule'

/** Where a run stands. */
export interface UpdateCount {
  /** t, finished updates. */
  readonly step: number
  /** T, those of the whole run; the schedule `linear` needs it. */
  readonly numSteps: number
}

/**
 * The mean effective step of update t: the geometric mean of alpha_t/d_t over the parameters, d_t as it divides the update
 * (`optim/moments.ts`). A parameter that never had a gradient (v = 0: a pixel that is never set) never moves, whatever its
 * quotient, and is left out.
 *
 * A geometric mean, since two of them then differ by the mean relative difference of the steps, parameter by parameter,
 * and since alpha is a factor of it; the arithmetic one would be that of the few parameters with next to no gradient.
 *
 * @param secondMoments v of the parameters, tensor after tensor; for AMSGrad their maxima; not read for SGD, whose step is alpha_t
 * @param scale w_t = scale v is what enters d_t: the correction of the bias, and whatever factor the engine keeps v with
 * @returns in units of a parameter per unit of a normalised gradient, m_t/sqrt(w_t)
 * @see Reddi et al. 2018, section 2.2, on alpha_t/sqrt(V_t)
 */
export function meanEffectiveStep(
  optimizer: OptimizerSpec,
  { step, numSteps }: UpdateCount,
  secondMoments: Iterable<Float32Array>,
  scale: number
): number {
  const learningRate = scheduledLearningRate(optimizer.schedule, optimizer.learningRate, step, numSteps)
  if (optimizer.name === 'SGD') return learningRate
  const { outside, inside } = epsilons(optimizer, step)
  let count = 0
  let sum = 0
  for (const moments of secondMoments) {
    for (const v of moments) {
      if (!(v > 0)) continue
      count += 1
      sum += Math.log(Math.sqrt(v * scale + inside) + outside)
    }
  }
  return count === 0 ? learningRate / (Math.sqrt(inside) + outside) : learningRate * Math.exp(-sum / count)
}

/** d_t = sqrt(w_t + inside) + outside. */
function epsilons(
  { epsilon, epsilonPlacement, biasCorrection, beta2 }: Exclude<OptimizerSpec, { name: 'SGD' }>,
  step: number
): { readonly outside: number; readonly inside: number } {
  switch (epsilonPlacement) {
    case 'outside':
      return { outside: epsilon, inside: 0 }
    case 'outside-uncorrected':
      return { outside: biasCorrection ? epsilon / Math.sqrt(1 - power(beta2, step)) : epsilon, inside: 0 }
    case 'inside':
      return { outside: 0, inside: epsilon }
    default:
      return epsilonPlacement satisfies never
  }
}

/** A running product, as in `optim/`. */
function power(beta: number, exponent: number): number {
  let product = 1
  for (let i = 0; i < exponent; i++) product *= beta
  return product
}
