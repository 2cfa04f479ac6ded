import * as tf from '@tensorflow/tfjs-core'

/**
 * The sums over the first axis, as the product of a row of ones with the matrix `[n, values of an example]`: `tf.sum`
 * over an axis that is not the last transposes first on the backends wasm and cpu, which takes twenty times as long.
 *
 * Beware on wasm: a product packs its right operand once, by the identity of its data, and does not notice when the same
 * data come again in another shape (it then reads and writes out of bounds). So whatever is a right operand here is
 * always `[n, values of an example]`, as in the gradient of a Dense kernel.
 *
 * @param x `[n, ...shape]`
 * @returns all values of the sum in one axis
 */
export function sumOverExamples(x: tf.Tensor): tf.Tensor1D {
  const numExamples = x.shape[0]!
  const rows = tf.reshape<tf.Rank.R2>(x, [numExamples, -1])
  return tf.reshape(tf.matMul(tf.ones<tf.Rank.R2>([1, numExamples]), rows), [-1])
}

/**
 * The sums over all axes but the last; over the positions of an image by average pooling, which is faster than the
 * product. Neither has so many terms in a row that a float32 sum would lose digits.
 *
 * @param x `[n, channels]` or `[n, height, width, channels]`
 */
export function channelSums(x: tf.Tensor): tf.Tensor1D {
  const hasOnePosition = x.size === x.shape[0]! * x.shape.at(-1)!
  if (hasOnePosition) return sumOverExamples(x)
  const image = x as tf.Tensor4D
  const [, height, width] = image.shape
  return tf.mul(sumOverExamples(tf.avgPool(image, [height, width], 1, 'valid')), height * width)
}
