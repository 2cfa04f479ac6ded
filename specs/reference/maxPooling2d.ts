import { type ResolvedLayer, sizeOf } from '../../src/claims/network/resolveNetwork'
import type { LayerPass } from './layerPass'
import { tapsOf } from './taps'

type MaxPooling2D = Extract<ResolvedLayer, { kind: 'maxPooling2d' }>

/** The largest value of each window, per channel; padding never wins. The first of equals, row by row, gets the gradient. */
export function maxPooling2dPass(layer: MaxPooling2D, input: Float64Array): LayerPass {
  const channels = layer.input[2]
  const inputSize = sizeOf(layer.input)
  const outputSize = sizeOf(layer.output)
  const count = input.length / inputSize
  const taps = tapsOf(layer.input, layer.output, layer.window)
  const output = new Float64Array(count * outputSize).fill(Number.NEGATIVE_INFINITY)
  const winners = new Int32Array(output.length)
  for (let n = 0; n < count; n++) {
    for (const { to, from } of taps) {
      for (let k = 0; k < channels; k++) {
        const source = n * inputSize + from * channels + k
        const target = n * outputSize + to * channels + k
        if (input[source]! > output[target]!) {
          output[target] = input[source]!
          winners[target] = source
        }
      }
    }
  }
  return {
    output,
    backward: (gradient) => {
      const toInput = new Float64Array(input.length)
      for (let i = 0; i < gradient.length; i++) toInput[winners[i]!]! += gradient[i]!
      return { input: toInput, parameters: {} }
    }
  }
}
