import type { AdamSpec, AmsgradSpec, OptimizerSpec } from '../../../claims/types'
import { scheduledLearningRate } from '../../../optim/schedule'
import { firstDecay } from './updateFeatures'

/**
 * What the general update needs of a member besides tensors. The graph keeps the moments without their factors,
 *
 *     M_t = beta1 M_{t-1} + g_t,   V_t = beta2 V_{t-1} + g_t^2,
 *
 * which saves two passes over the parameters, and every factor goes into the scalars of the step:
 *
 *     H_t = max(V_t beforeMaximum, min(H_{t-1}, maximumCap))
 *     x_{t+1} = x_t + negatedStepSize M_t / (sqrt(H_t + epsilonInside) + epsilonOutside)
 *
 * Adam has maximumCap 0, AMSGrad infinity. SGD is M_t = momentum M_{t-1} + g_t with squareCap 0, so that H = 0, and
 * epsilonOutside 1.
 *
 * The graph's beta is the one that float32 holds. So m = M (1 - beta1^t) / W_t with W_t = 1 + beta + ... + beta^(t-1) of that
 * beta, and v likewise: the moments of a constant gradient are right at every step. With 1 - beta for the factor they
 * would be off by 1.3e-5 at beta 0.999, at the start or in the end.
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

/** The scalars of updates 1, 2, 3, ..., in float64; powers and sums of beta are running ones, as in `optim/`. */
export class StepScalarSequence {
  private step = 0
  private readonly first: DecaySums
  private readonly second: DecaySums

  /** @param numSteps T of the schedule `linear` */
  constructor(
    private readonly optimizer: OptimizerSpec,
    private readonly numSteps: number
  ) {
    this.first = new DecaySums(firstDecay(optimizer))
    this.second = new DecaySums(optimizer.name === 'SGD' ? 0 : optimizer.beta2)
  }

  next(): StepScalars {
    const { optimizer } = this
    this.step += 1
    this.first.advance()
    this.second.advance()
    const learningRate = scheduledLearningRate(optimizer.schedule, optimizer.learningRate, this.step, this.numSteps)
    return optimizer.name === 'SGD'
      ? { negatedStepSize: -learningRate, epsilonOutside: 1, epsilonInside: 0, beforeMaximum: 1 }
      : adaptiveScalars(optimizer, learningRate, this.first, this.second)
  }

  /** Of the last update: the second moment that divides it is this times the H that the graph keeps. */
  get secondMomentScale(): number {
    const { optimizer } = this
    return optimizer.name === 'SGD' ? 1 : 1 / dividedBy(optimizer, this.second)
  }
}

/** What a moving average of t values weighs them with. */
class DecaySums {
  private power = 1
  private roundedSum = 0

  constructor(private readonly beta: number) {}

  advance(): void {
    this.power *= this.beta
    this.roundedSum = Math.fround(this.beta) * this.roundedSum + 1
  }

  /** 1 - beta^t, the sum of the weights, which bias correction divides by. */
  get correction(): number {
    return 1 - this.power
  }

  /** The average of a constant is this times what the graph keeps of it. */
  get scale(): number {
    return this.correction / this.roundedSum
  }
}

/**
 * alpha_t (m/c1) / (sqrt(v/c2) + epsilon) and its variants (`optim/moments.ts`), with m, v in terms of M, V: v/c2 = H/after,
 * `after` the whole factor that divides H.
 */
function adaptiveScalars(
  optimizer: AdamSpec | AmsgradSpec,
  learningRate: number,
  first: DecaySums,
  second: DecaySums
): StepScalars {
  const { biasCorrection, epsilon, epsilonPlacement } = optimizer
  const c1 = biasCorrection ? first.correction : 1
  const c2 = biasCorrection ? second.correction : 1
  const beforeMaximum = correctsBefore(optimizer) ? 1 / c2 : 1
  const after = dividedBy(optimizer, second)
  const negatedStepSize = (-learningRate * first.scale * Math.sqrt(after)) / c1
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

/** `after`: v/c2 = H/after. */
function dividedBy(optimizer: AdamSpec | AmsgradSpec, second: DecaySums): number {
  return (optimizer.biasCorrection && !correctsBefore(optimizer) ? second.correction : 1) / second.scale
}

function correctsBefore(optimizer: AdamSpec | AmsgradSpec): boolean {
  return optimizer.name === 'AMSGrad' && optimizer.maximum === 'corrected'
}
