import * as tf from '@tensorflow/tfjs-core'

/**
 * The larger of a running maximum and a candidate, as maximum + relu(candidate - maximum): the maximum itself, to the
 * bit, where the candidate is not larger, and the candidate up to two roundings where it is. On the wasm backend
 * `tf.maximum` is a scalar loop, eight times slower than any of these operations, and was a third of an update.
 */
export function largerOf(maximum: tf.Tensor, candidate: tf.Tensor): tf.Tensor {
  return tf.add(maximum, tf.relu(tf.sub(candidate, maximum)))
}
