import * as tf from '@tensorflow/tfjs-core'
import type { ResolvedLayer } from '../../../claims/network/resolveNetwork'
import { simpleTrace, type TfjsLayer } from './layer'
import { paddingOf } from './padding'

/** The gradient goes to the first of equal values in a window: so do the kernels of all backends (`specs/contract`). */
export function maxPooling2dLayer({ window }: Extract<ResolvedLayer, { kind: 'maxPooling2d' }>): TfjsLayer {
  const filterSize: [number, number] = [...window.size]
  const strides: [number, number] = [...window.strides]
  const pad = paddingOf(window)
  const infer = (input: tf.Tensor): tf.Tensor => tf.maxPool(input as tf.Tensor4D, filterSize, strides, pad)
  return {
    infer,
    train: (input) => {
      const output = infer(input)
      const attributes = { filterSize, strides, pad }
      return simpleTrace(output, (dy) => tf.engine().runKernel(tf.MaxPoolGrad, { dy, input, output }, attributes))
    }
  }
}
