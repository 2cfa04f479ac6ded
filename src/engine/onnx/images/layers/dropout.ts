import type { ImageShape } from '../../../../claims/network/resolveNetwork'
import { multiply } from '../../graph/operations'
import type { ImageOperators } from '../imageOperators'
import { type ImageLayer, unparameterisedGradient } from './imageLayer'

/** Multiplies by given factors in training, 0 or 1/(1 - rate), and does nothing in inference. */
export function dropout(operators: ImageOperators, shape: ImageShape): ImageLayer {
  return {
    forward: () => (g, images, factors) => {
      if (factors === null) return { output: images, kept: [] }
      return { output: multiply(g, images, operators.fromFeatures(g, factors, shape)), kept: [factors] }
    },
    backward: () =>
      unparameterisedGradient((g, gradient, [factors]) =>
        multiply(g, gradient, operators.fromFeatures(g, factors!, shape))
      )
  }
}
