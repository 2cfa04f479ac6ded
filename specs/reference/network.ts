import { parametersOf } from '../../src/claims/network/parameters'
import type { Network, ResolvedCrossing, ResolvedLayer } from '../../src/claims/network/resolveNetwork'
import type { LabeledImages } from '../../src/data/types'
import { activationPass } from './activation'
import { averagePooling2dPass } from './averagePooling2d'
import { batchNormalizationInference, batchNormalizationPass } from './batchNormalization'
import { conv2dPass } from './conv2d'
import { densePass } from './dense'
import { layerNormalizationPass } from './layerNormalization'
import type { LayerParameters, LayerPass } from './layerPass'
import { localResponseNormalizationPass } from './localResponseNormalization'
import { lossPass } from './loss'
import { maxPooling2dPass } from './maxPooling2d'

/** In the order of `parametersOf`, each row by row in its shape. */
export type Parameters = readonly Float64Array[]

export interface Minibatch {
  /** `[count, height, width, channels]`, scaled. */
  readonly inputs: Float64Array
  /** Classes, or the numbers of targets, row by row. */
  readonly labels: readonly number[]
}

export interface LossAndGradients {
  /** Mean over the minibatch, without the L2 terms. */
  readonly loss: number
  /** Of the loss with the L2 terms; null for what the optimizer does not move. */
  readonly gradients: readonly (Float64Array | null)[]
  /** The running statistics after this minibatch; null for what the optimizer moves. */
  readonly running: readonly (Float64Array | null)[]
}

/** How an image is moved: first flipped, left for right, then shifted; zeros come in. */
export interface MovedImage {
  readonly flipped: boolean
  readonly down: number
  readonly right: number
}

/** @param moved one for each index, on images of this shape; null for images as they are */
export function minibatchOf(
  images: LabeledImages,
  indices: ArrayLike<number>,
  pixelScale: number,
  moved: { readonly moves: readonly MovedImage[]; readonly shape: readonly [number, number, number] } | null = null
): Minibatch {
  const size = images.pixels.length / images.count
  const inputs = new Float64Array(indices.length * size)
  for (let n = 0; n < indices.length; n++) {
    for (let i = 0; i < size; i++) {
      const place = moved === null ? i : placeBefore(i, moved.shape, moved.moves[n]!)
      inputs[n * size + i] = place === null ? 0 : images.pixels[indices[n]! * size + place]! / pixelScale
    }
  }
  const labelSize = images.labels.length / images.count
  const labels = Array.from(indices, (index) => [...images.labels.subarray(index * labelSize, (index + 1) * labelSize)])
  return { inputs, labels: labels.flat() }
}

/** Where the number at a place of a moved image comes from; null for outside of the image. */
function placeBefore(
  place: number,
  [height, width, channels]: readonly [number, number, number],
  { flipped, down, right }: MovedImage
): number | null {
  const row = Math.floor(place / (width * channels)) - down
  const shifted = (Math.floor(place / channels) % width) - right
  if (row < 0 || row >= height || shifted < 0 || shifted >= width) return null
  const column = flipped ? width - 1 - shifted : shifted
  return (row * width + column) * channels + (place % channels)
}

/** Loss and gradients in training mode. @param masks factors of the Dropout layers in order, `[count, units]` each */
export function lossAndGradients(
  network: Network,
  parameters: Parameters,
  { inputs, labels }: Minibatch,
  masks: readonly ArrayLike<number>[]
): LossAndGradients {
  const described = parametersOf(network)
  const gradients: (Float64Array | null)[] = described.map(() => null)
  const running: (Float64Array | null)[] = described.map(() => null)
  /** Puts what a layer says about its parameters in their places in the list. */
  const place = (list: (Float64Array | null)[], layerIndex: number, values: LayerParameters) =>
    described.forEach(({ layer, role }, i) => {
      if (layer === layerIndex && values[role] !== undefined) list[i] = values[role]
    })

  const passes: LayerPass[] = []
  /** Of the residual blocks around a layer: what came to the fork, then what the block made of it. */
  const blocks: { entry: Float64Array; made: Float64Array }[] = []
  let values = inputs
  let numMasks = 0
  for (const [index, layer] of network.layers.entries()) {
    const own = parametersOfLayer(network, parameters, index)
    if (layer.kind === 'dropout') {
      passes.push(dropoutPass(values, masks[numMasks++]!))
    } else if (layer.kind === 'batchNormalization') {
      const pass = batchNormalizationPass(layer, own, values)
      place(running, index, pass.running)
      passes.push(pass)
    } else if (layer.kind === 'fork') {
      blocks.push({ entry: values, made: values })
      passes.push(unchanged(values))
    } else if (layer.kind === 'shortcut') {
      const block = blocks.at(-1)!
      block.made = values
      passes.push(unchanged(block.entry))
    } else if (layer.kind === 'join') {
      const { made } = blocks.pop()!
      passes.push(unchanged(values.map((x, i) => x + made[i]!)))
    } else {
      passes.push(layerPass(layer, own, values))
    }
    values = passes[index]!.output
  }

  const { losses, gradient } = lossPass(network, values, labels, 'training')
  let reached = gradient
  /** Of the residual blocks around a layer: the gradient of the sum, then, once the shortcut is behind, that of its input. */
  const sums: { ofSum: Float64Array; byShortcut: Float64Array }[] = []
  for (let index = passes.length - 1; index >= 0; index--) {
    const { kind } = network.layers[index]!
    if (kind === 'join') sums.push({ ofSum: reached, byShortcut: reached })
    if (kind === 'shortcut') {
      const block = sums.at(-1)!
      block.byShortcut = reached
      reached = block.ofSum
    }
    if (kind === 'fork') {
      const { byShortcut } = sums.pop()!
      reached = reached.map((g, i) => g + byShortcut[i]!)
    }
    const back = passes[index]!.backward(reached)
    place(gradients, index, back.parameters)
    reached = back.input
  }
  return {
    loss: losses.reduce((a, b) => a + b, 0) / losses.length,
    gradients: gradients.map((g, i) => g?.map((value, k) => value + 2 * described[i]!.l2 * parameters[i]![k]!) ?? null),
    running
  }
}

/** The logits in inference mode. @returns `[count, numClasses]` */
export function inferredLogits(network: Network, parameters: Parameters, inputs: Float64Array): Float64Array {
  const entries: Float64Array[] = []
  const made: Float64Array[] = []
  return network.layers.reduce((values, layer, index) => {
    if (layer.kind === 'fork') entries.push(values)
    if (layer.kind === 'shortcut') made.push(values)
    if (layer.kind === 'fork') return values
    if (layer.kind === 'shortcut') return entries.pop()!
    if (layer.kind === 'join') {
      const block = made.pop()!
      return values.map((x, i) => x + block[i]!)
    }
    const own = parametersOfLayer(network, parameters, index)
    if (layer.kind === 'dropout') return values
    if (layer.kind === 'batchNormalization') return batchNormalizationInference(layer, own, values)
    return layerPass(layer, own, values).output
  }, inputs)
}

/** The layers that do the same in training and in inference. */
function layerPass(
  layer: Exclude<ResolvedLayer, { kind: 'dropout' | 'batchNormalization' } | ResolvedCrossing>,
  parameters: LayerParameters,
  input: Float64Array
): LayerPass {
  switch (layer.kind) {
    case 'dense':
      return densePass(layer, parameters, input)
    case 'conv2d':
      return conv2dPass(layer, parameters, input)
    case 'maxPooling2d':
      return maxPooling2dPass(layer, input)
    case 'averagePooling2d':
      return averagePooling2dPass(layer, input)
    case 'layerNormalization':
      return layerNormalizationPass(layer, parameters, input)
    case 'localResponseNormalization':
      return localResponseNormalizationPass(layer, input)
    case 'activation':
      return activationPass(layer, layer.output.at(-1)!, input)
    case 'flatten':
      // In memory an image already lies row by row, channels last.
      return { output: input, backward: (gradient) => ({ input: gradient, parameters: {} }) }
    default:
      return layer satisfies never
  }
}

function unchanged(output: Float64Array): LayerPass {
  return { output, backward: (gradient) => ({ input: gradient, parameters: {} }) }
}

function dropoutPass(input: Float64Array, mask: ArrayLike<number>): LayerPass {
  return {
    output: input.map((x, i) => x * mask[i]!),
    backward: (gradient) => ({ input: gradient.map((g, i) => g * mask[i]!), parameters: {} })
  }
}

function parametersOfLayer(network: Network, parameters: Parameters, index: number): LayerParameters {
  const own = parametersOf(network).flatMap(({ layer, role }, i) => (layer === index ? [[role, parameters[i]!]] : []))
  return Object.fromEntries(own) as LayerParameters
}
