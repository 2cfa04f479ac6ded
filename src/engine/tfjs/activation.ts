import * as tf from '@tensorflow/tfjs-core'
import type { DenseLayer } from '../../spec/types'

type Activation = DenseLayer['activation']

/** The activation of a pre-activation `n x units`. */
export function activate(activation: Activation, x: tf.Tensor2D): tf.Tensor2D {
  switch (activation) {
    case 'linear':
      return x
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

/**
 * Takes the gradient with respect to an activation's output back through it. The gradient of relu at 0 is 0, as in
 * TensorFlow and PyTorch.
 *
 * @param output what `activate` returned
 * @param gradient of the loss with respect to `output`
 */
export function activationGradient(activation: Activation, output: tf.Tensor2D, gradient: tf.Tensor2D): tf.Tensor2D {
  switch (activation) {
    case 'linear':
      return gradient
    case 'relu':
      return tf.mul(gradient, tf.step(output))
    case 'tanh':
      return tf.mul(gradient, tf.sub(1, tf.square(output)))
    case 'sigmoid':
      return tf.mul(gradient, tf.mul(output, tf.sub(1, output)))
    case 'softmax':
      return tf.mul(output, tf.sub(gradient, tf.sum(tf.mul(gradient, output), 1, true)))
    default:
      return activation satisfies never
  }
}
