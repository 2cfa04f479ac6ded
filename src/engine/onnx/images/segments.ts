import { type Crossing, isCrossing } from '../../../claims/network/crossing'
import type {
  ResolvedBatchNormalization,
  ResolvedCrossing,
  ResolvedLayer
} from '../../../claims/network/resolveNetwork'
import type { ImageOperators } from './imageOperators'
import { activation } from './layers/activation'
import { averagePooling2d } from './layers/averagePooling2d'
import { batchNormalization } from './layers/batchNormalization'
import { conv2d } from './layers/conv2d'
import { dropout } from './layers/dropout'
import type { ImageLayer } from './layers/imageLayer'
import { layerNormalization } from './layers/layerNormalization'
import { localResponseNormalization } from './layers/localResponseNormalization'
import { maxPooling2d } from './layers/maxPooling2d'

export type ImageBatchNormalization = ReturnType<typeof batchNormalization>

/**
 * Layers through which a few images go on their own. Only a batch normalisation needs to have seen all of them first:
 * one begins each segment but the first.
 */
export interface Segment {
  readonly normalisation: ImageBatchNormalization | null
  readonly layers: readonly SegmentLayer[]
}

export type SegmentLayer = Crossing | { readonly layer: ImageLayer; readonly isDropout: boolean }

/** How many of the layers are Dropout layers. */
export function numDropouts(layers: readonly SegmentLayer[]): number {
  return layers.filter((layer) => typeof layer !== 'string' && layer.isDropout).length
}

/** A layer with its index in the network, as its parameters are named. */
interface IndexedLayer {
  readonly index: number
  readonly layer: ResolvedLayer
}

/** @param layers of the network, from its first one */
export function segmentsOf(operators: ImageOperators, layers: readonly ResolvedLayer[]): readonly Segment[] {
  const ordered = poolBeforeRelu(layers.map((layer, index) => ({ layer, index })))
  const segments: { normalisation: ImageBatchNormalization | null; layers: SegmentLayer[] }[] = [
    { normalisation: null, layers: [] }
  ]
  for (const [place, { layer, index }] of ordered.entries()) {
    if (layer.kind === 'batchNormalization') {
      segments.push({ normalisation: batchNormalization(operators, layer, index), layers: [] })
      continue
    }
    if (isCrossing(layer)) {
      segments.at(-1)!.layers.push(layer.kind)
      continue
    }
    const before = ordered[place - 1]?.layer.kind
    if (isRelu(layer) && (before === 'conv2d' || before === 'maxPooling2d')) continue
    const image = imageLayer(operators, layer, index, isRelu(ordered[place + 1]?.layer))
    segments.at(-1)!.layers.push({ layer: image, isDropout: layer.kind === 'dropout' })
  }
  return segments
}

function imageLayer(
  operators: ImageOperators,
  layer: Exclude<ResolvedLayer, ResolvedBatchNormalization | ResolvedCrossing>,
  index: number,
  isBeforeRelu: boolean
): ImageLayer {
  switch (layer.kind) {
    case 'conv2d':
      return conv2d(operators, layer, index, isBeforeRelu)
    case 'maxPooling2d':
      return maxPooling2d(operators, layer, isBeforeRelu)
    case 'averagePooling2d':
      return averagePooling2d(operators, layer)
    case 'layerNormalization':
      return layerNormalization(operators, layer, index)
    case 'localResponseNormalization':
      return localResponseNormalization(operators, layer)
    case 'activation':
      return activation(operators, layer)
    case 'dropout': {
      const [height, width, channels] = layer.output
      return dropout(operators, [height!, width!, channels!])
    }
    case 'dense':
    case 'flatten':
      throw new Error(`a ${layer.kind} layer ends the images`)
    default:
      return layer satisfies never
  }
}

/**
 * The largest of the rectified is the rectified largest, and the gradients are the same: where it is positive, the same
 * place wins; elsewhere there is none. After the pooling there is less to rectify.
 */
function poolBeforeRelu(layers: readonly IndexedLayer[]): readonly IndexedLayer[] {
  const ordered = [...layers]
  for (let place = 1; place < ordered.length; place++) {
    const [before, after] = [ordered[place - 1]!, ordered[place]!]
    if (isRelu(before.layer) && after.layer.kind === 'maxPooling2d') {
      ordered[place - 1] = after
      ordered[place] = before
    }
  }
  return ordered
}

function isRelu(layer: ResolvedLayer | undefined): boolean {
  return layer?.kind === 'activation' && layer.activation === 'relu'
}
