import * as tf from '@tensorflow/tfjs-core'
import type { ConvolutionShape } from './convolutionShape'

/**
 * The gradient of a convolution with respect to its filter, as a convolution itself: examples and channels change
 * places, the output's gradient is the filter, and the strides become its dilation,
 *
 *     dW[r, c, i, o] = sum over n, y, x of  X[n, y s + r - pad, x s + c - pad, i] dY[n, y, x, o]
 *
 * @param x `[n, height, width, channels]`
 * @param dy `[n, rows, columns, filters]`
 * @returns `[kernel rows, kernel columns, channels, filters]`
 */
export function conv2dBackpropFilter(x: tf.Tensor4D, dy: tf.Tensor4D, shape: ConvolutionShape): tf.Tensor4D {
  const { filterRows, filterColumns, strides, padTop, padLeft } = shape
  const [, height, width, channels] = x.shape
  const [, rows, columns, filters] = dy.shape
  // Rows that a stride left over give results beyond the filter; rows that are missing are zeros.
  const bottom = filterRows + (rows - 1) * strides[0] - height - padTop
  const right = filterColumns + (columns - 1) * strides[1] - width - padLeft
  return tf.tidy(() => {
    const gradient = tf.conv2d(
      tf.transpose(x, [3, 1, 2, 0]),
      tf.transpose(dy, [1, 2, 0, 3]),
      1,
      [
        [0, 0],
        [padTop, Math.max(bottom, 0)],
        [padLeft, Math.max(right, 0)],
        [0, 0]
      ],
      'NHWC',
      [strides[0], strides[1]]
    )
    const fitting =
      bottom < 0 || right < 0
        ? tf.slice(gradient, [0, 0, 0, 0], [channels, filterRows, filterColumns, filters])
        : gradient
    return tf.transpose(fitting, [1, 2, 0, 3])
  })
}
