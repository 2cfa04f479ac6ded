import * as tf from '@tensorflow/tfjs-core'
import type { ResolvedBatchNormalization } from '../../../claims/network/resolveNetwork'
import { decay, decayFactors } from '../decay'
import type { NamedTensor } from '../namedTensor'
import { channelSums } from '../sumOverExamples'
import type { LayerVariables, TfjsLayer } from './layer'

/**
 * With the mean and the (biased) variance of the minibatch, each over the M values of a channel:
 *
 *     n = (x - mean) / sqrt(variance + epsilon),  y = gamma n + beta
 *     dx = gamma / sqrt(variance + epsilon) (g - sum(g)/M - n sum(g n)/M)
 *
 * @see Ioffe & Szegedy 2015, algorithm 1 and section 3
 */
export function batchNormalizationLayer(
  { momentum, epsilon }: ResolvedBatchNormalization,
  { gamma, beta, movingMean, movingVariance }: LayerVariables
): TfjsLayer {
  const running = { mean: movingMean!, variance: movingVariance! }
  const affine = (normalised: tf.Tensor): tf.Tensor => {
    const scaled = gamma === undefined ? normalised : tf.mul(normalised, gamma)
    return beta === undefined ? scaled : tf.add(scaled, beta)
  }
  const inverseDeviation = (variance: tf.Tensor): tf.Tensor => tf.rsqrt(tf.add(variance, epsilon))
  return {
    infer: (input) => affine(tf.mul(tf.sub(input, running.mean), inverseDeviation(running.variance))),
    train: (input) => {
      const count = input.size / input.shape.at(-1)!
      const mean = tf.div(channelSums(input), count)
      const centred = tf.sub(input, mean)
      const variance = tf.div(channelSums(tf.square(centred)), count)
      const inverse = inverseDeviation(variance)
      const normalised = tf.mul(centred, inverse)
      const factors = decayFactors(momentum)
      return {
        output: affine(normalised),
        runningStatistics: [
          { name: running.mean.name, tensor: decay(running.mean, mean, factors) },
          { name: running.variance.name, tensor: decay(running.variance, variance, factors) }
        ],
        backward: (gradient, needsInput) => {
          const dBeta = channelSums(gradient)
          const dGamma = channelSums(tf.mul(gradient, normalised))
          const parameters: NamedTensor[] = []
          if (gamma !== undefined) parameters.push({ name: gamma.name, tensor: dGamma })
          if (beta !== undefined) parameters.push({ name: beta.name, tensor: dBeta })
          if (!needsInput) return { input: null, parameters }
          const along = tf.mul(normalised, tf.div(dGamma, count))
          const rest = tf.sub(tf.sub(gradient, tf.div(dBeta, count)), along)
          return { input: tf.mul(rest, gamma === undefined ? inverse : tf.mul(gamma, inverse)), parameters }
        }
      }
    }
  }
}
