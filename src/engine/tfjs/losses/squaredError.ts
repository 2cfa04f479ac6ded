import * as tf from '@tensorflow/tfjs-core'
import type { ExampleLosses } from './exampleLosses'

/** loss = mean of (z - y)^2 over the classes, dz = 2 (z - y)/K */
export function squaredError(logits: tf.Tensor2D, targets: tf.Tensor2D): ExampleLosses {
  const errors = tf.sub<tf.Tensor2D>(logits, targets)
  return {
    losses: tf.mean<tf.Tensor1D>(tf.square(errors), 1),
    logitsGradient: () => tf.mul(errors, 2 / logits.shape[1])
  }
}
