import type { Nonlinearity } from '../../../../claims/network/resolveNetwork'
import type { GraphBuilder, Value } from '../../graph/graphBuilder'
import { approximate, multiply, reduce, softmax, subtract } from '../../graph/operations'
import { elementwise } from '../../nonlinearity'
import type { ImageOperators } from '../imageOperators'
import { type ImageLayer, unparameterisedGradient } from './imageLayer'
import { fromPixelRows, pixelRows } from './pixelRows'

/** An elementwise function, or the softmax over the channels. */
export function activation(operators: ImageOperators, nonlinearity: Nonlinearity): ImageLayer {
  const each = elementwise(nonlinearity)
  return {
    forward: () => (g, images) => {
      const output =
        each === null
          ? fromPixelRows(g, operators, softmax(g, pixelRows(g, operators, images), 1), images)
          : each.activate(g, images, approximate)
      return { output, kept: [each?.at === 'input' ? images : output] }
    },
    backward: () =>
      unparameterisedGradient((g, gradient, [at]) =>
        each === null ? softmaxGradient(g, operators, gradient, at!) : each.gradient(g, at!, gradient, approximate)
      )
  }
}

function softmaxGradient(g: GraphBuilder, operators: ImageOperators, gradient: Value, output: Value): Value {
  const [y, dy] = [pixelRows(g, operators, output), pixelRows(g, operators, gradient)]
  const mean = reduce(g, 'ReduceSum', multiply(g, dy, y), [1])
  return fromPixelRows(g, operators, multiply(g, y, subtract(g, dy, mean)), output)
}
