import type { ResolvedBatchNormalization } from '../../src/claims/network/resolveNetwork'
import type { LayerParameters, LayerPass } from './layerPass'

export interface BatchNormalizationPass extends LayerPass {
  /** The running statistics after this minibatch. */
  readonly running: { readonly movingMean: Float64Array; readonly movingVariance: Float64Array }
}

/**
 * y = gamma (x - mean) / sqrt(variance + epsilon) + beta, with the statistics of this minibatch, the variance divided by
 * the number of values.
 *
 * @see Ioffe & Szegedy 2015, algorithm 1, and its gradients in section 3
 */
export function batchNormalizationPass(
  layer: ResolvedBatchNormalization,
  parameters: LayerParameters,
  input: Float64Array
): BatchNormalizationPass {
  const { channels, momentum, epsilon } = layer
  const mean = channelMeans(input, channels)
  const variance = channelMeans(
    input.map((x, i) => (x - mean[i % channels]!) ** 2),
    channels
  )
  const deviation = variance.map((value) => Math.sqrt(value + epsilon))
  const normalised = input.map((x, i) => (x - mean[i % channels]!) / deviation[i % channels]!)
  const moved = (running: Float64Array, batch: Float64Array) =>
    running.map((value, k) => momentum * value + (1 - momentum) * batch[k]!)
  return {
    output: scaledAndShifted(normalised, channels, parameters),
    running: {
      movingMean: moved(parameters.movingMean!, mean),
      movingVariance: moved(parameters.movingVariance!, variance)
    },
    backward: (gradient) => {
      const toNormalised = gradient.map((g, i) => g * (parameters.gamma?.[i % channels] ?? 1))
      const meanGradient = channelMeans(toNormalised, channels)
      const meanProduct = channelMeans(
        toNormalised.map((g, i) => g * normalised[i]!),
        channels
      )
      const rows = input.length / channels
      const toGamma = channelMeans(
        gradient.map((g, i) => g * normalised[i]!),
        channels
      ).map((value) => value * rows)
      const toBeta = channelMeans(gradient, channels).map((value) => value * rows)
      return {
        input: toNormalised.map((g, i) => {
          const k = i % channels
          return (g - meanGradient[k]! - normalised[i]! * meanProduct[k]!) / deviation[k]!
        }),
        parameters: { ...(layer.scale && { gamma: toGamma }), ...(layer.center && { beta: toBeta }) }
      }
    }
  }
}

/** The same with the running statistics. */
export function batchNormalizationInference(
  { channels, epsilon }: ResolvedBatchNormalization,
  parameters: LayerParameters,
  input: Float64Array
): Float64Array {
  const normalised = input.map((x, i) => {
    const k = i % channels
    return (x - parameters.movingMean![k]!) / Math.sqrt(parameters.movingVariance![k]! + epsilon)
  })
  return scaledAndShifted(normalised, channels, parameters)
}

function scaledAndShifted(values: Float64Array, channels: number, { gamma, beta }: LayerParameters): Float64Array {
  return values.map((value, i) => value * (gamma?.[i % channels] ?? 1) + (beta?.[i % channels] ?? 0))
}

function channelMeans(values: Float64Array, channels: number): Float64Array {
  const sums = new Float64Array(channels)
  for (let i = 0; i < values.length; i++) sums[i % channels]! += values[i]!
  return sums.map((sum) => sum / (values.length / channels))
}
