import * as tf from '@tensorflow/tfjs-core'
import type { AmsgradSpec } from '../../claims/types'
import { type AdaptiveFactors, adaptiveFactors } from './adaptiveFactors'
import { AdaptiveScalarSequence } from './adaptiveScalars'
import { adaptiveStep } from './adaptiveStep'
import { decay } from './decay'
import { largerOf } from './largerOf'
import { RunOptimizer } from './runOptimizer'

type Slots = { readonly m: tf.Tensor; readonly v: tf.Tensor; readonly vHat: tf.Tensor }

/** `optim/amsgrad.ts` on tensors, with all its variants; tfjs itself has no AMSGrad. */
export class AmsgradOptimizer extends RunOptimizer<Slots, AdaptiveFactors> {
  private readonly scalars: AdaptiveScalarSequence

  static get className(): string {
    return 'ClaimcheckAMSGrad'
  }

  constructor(
    private readonly amsgrad: AmsgradSpec,
    numSteps: number
  ) {
    super(amsgrad)
    this.scalars = new AdaptiveScalarSequence(amsgrad, numSteps)
  }

  protected override nextFactors(): AdaptiveFactors {
    return adaptiveFactors(this.amsgrad, this.scalars.next())
  }

  protected override skipFactors(numUpdates: number): void {
    this.scalars.skip(numUpdates)
  }

  protected override createSlots(variable: tf.Variable): Slots {
    return { m: tf.zerosLike(variable), v: tf.zerosLike(variable), vHat: tf.zerosLike(variable) }
  }

  protected override secondMomentOf({ vHat }: Slots): tf.Tensor {
    return vHat
  }

  protected override secondMomentScale(): number {
    return this.scalars.secondMomentScale
  }

  protected override update(variable: tf.Variable, gradient: tf.Tensor, slots: Slots, factors: AdaptiveFactors) {
    const m = decay(slots.m, gradient, factors.beta1)
    const v = decay(slots.v, tf.square(gradient), factors.beta2)
    const candidate = factors.beforeMaximum === null ? v : tf.div(v, factors.beforeMaximum)
    const vHat = largerOf(slots.vHat, candidate)
    return { value: adaptiveStep(this.amsgrad, variable, m, vHat, factors), slots: { m, v, vHat } }
  }
}
