import * as tf from '@tensorflow/tfjs-core'
import type { ExampleLosses } from './exampleLosses'

/**
 * Binary cross-entropy over the classes, each a sigmoid, from logits; the form that overflows nowhere:
 *
 *     loss = sum of relu(z) - z y + ln(1 + exp(-|z|)),  dz = sigmoid(z) - y
 *
 * @param divisor of the sum over the classes: their number for the mean, 1 for the sum
 */
export function sigmoidBinaryCrossEntropy(logits: tf.Tensor2D, targets: tf.Tensor2D, divisor: number): ExampleLosses {
  const tail = tf.log1p(tf.exp(tf.neg(tf.abs(logits))))
  const losses = tf.sum<tf.Tensor1D>(tf.add(tf.sub(tf.relu(logits), tf.mul(logits, targets)), tail), 1)
  return {
    losses: tf.div(losses, divisor),
    logitsGradient: () => tf.div(tf.sub(tf.sigmoid(logits), targets), divisor)
  }
}
