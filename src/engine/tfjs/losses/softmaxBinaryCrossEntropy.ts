import * as tf from '@tensorflow/tfjs-core'
import type { ExampleLosses } from './exampleLosses'

/** Keras clips probabilities to [1e-7, 1 - 1e-7] before it takes logarithms. */
const CLIP = 1e-7

/**
 * Binary cross-entropy over the classes of a softmax, its probabilities clipped as in Keras, where the gradient is 0:
 *
 *     loss = -sum of y ln p + (1 - y) ln q,  q = 1 - p
 *     dz = r - p sum(r),  r = p dloss/dp = (1 - y) p/q - y, or 0 where p was clipped
 *
 * q is the sum of the other classes' exponentials over the sum of all: in float32, 1 - p has no digits left where p is
 * near 1.
 *
 * @param divisor of the sum over the classes: their number for the mean, 1 for the sum
 */
export function softmaxBinaryCrossEntropy(logits: tf.Tensor2D, targets: tf.Tensor2D, divisor: number): ExampleLosses {
  const numClasses = logits.shape[1]
  const exponentials = tf.exp(tf.sub(logits, tf.max(logits, 1, true)))
  const others = tf.matMul(exponentials, tf.sub(1, tf.eye(numClasses)))
  const sums = tf.sum(exponentials, 1, true)
  const p = tf.div(exponentials, sums)
  const q = tf.div(others, sums)
  const clippedQ = tf.clipByValue(q, CLIP, 1 - CLIP)
  const notTargets = tf.sub(1, targets)
  const logLikelihoods = tf.add(
    tf.mul(targets, tf.log(tf.clipByValue(p, CLIP, 1 - CLIP))),
    tf.mul(notTargets, tf.log(clippedQ))
  )
  return {
    losses: tf.div(tf.neg(tf.sum<tf.Tensor1D>(logLikelihoods, 1)), divisor),
    logitsGradient: () => {
      const isInside = tf.mul(tf.step(tf.sub(p, CLIP)), tf.step(tf.sub(q, CLIP)))
      const r = tf.mul(tf.sub(tf.mul(notTargets, tf.div(p, clippedQ)), targets), isInside)
      return tf.div<tf.Tensor2D>(tf.sub(r, tf.mul(p, tf.sum(r, 1, true))), divisor)
    }
  }
}
