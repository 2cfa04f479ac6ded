import * as tf from '@tensorflow/tfjs-core'
import type { ConvolutionShape } from './convolutionShape'

/**
 * The gradient of a convolution with respect to its input, as a convolution itself: of the output's gradient, with zeros
 * between its values where the strides were larger than 1, with the filter turned by 180 degrees,
 *
 *     dX[n, y, x, i] = sum over r, c, o of  dY[n, (y + pad - r)/s, (x + pad - c)/s, o] W[r, c, i, o]
 *
 * @param dy `[n, rows, columns, filters]`
 * @param filter `[kernel rows, kernel columns, channels, filters]`
 * @returns `[n, height, width, channels]`
 */
export function conv2dBackpropInput(
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  inputShape: [number, number, number, number],
  shape: ConvolutionShape
): tf.Tensor4D {
  const { filterRows, filterColumns, strides, padTop, padLeft } = shape
  const [numImages, height, width, channels] = inputShape
  return tf.tidy(() => {
    const spread = withZerosBetween(dy, strides)
    const bottom = height - spread.shape[1] + padTop
    const right = width - spread.shape[2] + padLeft
    const turned = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2])
    const gradient = tf.conv2d(spread, turned, 1, [
      [0, 0],
      [filterRows - 1 - padTop, Math.max(bottom, 0)],
      [filterColumns - 1 - padLeft, Math.max(right, 0)],
      [0, 0]
    ])
    return bottom < 0 || right < 0 ? tf.slice(gradient, [0, 0, 0, 0], [numImages, height, width, channels]) : gradient
  })
}

/** `[n, rows * s, columns * s, filters]`: s - 1 zeros after every value of a row and after every row. */
function withZerosBetween(dy: tf.Tensor4D, [down, along]: readonly [number, number] | readonly number[]): tf.Tensor4D {
  const [numImages, rows, columns, filters] = dy.shape
  const wider = padRows(tf.reshape(dy, [-1, filters]), (along! - 1) * filters)
  const longer = padRows(tf.reshape(wider, [numImages * rows, -1]), (down! - 1) * columns * along! * filters)
  return tf.reshape(longer, [numImages, rows * down!, columns * along!, filters])
}

function padRows(matrix: tf.Tensor2D, numZeros: number): tf.Tensor2D {
  return numZeros === 0
    ? matrix
    : tf.pad(matrix, [
        [0, 0],
        [0, numZeros]
      ])
}
