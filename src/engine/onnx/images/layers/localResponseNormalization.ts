import type { ResolvedUnparameterised } from '../../../../claims/network/resolveNetwork'
import type { GraphBuilder, Value } from '../../graph/graphBuilder'
import { add, approximate, divide, multiply, unary } from '../../graph/operations'
import type { ImageOperators } from '../imageOperators'
import { type ImageLayer, unparameterisedGradient } from './imageLayer'

/**
 * y = x s^-beta, s = bias + alpha W(x^2), W the sum over channels c - radius .. c + radius: a convolution with a 1 x 1
 * kernel, symmetric in its channels.
 *
 *     dx = dy s^-beta - 2 alpha beta x W(dy x s^(-beta - 1))
 */
export function localResponseNormalization(
  operators: ImageOperators,
  layer: Extract<ResolvedUnparameterised, { kind: 'localResponseNormalization' }>
): ImageLayer {
  const { depthRadius, bias, alpha, beta } = layer
  const channels = layer.input[2]
  /** `factor` times the window's sum. */
  const windowSum = (g: GraphBuilder, factor: number) => {
    const band = Array.from({ length: channels * channels }, (_, place) => {
      const distance = Math.abs(Math.floor(place / channels) - (place % channels))
      return distance <= depthRadius ? factor : 0
    })
    const kernel = g.constant('float32', [1, 1, channels, channels], band)
    return operators.convolution(g, kernel, layer.input, SINGLE_PIXEL)
  }
  return {
    forward: (g) => {
      const sumSquares = windowSum(g, alpha)
      const offset = g.constant('float32', [channels], new Array<number>(channels).fill(bias))
      return (g, x) => {
        const scale = sumSquares(g, multiply(g, x, x), { bias: offset, rectified: false })
        const factor = negativePower(g, scale, beta)
        return { output: multiply(g, x, factor), kept: [x, scale, factor] }
      }
    },
    backward: (g) => {
      const sum = windowSum(g, -2 * alpha * beta)
      return unparameterisedGradient((g, gradient, [x, scale, factor]) => {
        const direct = multiply(g, gradient, factor!)
        const throughScale = sum(g, divide(g, multiply(g, direct, x!), scale!), { bias: null, rectified: false })
        return add(g, direct, multiply(g, x!, throughScale))
      })
    }
  }
}

const SINGLE_PIXEL = { size: [1, 1], strides: [1, 1], padRows: [0, 0], padColumns: [0, 0] } as const

/** x^-beta for positive x; roots for the exponents of the papers, since `Pow` takes twenty times as long. */
function negativePower(g: GraphBuilder, x: Value, beta: number): Value {
  if (beta === 1) return unary(g, 'Reciprocal', x)
  if (beta === 0.5) return unary(g, 'Reciprocal', unary(g, 'Sqrt', x))
  if (beta === 0.75) {
    const root = unary(g, 'Sqrt', x)
    return unary(g, 'Reciprocal', multiply(g, root, unary(g, 'Sqrt', root)))
  }
  return approximate(g, 'Exp', multiply(g, approximate(g, 'Log', x), g.scalar(-beta)))
}
