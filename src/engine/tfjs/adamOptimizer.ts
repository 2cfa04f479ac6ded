import * as tf from '@tensorflow/tfjs-core'
import type { AdamSpec } from '../../claims/types'
import { type AdaptiveFactors, adaptiveFactors } from './adaptiveFactors'
import { AdaptiveScalarSequence } from './adaptiveScalars'
import { adaptiveStep } from './adaptiveStep'
import { decay } from './decay'
import { RunOptimizer } from './runOptimizer'

type Slots = { readonly m: tf.Tensor; readonly v: tf.Tensor }

/** `optim/adam.ts` on tensors, with all its variants. */
export class AdamOptimizer extends RunOptimizer<Slots, AdaptiveFactors> {
  private readonly scalars: AdaptiveScalarSequence

  static get className(): string {
    return 'ClaimcheckAdam'
  }

  constructor(
    private readonly adam: AdamSpec,
    numSteps: number
  ) {
    super(adam)
    this.scalars = new AdaptiveScalarSequence(adam, numSteps)
  }

  protected override nextFactors(): AdaptiveFactors {
    return adaptiveFactors(this.adam, this.scalars.next())
  }

  protected override skipFactors(numUpdates: number): void {
    this.scalars.skip(numUpdates)
  }

  protected override createSlots(variable: tf.Variable): Slots {
    return { m: tf.zerosLike(variable), v: tf.zerosLike(variable) }
  }

  protected override secondMomentOf({ v }: Slots): tf.Tensor {
    return v
  }

  protected override secondMomentScale(): number {
    return this.scalars.secondMomentScale
  }

  protected override update(variable: tf.Variable, gradient: tf.Tensor, slots: Slots, factors: AdaptiveFactors) {
    const m = decay(slots.m, gradient, factors.beta1)
    const v = decay(slots.v, tf.square(gradient), factors.beta2)
    return { value: adaptiveStep(this.adam, variable, m, v, factors), slots: { m, v } }
  }
}
