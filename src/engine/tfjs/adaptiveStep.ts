import * as tf from '@tensorflow/tfjs-core'
import type { AdamSpec, AmsgradSpec } from '../../claims/types'
import type { AdaptiveFactors } from './adaptiveFactors'

/** x_{t+1} of Adam and AMSGrad; `AdaptiveScalars` has the equation. */
export function adaptiveStep(
  spec: AdamSpec | AmsgradSpec,
  variable: tf.Variable,
  m: tf.Tensor,
  v: tf.Tensor,
  { stepSize, epsilon }: AdaptiveFactors
): tf.Tensor {
  const denominator = spec.epsilonPlacement === 'inside' ? tf.sqrt(tf.add(v, epsilon)) : tf.add(tf.sqrt(v), epsilon)
  return tf.sub(variable, tf.mul(tf.div(m, denominator), stepSize))
}
