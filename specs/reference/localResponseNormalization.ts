import type { ResolvedLayer } from '../../src/claims/network/resolveNetwork'
import type { LayerPass } from './layerPass'

// In Jest's VM context every look at the global `Math` is a call into the host.
const { max, min } = Math

type LocalResponseNormalization = Extract<ResolvedLayer, { kind: 'localResponseNormalization' }>

/**
 * y_k = x_k s_k^-beta with s_k = bias + alpha sum of x_j^2 over the channels j = k - radius .. k + radius that exist, so
 *
 *     dL/dx_k = g_k s_k^-beta - 2 alpha beta x_k sum_j g_j x_j s_j^(-beta - 1)      over the same j
 *
 * @see Krizhevsky et al. 2012, section 3.3
 */
export function localResponseNormalizationPass(layer: LocalResponseNormalization, input: Float64Array): LayerPass {
  const { depthRadius, bias, alpha, beta } = layer
  const channels = layer.input[2]
  /** Sums over the neighbouring channels of the same pixel. */
  const neighbours = (values: Float64Array) =>
    values.map((_, i) => {
      const k = i % channels
      let sum = 0
      for (let j = max(k - depthRadius, 0); j <= min(k + depthRadius, channels - 1); j++) {
        sum += values[i - k + j]!
      }
      return sum
    })
  const scale = neighbours(input.map((x) => x * x)).map((sum) => bias + alpha * sum)
  return {
    output: input.map((x, i) => x * scale[i]! ** -beta),
    backward: (gradient) => {
      const shared = neighbours(gradient.map((g, i) => g * input[i]! * scale[i]! ** (-beta - 1)))
      return {
        input: gradient.map((g, i) => g * scale[i]! ** -beta - 2 * alpha * beta * input[i]! * shared[i]!),
        parameters: {}
      }
    }
  }
}
