import type { ResolvedDense } from '../../src/claims/network/resolveNetwork'
import type { LayerParameters, LayerPass } from './layerPass'

/** y_u = b_u + sum_i x_i w_iu */
export function densePass(layer: ResolvedDense, { kernel, bias }: LayerParameters, input: Float64Array): LayerPass {
  const weights = kernel!
  const inputs = layer.input[0]
  const units = layer.output[0]
  const count = input.length / inputs
  const output = new Float64Array(count * units)
  for (let n = 0; n < count; n++) {
    for (let u = 0; u < units; u++) output[n * units + u] = bias?.[u] ?? 0
    for (let i = 0; i < inputs; i++) {
      const x = input[n * inputs + i]!
      for (let u = 0; u < units; u++) output[n * units + u]! += x * weights[i * units + u]!
    }
  }
  return {
    output,
    backward: (gradient) => {
      const toInput = new Float64Array(input.length)
      const toKernel = new Float64Array(weights.length)
      const toBias = new Float64Array(units)
      for (let n = 0; n < count; n++) {
        for (let u = 0; u < units; u++) toBias[u]! += gradient[n * units + u]!
        for (let i = 0; i < inputs; i++) {
          const x = input[n * inputs + i]!
          let sum = 0
          for (let u = 0; u < units; u++) {
            const g = gradient[n * units + u]!
            toKernel[i * units + u]! += x * g
            sum += g * weights[i * units + u]!
          }
          toInput[n * inputs + i] = sum
        }
      }
      return {
        input: toInput,
        parameters: bias === undefined ? { kernel: toKernel } : { kernel: toKernel, bias: toBias }
      }
    }
  }
}
