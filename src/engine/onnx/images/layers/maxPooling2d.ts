import type { ResolvedUnparameterised } from '../../../../claims/network/resolveNetwork'
import { multiply, step, unary } from '../../graph/operations'
import type { ImageOperators } from '../imageOperators'
import { type ImageLayer, unparameterisedGradient } from './imageLayer'

/**
 * The largest value of each window, and a relu where one follows. The first of equals, row by row, gets the gradient.
 */
export function maxPooling2d(
  operators: ImageOperators,
  { window }: Extract<ResolvedUnparameterised, { kind: 'maxPooling2d' }>,
  rectified: boolean
): ImageLayer {
  return {
    forward: () => (g, images) => {
      const largest = operators.maxPool(g, images, window)
      const output = rectified ? unary(g, 'Relu', largest) : largest
      return { output, kept: [images, output] }
    },
    backward: () =>
      unparameterisedGradient((g, outputGradient, [images, output]) => {
        const gradient = rectified ? multiply(g, outputGradient, step(g, output!)) : outputGradient
        return operators.maxPoolGradient(g, { images: images!, output: output!, gradient, window, rectified })
      })
  }
}
