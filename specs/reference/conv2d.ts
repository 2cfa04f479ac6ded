import { type ResolvedConv2D, sizeOf } from '../../src/claims/network/resolveNetwork'
import type { LayerParameters, LayerPass } from './layerPass'
import { tapsOf } from './taps'

/** y[r, c, f] = b_f + sum over i, j, k of x[s r + i - pad, s c + j - pad, k] w[i, j, k, f]; outside the image x is 0. */
export function conv2dPass(layer: ResolvedConv2D, { kernel, bias }: LayerParameters, input: Float64Array): LayerPass {
  const weights = kernel!
  const channels = layer.input[2]
  const filters = layer.output[2]
  const inputSize = sizeOf(layer.input)
  const outputSize = sizeOf(layer.output)
  const count = input.length / inputSize
  const taps = tapsOf(layer.input, layer.output, layer.window)
  const output = new Float64Array(count * outputSize)
  for (let i = 0; i < output.length; i++) output[i] = bias?.[i % filters] ?? 0
  for (let n = 0; n < count; n++) {
    for (const { to, from, place } of taps) {
      const target = n * outputSize + to * filters
      for (let k = 0; k < channels; k++) {
        const x = input[n * inputSize + from * channels + k]!
        const row = (place * channels + k) * filters
        for (let f = 0; f < filters; f++) output[target + f]! += x * weights[row + f]!
      }
    }
  }
  return {
    output,
    backward: (gradient) => {
      const toInput = new Float64Array(input.length)
      const toKernel = new Float64Array(weights.length)
      const toBias = new Float64Array(filters)
      for (let i = 0; i < gradient.length; i++) toBias[i % filters]! += gradient[i]!
      for (let n = 0; n < count; n++) {
        for (const { to, from, place } of taps) {
          const target = n * outputSize + to * filters
          for (let k = 0; k < channels; k++) {
            const source = n * inputSize + from * channels + k
            const x = input[source]!
            const row = (place * channels + k) * filters
            let sum = 0
            for (let f = 0; f < filters; f++) {
              const g = gradient[target + f]!
              toKernel[row + f]! += x * g
              sum += g * weights[row + f]!
            }
            toInput[source]! += sum
          }
        }
      }
      return {
        input: toInput,
        parameters: bias === undefined ? { kernel: toKernel } : { kernel: toKernel, bias: toBias }
      }
    }
  }
}
