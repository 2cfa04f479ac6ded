import * as tf from '@tensorflow/tfjs-core'
import type { SgdSpec } from '../../claims/types'
import { scheduledLearningRate } from '../../optim/schedule'
import { RunOptimizer } from './runOptimizer'

interface Factors {
  readonly learningRate: tf.Scalar
  readonly momentum: tf.Scalar
}

type Slots = { readonly buffer: tf.Tensor }

/** `optim/sgd.ts` on tensors: heavy-ball momentum, u_t = momentum u_{t-1} + g_t, x_{t+1} = x_t - alpha_t u_t. */
export class SgdOptimizer extends RunOptimizer<Slots, Factors> {
  static get className(): string {
    return 'ClaimcheckSGD'
  }

  constructor(
    private readonly sgd: SgdSpec,
    private readonly numSteps: number
  ) {
    super(sgd)
  }

  protected override nextFactors(): Factors {
    const { schedule, learningRate, momentum } = this.sgd
    const scheduled = scheduledLearningRate(schedule, learningRate, this.iterations + 1, this.numSteps)
    return { learningRate: tf.scalar(scheduled), momentum: tf.scalar(momentum) }
  }

  /** The factors follow from `iterations` alone. */
  protected override skipFactors(): void {}

  protected override createSlots(variable: tf.Variable): Slots {
    return { buffer: tf.zerosLike(variable) }
  }

  protected override secondMomentOf(): null {
    return null
  }

  protected override secondMomentScale(): number {
    return 1
  }

  protected override update(variable: tf.Variable, gradient: tf.Tensor, { buffer }: Slots, factors: Factors) {
    const next = tf.add(tf.mul(buffer, factors.momentum), gradient)
    return { value: tf.sub(variable, tf.mul(next, factors.learningRate)), slots: { buffer: next } }
  }
}
