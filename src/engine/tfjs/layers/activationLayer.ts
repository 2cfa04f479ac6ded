import * as tf from '@tensorflow/tfjs-core'
import type { Nonlinearity, ResolvedLayer } from '../../../claims/network/resolveNetwork'
import { simpleTrace, type TfjsLayer } from './layer'

type ResolvedActivation = Extract<ResolvedLayer, { kind: 'activation' }>

/** Softmax runs over the last axis. */
export function activationLayer(layer: ResolvedActivation): TfjsLayer {
  return {
    infer: (input) => activate(layer, input),
    train: (input) => {
      const output = activate(layer, input)
      return simpleTrace(output, (gradient) => activationGradient(layer, input, output, gradient))
    }
  }
}

function activate(layer: Nonlinearity, x: tf.Tensor): tf.Tensor {
  switch (layer.activation) {
    case 'relu':
      return tf.relu(x)
    case 'leaky_relu':
      return tf.sub(tf.relu(x), tf.mul(tf.relu(tf.neg(x)), layer.slope))
    case 'gelu':
      return tf.mul(x, normalDistribution(x))
    case 'silu':
      return tf.mul(x, tf.sigmoid(x))
    case 'tanh':
      return tf.tanh(x)
    case 'sigmoid':
      return tf.sigmoid(x)
    case 'softmax':
      return tf.softmax(x)
    default:
      return layer satisfies never
  }
}

/** Phi(x) = (1 + erf(x/sqrt 2))/2 */
function normalDistribution(x: tf.Tensor): tf.Tensor {
  return tf.mul(tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1), 0.5)
}

/** The gradient of relu, and of its leaky form, at 0 is that below 0, as in TensorFlow and PyTorch. */
function activationGradient(layer: Nonlinearity, x: tf.Tensor, output: tf.Tensor, gradient: tf.Tensor): tf.Tensor {
  switch (layer.activation) {
    case 'relu':
      return tf.mul(gradient, tf.step(output))
    case 'leaky_relu':
      return tf.mul(gradient, tf.add(tf.mul(tf.step(x), 1 - layer.slope), layer.slope))
    case 'gelu': {
      const density = tf.mul(tf.exp(tf.mul(tf.square(x), -0.5)), 1 / Math.sqrt(2 * Math.PI))
      return tf.mul(gradient, tf.add(normalDistribution(x), tf.mul(x, density)))
    }
    case 'silu': {
      const s = tf.sigmoid(x)
      return tf.mul(gradient, tf.add(s, tf.mul(output, tf.sub(1, s))))
    }
    case 'tanh':
      return tf.mul(gradient, tf.sub(1, tf.square(output)))
    case 'sigmoid':
      return tf.mul(gradient, tf.mul(output, tf.sub(1, output)))
    case 'softmax':
      return tf.mul(output, tf.sub(gradient, tf.sum(tf.mul(gradient, output), -1, true)))
    default:
      return layer satisfies never
  }
}
