import type { AdamSpec, AmsgradSpec } from '../../claims/types'
import { scheduledLearningRate } from '../../optim/schedule'

/**
 * What update t needs besides tensors. In the terms of `optim/moments.ts`, with v the second moment as it is stored
 * (for AMSGrad the maximum) and w = v / `after` the one that divides the step, all scalar factors are gathered:
 *
 *     alpha_t (m/c1) / (sqrt(v/after) + E)       = stepSize m / (sqrt(v) + epsilonOutside)
 *     alpha_t (m/c1) / sqrt(v/after + epsilon)   = stepSize m / sqrt(v + epsilonInside)
 */
export interface AdaptiveScalars {
  /** alpha_t sqrt(after) / c1 */
  readonly stepSize: number
  readonly epsilonOutside: number
  readonly epsilonInside: number
  /** v is divided by this before the maximum is taken. */
  readonly beforeMaximum: number
}

/** The scalars of updates 1, 2, 3, ..., in float64; the powers of beta are running products, as in `optim/`. */
export class AdaptiveScalarSequence {
  private step = 0
  private beta1Power = 1
  private beta2Power = 1

  /** @param numSteps T of the schedule `linear` */
  constructor(
    private readonly spec: AdamSpec | AmsgradSpec,
    private readonly numSteps: number
  ) {}

  next(): AdaptiveScalars {
    const { spec } = this
    this.advance()
    const c1 = spec.biasCorrection ? 1 - this.beta1Power : 1
    const c2 = this.secondCorrection
    const after = this.correctsBefore ? 1 : c2
    const learningRate = scheduledLearningRate(spec.schedule, spec.learningRate, this.step, this.numSteps)
    return {
      stepSize: (learningRate * Math.sqrt(after)) / c1,
      ...epsilons(spec, c2, after),
      beforeMaximum: this.correctsBefore ? c2 : 1
    }
  }

  /** Of the last update: the second moment that divides it is this times the stored one, 1/`after`. */
  get secondMomentScale(): number {
    return 1 / (this.correctsBefore ? 1 : this.secondCorrection)
  }

  /** Passes over the scalars of that many updates. */
  skip(numUpdates: number): void {
    for (let i = 0; i < numUpdates; i++) this.advance()
  }

  private get secondCorrection(): number {
    return this.spec.biasCorrection ? 1 - this.beta2Power : 1
  }

  private get correctsBefore(): boolean {
    return this.spec.name === 'AMSGrad' && this.spec.maximum === 'corrected'
  }

  private advance(): void {
    this.step += 1
    this.beta1Power *= this.spec.beta1
    this.beta2Power *= this.spec.beta2
  }
}

function epsilons(
  { epsilon, epsilonPlacement }: AdamSpec | AmsgradSpec,
  c2: number,
  after: number
): { readonly epsilonOutside: number; readonly epsilonInside: number } {
  switch (epsilonPlacement) {
    case 'outside':
      return { epsilonOutside: epsilon * Math.sqrt(after), epsilonInside: 0 }
    case 'outside-uncorrected':
      return { epsilonOutside: (epsilon * Math.sqrt(after)) / Math.sqrt(c2), epsilonInside: 0 }
    case 'inside':
      return { epsilonOutside: 0, epsilonInside: epsilon * after }
    default:
      return epsilonPlacement satisfies never
  }
}
