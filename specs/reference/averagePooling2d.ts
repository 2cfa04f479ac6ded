import { type ResolvedLayer, sizeOf } from '../../src/claims/network/resolveNetwork'
import type { LayerPass } from './layerPass'
import { tapsOf } from './taps'

type AveragePooling2D = Extract<ResolvedLayer, { kind: 'averagePooling2d' }>

/** The mean of each window, per channel, over the places that lie in the image. */
export function averagePooling2dPass(layer: AveragePooling2D, input: Float64Array): LayerPass {
  const channels = layer.input[2]
  const [inputSize, outputSize] = [sizeOf(layer.input), sizeOf(layer.output)]
  const count = input.length / inputSize
  const taps = tapsOf(layer.input, layer.output, layer.window)
  const numInside = new Float64Array(layer.output[0] * layer.output[1])
  for (const { to } of taps) numInside[to]! += 1
  const output = new Float64Array(count * outputSize)
  /** Every number that goes into a mean, with its share. */
  const each = (visit: (source: number, target: number, share: number) => void): void => {
    for (let n = 0; n < count; n++) {
      for (const { to, from } of taps) {
        for (let k = 0; k < channels; k++) {
          visit(n * inputSize + from * channels + k, n * outputSize + to * channels + k, 1 / numInside[to]!)
        }
      }
    }
  }
  each((source, target, share) => {
    output[target]! += share * input[source]!
  })
  return {
    output,
    backward: (gradient) => {
      const toInput = new Float64Array(input.length)
      each((source, target, share) => {
        toInput[source]! += share * gradient[target]!
      })
      return { input: toInput, parameters: {} }
    }
  }
}
