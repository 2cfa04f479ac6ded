import * as tf from '@tensorflow/tfjs-core'
import type { ExampleLosses } from './exampleLosses'

/**
 * Softmax cross-entropy from logits. The largest logit is subtracted first, so that no finite logit overflows:
 *
 *     s = z - max(z),  loss = ln(sum exp(s)) - s_label,  dz = p - y,  p = exp(s) / sum exp(s)
 */
export function categoricalCrossEntropy(logits: tf.Tensor2D, targets: tf.Tensor2D): ExampleLosses {
  const shifted = tf.sub(logits, tf.max(logits, 1, true))
  const exponentials = tf.exp(shifted)
  const sums = tf.sum(exponentials, 1, true)
  const labelLogits = tf.sum(tf.mul(shifted, targets), 1, true)
  return {
    losses: tf.reshape<tf.Rank.R1>(tf.sub(tf.log(sums), labelLogits), [-1]),
    logitsGradient: () => tf.sub(tf.div(exponentials, sums), targets)
  }
}
