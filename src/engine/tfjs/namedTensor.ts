import type * as tf from '@tensorflow/tfjs-core'

/** Something that belongs to the variable of that name: its gradient, or its next value. */
export interface NamedTensor {
  readonly name: string
  readonly tensor: tf.Tensor
}
