import * as tf from '@tensorflow/tfjs-core'
import type { AdamSpec, AmsgradSpec } from '../../claims/types'
import type { AdaptiveScalars } from './adaptiveScalars'
import { type DecayFactors, decayFactors } from './decay'

/** The scalars of one update as tensors: made once for all variables, since making one costs as much as an operation. */
export interface AdaptiveFactors {
  readonly beta1: DecayFactors
  readonly beta2: DecayFactors
  readonly stepSize: tf.Scalar
  readonly epsilon: tf.Scalar
  /** Null where v enters the maximum as it is. */
  readonly beforeMaximum: tf.Scalar | null
}

/** To be called inside `tf.tidy`. */
export function adaptiveFactors(spec: AdamSpec | AmsgradSpec, scalars: AdaptiveScalars): AdaptiveFactors {
  return {
    beta1: decayFactors(spec.beta1),
    beta2: decayFactors(spec.beta2),
    stepSize: tf.scalar(scalars.stepSize),
    epsilon: tf.scalar(spec.epsilonPlacement === 'inside' ? scalars.epsilonInside : scalars.epsilonOutside),
    beforeMaximum: scalars.beforeMaximum === 1 ? null : tf.scalar(scalars.beforeMaximum)
  }
}
