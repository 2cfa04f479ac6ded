import type { Activation } from '../../../../claims/types'
import type { GraphBuilder, Value } from '../../graph/graphBuilder'
import { approximate, multiply, reduce, reshape, softmax, step, subtract, unary } from '../../graph/operations'
import type { ImageOperators } from '../imageOperators'
import { type ImageLayer, unparameterisedGradient } from './imageLayer'

/** An elementwise function, or the softmax over the channels; every gradient is a function of the output alone. */
export function activation(operators: ImageOperators, kind: Exclude<Activation, 'linear'>): ImageLayer {
  return {
    forward: () => (g, images) => {
      const output = activate(g, operators, kind, images)
      return { output, kept: [output] }
    },
    backward: () =>
      unparameterisedGradient((g, gradient, [output]) => inputGradient(g, operators, kind, gradient, output!))
  }
}

function activate(
  g: GraphBuilder,
  operators: ImageOperators,
  kind: Exclude<Activation, 'linear'>,
  images: Value
): Value {
  switch (kind) {
    case 'relu':
      return unary(g, 'Relu', images)
    case 'tanh':
      return approximate(g, 'Tanh', images)
    case 'sigmoid':
      return approximate(g, 'Sigmoid', images)
    case 'softmax':
      return fromPixelRows(g, operators, softmax(g, pixelRows(g, operators, images), 1), images)
    default:
      return kind satisfies never
  }
}

function inputGradient(
  g: GraphBuilder,
  operators: ImageOperators,
  kind: Exclude<Activation, 'linear'>,
  gradient: Value,
  output: Value
): Value {
  switch (kind) {
    case 'relu':
      return multiply(g, gradient, step(g, output))
    case 'tanh':
      return multiply(g, gradient, subtract(g, g.scalar(1), multiply(g, output, output)))
    case 'sigmoid':
      return multiply(g, gradient, multiply(g, output, subtract(g, g.scalar(1), output)))
    case 'softmax': {
      const [y, dy] = [pixelRows(g, operators, output), pixelRows(g, operators, gradient)]
      const mean = reduce(g, 'ReduceSum', multiply(g, dy, y), [1])
      return fromPixelRows(g, operators, multiply(g, y, subtract(g, dy, mean)), output)
    }
    default:
      return kind satisfies never
  }
}

/** `[pixels, channels]` */
function pixelRows(g: GraphBuilder, operators: ImageOperators, images: Value): Value {
  const [count, channels, height, width] = images.shape
  return reshape(g, operators.toFeatures(g, images), [count! * height! * width!, channels!])
}

function fromPixelRows(g: GraphBuilder, operators: ImageOperators, rows: Value, { shape }: Value): Value {
  const [count, channels, height, width] = shape
  const features = reshape(g, rows, [count!, height! * width! * channels!])
  return operators.fromFeatures(g, features, [height!, width!, channels!])
}
