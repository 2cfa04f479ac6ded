import type * as tf from '@tensorflow/tfjs-core'

export interface ExampleLosses {
  /** One loss an example. */
  readonly losses: tf.Tensor1D
  /** The gradient of their sum with respect to the logits, `n x classes`. */
  logitsGradient(): tf.Tensor2D
}
