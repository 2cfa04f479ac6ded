import * as tf from '@tensorflow/tfjs-core'
import { simpleTrace, type TfjsLayer } from './layer'

/** Multiplies by its mask in training, does nothing in inference. */
export const DROPOUT_LAYER: TfjsLayer = {
  infer: (input) => input,
  train: (input, { nextMask }) => {
    const mask = nextMask(input.shape)
    return simpleTrace(tf.mul(input, mask), (gradient) => tf.mul(gradient, mask))
  }
}
