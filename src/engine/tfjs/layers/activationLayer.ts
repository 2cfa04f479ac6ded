import * as tf from '@tensorflow/tfjs-core'
import type { ResolvedLayer } from '../../../claims/network/resolveNetwork'
import { simpleTrace, type TfjsLayer } from './layer'

type ResolvedActivation = Extract<ResolvedLayer, { kind: 'activation' }>
type Activation = ResolvedActivation['activation']

/** Softmax runs over the last axis. */
export function activationLayer({ activation }: ResolvedActivation): TfjsLayer {
  return {
    infer: (input) => activate(activation, input),
    train: (input) => {
      const output = activate(activation, input)
      return simpleTrace(output, (gradient) => activationGradient(activation, output, gradient))
    }
  }
}

function activate(activation: Activation, x: tf.Tensor): tf.Tensor {
  switch (activation) {
    case 'relu':
      return tf.relu(x)
    case 'tanh':
      return tf.tanh(x)
    case 'sigmoid':
      return tf.sigmoid(x)
    case 'softmax':
      return tf.softmax(x)
    default:
      return activation satisfies never
  }
}

/** The gradient of relu at 0 is 0, as in TensorFlow and PyTorch. */
function activationGradient(activation: Activation, output: tf.Tensor, gradient: tf.Tensor): tf.Tensor {
  switch (activation) {
    case 'relu':
      return tf.mul(gradient, tf.step(output))
    case 'tanh':
      return tf.mul(gradient, tf.sub(1, tf.square(output)))
    case 'sigmoid':
      return tf.mul(gradient, tf.mul(output, tf.sub(1, output)))
    case 'softmax':
      return tf.mul(output, tf.sub(gradient, tf.sum(tf.mul(gradient, output), -1, true)))
    default:
      return activation satisfies never
  }
}
