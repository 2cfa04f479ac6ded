import * as tf from '@tensorflow/tfjs-core'
import type { ExampleLosses } from './exampleLosses'

/**
 * e = z - y, q = min(|e|, delta): loss = mean of q^2/2 + delta (|e| - q) over the classes, dz = e within [-delta, delta], over K
 *
 * @see Huber 1964; Keras `Huber`
 */
export function huberLoss(logits: tf.Tensor2D, targets: tf.Tensor2D, delta: number): ExampleLosses {
  const errors = tf.sub<tf.Tensor2D>(logits, targets)
  const sizes = tf.abs(errors)
  const inside = tf.minimum(sizes, delta)
  const losses = tf.add(tf.mul(tf.square(inside), 0.5), tf.mul(tf.sub(sizes, inside), delta))
  return {
    losses: tf.mean<tf.Tensor1D>(losses, 1),
    logitsGradient: () => tf.div(tf.clipByValue(errors, -delta, delta), logits.shape[1])
  }
}
