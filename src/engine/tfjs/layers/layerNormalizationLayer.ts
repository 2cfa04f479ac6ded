import * as tf from '@tensorflow/tfjs-core'
import type { ResolvedLayerNormalization } from '../../../claims/network/resolveNetwork'
import type { NamedTensor } from '../namedTensor'
import { channelSums } from '../sumOverExamples'
import type { LayerVariables, TfjsLayer } from './layer'

/**
 * With mean and (biased) variance over the last axis of each example, or pixel:
 *
 *     n = (x - mean) / sqrt(variance + epsilon),  y = gamma n + beta
 *     dx = (h - mean(h) - n mean(h n)) / sqrt(variance + epsilon),  h = gamma g
 *
 * @see Ba, Kiros & Hinton 2016, equations 3 and 4
 */
export function layerNormalizationLayer(
  { epsilon }: ResolvedLayerNormalization,
  { gamma, beta }: LayerVariables
): TfjsLayer {
  const meanOf = (x: tf.Tensor): tf.Tensor => tf.mean(x, -1, true)
  const normalise = (input: tf.Tensor) => {
    const centred = tf.sub(input, meanOf(input))
    const inverse = tf.rsqrt(tf.add(meanOf(tf.square(centred)), epsilon))
    return { normalised: tf.mul(centred, inverse), inverse }
  }
  const affine = (normalised: tf.Tensor): tf.Tensor => {
    const scaled = gamma === undefined ? normalised : tf.mul(normalised, gamma)
    return beta === undefined ? scaled : tf.add(scaled, beta)
  }
  return {
    infer: (input) => affine(normalise(input).normalised),
    train: (input) => {
      const { normalised, inverse } = normalise(input)
      return {
        output: affine(normalised),
        backward: (gradient, needsInput) => {
          const parameters: NamedTensor[] = []
          if (gamma !== undefined) {
            parameters.push({ name: gamma.name, tensor: channelSums(tf.mul(gradient, normalised)) })
          }
          if (beta !== undefined) parameters.push({ name: beta.name, tensor: channelSums(gradient) })
          if (!needsInput) return { input: null, parameters }
          const h = gamma === undefined ? gradient : tf.mul(gradient, gamma)
          const along = tf.mul(normalised, meanOf(tf.mul(h, normalised)))
          return { input: tf.mul(tf.sub(tf.sub(h, meanOf(h)), along), inverse), parameters }
        }
      }
    }
  }
}
