import { scheduledLearningRate } from '../../../optim/schedule'
import type { AdamSpec, AmsgradSpec, OptimizerSpec } from '../../../spec/types'
import { firstDecay } from './updateFeatures'

/**
 * What the general update needs of a member besides tensors. The graph keeps the moments without their factors,
 *
 *     M_t = beta1 M_{t-1} + g_t,   V_t = beta2 V_{t-1} + g_t^2,   m = (1 - beta1) M,   v = (1 - beta2) V,
 *
 * which saves two passes over the parameters, and every factor goes into the scalars of the step:
 *
 *     H_t = max(V_t beforeMaximum, min(H_{t-1}, maximumCap))
 *     x_{t+1} = x_t + negatedStepSize M_t / (sqrt(H_t + epsilonInside) + epsilonOutside)
 *
 * Adam has maximumCap 0, AMSGrad infinity. SGD is M_t = momentum M_{t-1} + g_t with squareCap 0, so that H = 0, and
 * epsilonOutside 1. A factor 1 - beta is that of the beta that float32 holds, so that a constant gradient has the right
 * second moment.
 */
export interface StepScalars {
  readonly negatedStepSize: number
  readonly epsilonOutside: number
  readonly epsilonInside: number
  readonly beforeMaximum: number
}

/** The scalars that stay the same over the steps. */
export interface MemberScalars {
  readonly beta1: number
  readonly beta2: number
  /** g^2 is cut off there: infinity, or 0 for none of it. */
  readonly squareCap: number
  readonly maximumCap: number
}

export function memberScalars(optimizer: OptimizerSpec): MemberScalars {
  const beta1 = firstDecay(optimizer)
  if (optimizer.name === 'SGD') return { beta1, beta2: 0, squareCap: 0, maximumCap: 0 }
  const maximumCap = optimizer.name === 'AMSGrad' ? Number.POSITIVE_INFINITY : 0
  return { beta1, beta2: optimizer.beta2, squareCap: Number.POSITIVE_INFINITY, maximumCap }
}

/** The scalars of updates 1, 2, 3, ..., in float64; the powers of beta are running products, as in `optim/`. */
export class StepScalarSequence {
  private step = 0
  private beta1Power = 1
  private beta2Power = 1

  /** @param numSteps T of the schedule `linear` */
  constructor(
    private readonly optimizer: OptimizerSpec,
    private readonly numSteps: number
  ) {}

  next(): StepScalars {
    const { optimizer } = this
    this.step += 1
    const learningRate = scheduledLearningRate(optimizer.schedule, optimizer.learningRate, this.step, this.numSteps)
    if (optimizer.name === 'SGD') {
      return { negatedStepSize: -learningRate, epsilonOutside: 1, epsilonInside: 0, beforeMaximum: 1 }
    }
    this.beta1Power *= optimizer.beta1
    this.beta2Power *= optimizer.beta2
    return adaptiveScalars(optimizer, learningRate, this.beta1Power, this.beta2Power)
  }
}

/**
 * alpha_t (m/c1) / (sqrt(v/c2) + epsilon) and its variants (`optim/moments.ts`), with m, v in terms of M, V: v/c2 = H/after,
 * `after` the whole factor that divides H.
 */
function adaptiveScalars(
  optimizer: AdamSpec | AmsgradSpec,
  learningRate: number,
  beta1Power: number,
  beta2Power: number
): StepScalars {
  const { biasCorrection, epsilon, epsilonPlacement } = optimizer
  const c1 = biasCorrection ? 1 - beta1Power : 1
  const c2 = biasCorrection ? 1 - beta2Power : 1
  const correctedBefore = optimizer.name === 'AMSGrad' && optimizer.maximum === 'corrected'
  const beforeMaximum = correctedBefore ? 1 / c2 : 1
  const after = (correctedBefore ? 1 : c2) / (1 - Math.fround(optimizer.beta2))
  const negatedStepSize = (-learningRate * (1 - Math.fround(optimizer.beta1)) * Math.sqrt(after)) / c1
  switch (epsilonPlacement) {
    case 'outside':
      return { negatedStepSize, epsilonOutside: epsilon * Math.sqrt(after), epsilonInside: 0, beforeMaximum }
    case 'outside-uncorrected':
      return { negatedStepSize, epsilonOutside: epsilon * Math.sqrt(after / c2), epsilonInside: 0, beforeMaximum }
    case 'inside':
      return { negatedStepSize, epsilonOutside: 0, epsilonInside: epsilon * after, beforeMaximum }
    default:
      return epsilonPlacement satisfies never
  }
}
