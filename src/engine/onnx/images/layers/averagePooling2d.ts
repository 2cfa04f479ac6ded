import type { ResolvedUnparameterised } from '../../../../claims/network/resolveNetwork'
import { averagingMatrices } from '../../../../claims/network/window'
import type { GraphBuilder, Value } from '../../graph/graphBuilder'
import { matMul, reshape } from '../../graph/operations'
import type { ImageOperators } from '../imageOperators'
import { type ImageLayer, unparameterisedGradient } from './imageLayer'

/** The mean of each window: of every image a product along its rows and one along its columns, and back their transposes. */
export function averagePooling2d(
  operators: ImageOperators,
  { window, input, output }: Extract<ResolvedUnparameterised, { kind: 'averagePooling2d' }>
): ImageLayer {
  const [rowMeans, columnMeans] = averagingMatrices(input, window)
  const [height, width, channels] = input
  const [rows, columns] = output

  function forward(g: GraphBuilder, images: Value): Value {
    const count = images.shape[0]!
    const pixels = reshape(g, operators.toFeatures(g, images), [count, height, width * channels])
    const alongRows = matMul(g, g.constant('float32', [rows, height], [...rowMeans]), pixels)
    const lines = reshape(g, alongRows, [count * rows, width, channels])
    const means = matMul(g, g.constant('float32', [columns, width], [...columnMeans]), lines)
    return operators.fromFeatures(g, reshape(g, means, [count, rows * columns * channels]), output)
  }

  function backward(g: GraphBuilder, gradient: Value): Value {
    const count = gradient.shape[0]!
    const lines = reshape(g, operators.toFeatures(g, gradient), [count * rows, columns, channels])
    const columnShares = g.constant('float32', [columns, width], [...columnMeans])
    const alongColumns = matMul(g, columnShares, lines, { transposeA: true })
    const pixels = reshape(g, alongColumns, [count, rows, width * channels])
    const shares = matMul(g, g.constant('float32', [rows, height], [...rowMeans]), pixels, { transposeA: true })
    return operators.fromFeatures(g, reshape(g, shares, [count, height * width * channels]), input)
  }

  return {
    forward: () => (g, images) => ({ output: forward(g, images), kept: [] }),
    backward: () => unparameterisedGradient(backward)
  }
}
