import * as tf from '@tensorflow/tfjs-core'
import { sumOverExamples } from '../sumOverExamples'
import type { LayerVariables, TfjsLayer } from './layer'

/** y = x W + b; the gradients are x^T g, the column sums of g, and g W^T. */
export function denseLayer({ kernel, bias }: LayerVariables): TfjsLayer {
  const weights = kernel as tf.Variable<tf.Rank.R2>
  const infer = (input: tf.Tensor): tf.Tensor => {
    const rows = input as tf.Tensor2D
    return bias === undefined ? tf.matMul(rows, weights) : tf.fused.matMul({ a: rows, b: weights, bias })
  }
  return {
    infer,
    train: (input, { transposed }) => ({
      output: infer(input),
      backward: (gradient, needsInput) => {
        const rows = gradient as tf.Tensor2D
        const parameters = [
          { name: weights.name, tensor: tf.matMul(transposed(input as tf.Tensor2D), rows) as tf.Tensor }
        ]
        if (bias !== undefined) parameters.push({ name: bias.name, tensor: sumOverExamples(rows) })
        return { input: needsInput ? tf.matMul(rows, tf.transpose<tf.Tensor2D>(weights)) : null, parameters }
      }
    })
  }
}
