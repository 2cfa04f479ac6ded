import * as tf from '@tensorflow/tfjs-core'
import { simpleTrace, type TfjsLayer } from './layer'

/** Image to vector, row by row, channels last: the order in which the values lie already. */
export const FLATTEN_LAYER: TfjsLayer = {
  infer: flatten,
  train: (input) => simpleTrace(flatten(input), (gradient) => tf.reshape(gradient, input.shape))
}

function flatten(input: tf.Tensor): tf.Tensor {
  return tf.reshape(input, [input.shape[0]!, -1])
}
