import { scheduledLearningRate } from '../../optim/schedule'
import { type Optimizer, type UpdateRule, updateRuleOf } from '../../optim/updateRule'

/**
 * What update t of a rule needs besides tensors. With M and V the moments as an engine keeps them, H the V or the running
 * maximum of V/beforeMaximum that divides the step, and U its sum for momentum, all scalar factors are gathered:
 *
 *     D       = sqrt(H + epsilonInside) + epsilonOutside
 *     U_t     = momentum U_{t-1} + M/D
 *     x_{t+1} = x_t - stepSize U_t
 *
 * Where no second moment divides the step, H is 0 and D is 1.
 */
export interface StepScalars {
  readonly stepSize: number
  readonly momentum: number
  readonly epsilonOutside: number
  readonly epsilonInside: number
  readonly beforeMaximum: number
}

/**
 * How an engine keeps m_t and v_t: as they are, or as float32 sums without the factor 1 - beta,
 *
 *     M_t = beta M_{t-1} + g_t,   V_t = beta V_{t-1} + g_t^2,   V_0 = v_0/(1 - beta),
 *
 * which saves two passes over the parameters. Its beta is then the one that float32 holds, so m = M (1 - beta^t)/W_t with
 * W_t = 1 + beta + ... + beta^(t-1) of that beta, and v likewise: the moments of a constant gradient are right at every
 * step. With 1 - beta for the factor they would be off by 1.3e-5 at beta 0.999, at the start or in the end.
 */
export type KeptMoments = 'averages' | 'sums'

/** The scalars of updates 1, 2, 3, ..., in float64; powers and sums of beta are running ones, as in the reference. */
export class StepScalarSequence {
  private readonly rule: UpdateRule
  private readonly first: KeptAverage
  private readonly second: KeptAverage
  private step = 0
  /** Of the last update: u_t is this times U_t. */
  private velocityScale: number | null = null

  /** @param numSteps T of the schedule `linear` */
  constructor(
    private readonly optimizer: Optimizer,
    private readonly numSteps: number,
    kept: KeptMoments
  ) {
    this.rule = updateRuleOf(optimizer)
    this.first = new KeptAverage(this.rule.beta1, 0, kept)
    this.second = new KeptAverage(this.rule.beta2 ?? 0, this.rule.initialSecondMoment, kept)
  }

  next(): StepScalars {
    const { schedule, learningRate } = this.optimizer
    const { biasCorrection, momentum, momentumOf } = this.rule
    this.step += 1
    this.first.advance()
    this.second.advance()
    const alpha = scheduledLearningRate(schedule, learningRate, this.step, this.numSteps)
    const c1 = biasCorrection ? this.first.correction : 1
    const stepSize = (alpha * this.first.scale * Math.sqrt(this.after)) / c1
    const velocityScale = momentumOf === 'steps' ? stepSize : stepSize / alpha
    const previous = this.velocityScale ?? velocityScale
    this.velocityScale = velocityScale
    return {
      stepSize,
      momentum: (momentum * previous) / velocityScale,
      ...this.epsilons(),
      beforeMaximum: this.correctsBefore ? this.secondCorrection : 1
    }
  }

  /** Passes over the scalars of that many updates. */
  skip(numUpdates: number): void {
    for (let i = 0; i < numUpdates; i++) this.next()
  }

  /** Of the last update: w_t, the second moment that divides it, is this times the H that the engine keeps. */
  get secondMomentScale(): number {
    return 1 / this.after
  }

  /** w_t = H/after. */
  private get after(): number {
    return (this.correctsBefore ? 1 : this.secondCorrection) / this.second.scale
  }

  private get secondCorrection(): number {
    return this.rule.biasCorrection ? this.second.correction : 1
  }

  private get correctsBefore(): boolean {
    return this.rule.maximum === 'corrected'
  }

  private epsilons(): Pick<StepScalars, 'epsilonOutside' | 'epsilonInside'> {
    const { beta2, epsilon, epsilonPlacement } = this.rule
    if (beta2 === null) return { epsilonOutside: 1, epsilonInside: 0 }
    switch (epsilonPlacement) {
      case 'outside':
        return { epsilonOutside: epsilon * Math.sqrt(this.after), epsilonInside: 0 }
      case 'outside-uncorrected':
        return { epsilonOutside: epsilon * Math.sqrt(this.after / this.secondCorrection), epsilonInside: 0 }
      case 'inside':
        return { epsilonOutside: 0, epsilonInside: epsilon * this.after }
      default:
        return epsilonPlacement satisfies never
    }
  }
}

/** What a moving average of t values weighs them with. */
class KeptAverage {
  private power = 1
  private roundedSum: number

  /** @param initial the average before the first value */
  constructor(
    private readonly beta: number,
    private readonly initial: number,
    private readonly kept: KeptMoments
  ) {
    this.roundedSum = initialSum(beta, initial)
  }

  advance(): void {
    this.power *= this.beta
    this.roundedSum = Math.fround(this.beta) * this.roundedSum + 1
  }

  /** 1 - beta^t, the sum of the weights, which bias correction divides by. */
  get correction(): number {
    return 1 - this.power
  }

  /** The average is this times what the engine keeps of it; to be exact, of a constant 1. */
  get scale(): number {
    return this.kept === 'averages' ? 1 : (1 - this.power * (1 - this.initial)) / this.roundedSum
  }
}

/** What stands for an average in a sum without the factor 1 - beta. */
export function initialSum(beta: number, average: number): number {
  return average / (1 - beta)
}
