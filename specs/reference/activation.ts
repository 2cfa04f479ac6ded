import cephes from 'cephes'
import type { Nonlinearity } from '../../src/claims/network/resolveNetwork'
import type { LayerPass } from './layerPass'

// In Jest's VM context every look at the global `Math` is a call into the host.
const { exp, tanh, sqrt, PI } = Math
const { ndtr } = cephes

/** @param units length of the last axis, over which softmax normalises */
export function activationPass(layer: Nonlinearity, units: number, input: Float64Array): LayerPass {
  const output = activated(layer, units, input)
  return {
    output,
    backward: (gradient) => ({ input: throughActivation(layer, units, input, output, gradient), parameters: {} })
  }
}

function activated(layer: Nonlinearity, units: number, input: Float64Array): Float64Array {
  switch (layer.activation) {
    case 'relu':
      return input.map((x) => (x > 0 ? x : 0))
    case 'leaky_relu':
      return input.map((x) => (x > 0 ? x : layer.slope * x))
    case 'gelu':
      return input.map((x) => x * ndtr(x))
    case 'silu':
      return input.map((x) => x / (1 + exp(-x)))
    case 'tanh':
      return input.map((x) => tanh(x))
    case 'sigmoid':
      return input.map((x) => 1 / (1 + exp(-x)))
    case 'softmax':
      return softmaxRows(input, units)
    default:
      return layer satisfies never
  }
}

/**
 * relu' is 1 where y > 0, so 0 at 0; tanh' = 1 - y^2; sigmoid' = y (1 - y); gelu' = Phi(x) + x phi(x), phi the density of Phi;
 * silu' = s + x s (1 - s), s = sigmoid(x).
 */
function throughActivation(
  layer: Nonlinearity,
  units: number,
  input: Float64Array,
  output: Float64Array,
  gradient: Float64Array
): Float64Array {
  switch (layer.activation) {
    case 'relu':
      return gradient.map((g, i) => (output[i]! > 0 ? g : 0))
    case 'leaky_relu':
      return gradient.map((g, i) => (input[i]! > 0 ? g : layer.slope * g))
    case 'gelu':
      return gradient.map((g, i) => {
        const x = input[i]!
        return g * (ndtr(x) + (x * exp(-0.5 * x * x)) / sqrt(2 * PI))
      })
    case 'silu':
      return gradient.map((g, i) => {
        const s = 1 / (1 + exp(-input[i]!))
        return g * (s + input[i]! * s * (1 - s))
      })
    case 'tanh':
      return gradient.map((g, i) => g * (1 - output[i]! ** 2))
    case 'sigmoid':
      return gradient.map((g, i) => g * output[i]! * (1 - output[i]!))
    case 'softmax':
      return throughSoftmax(output, gradient, units)
    default:
      return layer satisfies never
  }
}

/** exp(x_u) / sum exp(x), row by row. */
export function softmaxRows(input: Float64Array, units: number): Float64Array {
  const output = new Float64Array(input.length)
  for (let start = 0; start < input.length; start += units) {
    const row = input.subarray(start, start + units)
    const largest = Math.max(...row)
    const exponentials = row.map((x) => exp(x - largest))
    const total = exponentials.reduce((a, b) => a + b, 0)
    output.set(
      exponentials.map((value) => value / total),
      start
    )
  }
  return output
}

/** y_u (g_u - sum_v g_v y_v), row by row. */
export function throughSoftmax(output: Float64Array, gradient: Float64Array, units: number): Float64Array {
  const result = new Float64Array(output.length)
  for (let start = 0; start < output.length; start += units) {
    let mean = 0
    for (let i = start; i < start + units; i++) mean += gradient[i]! * output[i]!
    for (let i = start; i < start + units; i++) result[i] = output[i]! * (gradient[i]! - mean)
  }
  return result
}
