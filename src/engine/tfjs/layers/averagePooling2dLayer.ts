import * as tf from '@tensorflow/tfjs-core'
import type { ResolvedLayer } from '../../../claims/network/resolveNetwork'
import { averagingMatrix } from '../../../claims/network/window'
import { simpleTrace, type TfjsLayer } from './layer'

/** The mean of each window: a product of every image's pixels with one matrix, one way for all backends. */
export function averagePooling2dLayer(layer: Extract<ResolvedLayer, { kind: 'averagePooling2d' }>): TfjsLayer {
  const { input, output, window } = layer
  const [from, to] = [input[0] * input[1], output[0] * output[1]]
  const means = Float32Array.from(averagingMatrix(input, window))
  /** @param images `[n, height, width, channels]`, of one shape or the other */
  const through = (images: tf.Tensor, numPixels: number, shape: readonly number[], transposed: boolean): tf.Tensor => {
    const [count, , , channels] = images.shape as [number, number, number, number]
    const byChannel = tf.transpose(tf.reshape<tf.Rank.R3>(images, [count, numPixels, channels]), [0, 2, 1])
    const rows = tf.reshape<tf.Rank.R2>(byChannel, [count * channels, numPixels])
    const pooled = tf.matMul(rows, tf.tensor2d(means, [to, from]), false, !transposed)
    const back = tf.transpose(tf.reshape<tf.Rank.R3>(pooled, [count, channels, -1]), [0, 2, 1])
    return tf.reshape(back, [count, ...shape])
  }
  const infer = (images: tf.Tensor): tf.Tensor => through(images, from, output, false)
  return {
    infer,
    train: (images) => simpleTrace(infer(images), (gradient) => through(gradient, to, input, true))
  }
}
