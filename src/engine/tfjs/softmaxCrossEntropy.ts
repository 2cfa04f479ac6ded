import * as tf from '@tensorflow/tfjs-core'

export interface CrossEntropy {
  /** One loss an example. */
  readonly losses: tf.Tensor1D
  readonly probabilities: tf.Tensor2D
}

/**
 * Softmax cross-entropy from logits. The largest logit is subtracted first, so that no finite logit overflows:
 *
 *     s = z - max(z),  loss = ln(sum exp(s)) - s_label,  p = exp(s) / sum exp(s)
 *
 * @param logits `n x classes`
 * @param targets one-hot, `n x classes`
 */
export function softmaxCrossEntropy(logits: tf.Tensor2D, targets: tf.Tensor2D): CrossEntropy {
  const shifted = tf.sub(logits, tf.max(logits, 1, true))
  const exponentials = tf.exp(shifted)
  const sums = tf.sum(exponentials, 1, true)
  const labelLogits = tf.sum(tf.mul(shifted, targets), 1, true)
  return {
    losses: tf.reshape<tf.Rank.R1>(tf.sub(tf.log(sums), labelLogits), [-1]),
    probabilities: tf.div(exponentials, sums)
  }
}

/** The mean, summed in float64: a float32 sum of 50,000 losses would lose three digits. */
export function meanOf(losses: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < losses.length; i++) sum += losses[i]!
  return sum / losses.length
}
