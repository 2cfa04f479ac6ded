import * as tf from '@tensorflow/tfjs-core'

/** The factors of a moving average, as tensors. */
export interface DecayFactors {
  /** beta; null where the average is computed from its distance to the value. */
  readonly kept: tf.Scalar | null
  /** 1 - beta */
  readonly taken: tf.Scalar
}

/**
 * The factors of a moving average in float32: beta * average + (1 - beta) * value.
 *
 * For beta >= 1/2 it is computed as average + (1 - beta)(value - average). With the textbook form the float32 roundings
 * of beta and 1 - beta no longer add up to 1, which at beta = 0.999 lifts every average by 1.3e-5, 200 roundings; with
 * this form the roundings are as often up as down. For beta < 1/2 it would cancel digits of `value` and gain nothing.
 *
 * @param beta in [0, 1)
 */
export function decayFactors(beta: number): DecayFactors {
  return { kept: beta < 0.5 ? tf.scalar(beta) : null, taken: tf.scalar(1 - beta) }
}

/** The moving average after `value`. */
export function decay(average: tf.Tensor, value: tf.Tensor, { kept, taken }: DecayFactors): tf.Tensor {
  if (kept === null) return tf.add(average, tf.mul(tf.sub(value, average), taken))
  return tf.add(tf.mul(average, kept), tf.mul(value, taken))
}
