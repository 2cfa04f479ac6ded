import type { ImageShape, ResolvedUnparameterised } from '../../../../claims/network/resolveNetwork'
import { averagingMatrix } from '../../../../claims/network/window'
import type { GraphBuilder, Value } from '../../graph/graphBuilder'
import { matMul, reshape } from '../../graph/operations'
import type { ImageOperators } from '../imageOperators'
import { type ImageLayer, unparameterisedGradient } from './imageLayer'

/** The mean of each window: a product of every image's pixels with one matrix, and of the gradient with its transpose. */
export function averagePooling2d(
  operators: ImageOperators,
  { window, input, output }: Extract<ResolvedUnparameterised, { kind: 'averagePooling2d' }>
): ImageLayer {
  const means = averagingMatrix(input, window)
  const shape = [output[0] * output[1], input[0] * input[1]]

  function between(g: GraphBuilder, images: Value, from: ImageShape, to: ImageShape, transposeA: boolean): Value {
    const count = images.shape[0]!
    const pixels = reshape(g, operators.toFeatures(g, images), [count, from[0] * from[1], from[2]])
    const product = matMul(g, g.constant('float32', shape, [...means]), pixels, { transposeA })
    return operators.fromFeatures(g, reshape(g, product, [count, to[0] * to[1] * to[2]]), to)
  }

  return {
    forward: () => (g, images) => ({ output: between(g, images, input, output, false), kept: [] }),
    backward: () => unparameterisedGradient((g, gradient) => between(g, gradient, output, input, true))
  }
}
