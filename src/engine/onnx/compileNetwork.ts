import { type Crossing, cross, crossBack, isCrossing } from '../../claims/network/crossing'
import { type Parameter, parametersOf } from '../../claims/network/parameters'
import { type Network, type ResolvedCrossing, type ResolvedLayer, sizeOf } from '../../claims/network/resolveNetwork'
import { valuesLike } from '../../data/slice'
import type { ImageValues } from '../../data/types'
import type { GraphBuilder, Value } from './graph/graphBuilder'
import { add, cast, reshape } from './graph/operations'
import { type ImageStack, imageLayersOf } from './images/imageStack'
import { lowerActivation } from './layers/activation'
import { asColumns, gradientOfColumns } from './layers/asColumns'
import { lowerBatchNormalization } from './layers/batchNormalization'
import { lowerDense } from './layers/dense'
import { lowerDropout } from './layers/dropout'
import { lowerLayerNormalization } from './layers/layerNormalization'
import type { LayerPass, LoweredLayer, Vectors } from './layers/loweredLayer'
import type { StateTensor, StateValues } from './states'

/** What the values of images are. */
export interface Pixels {
  readonly type: 'uint8' | 'float32'
  /** They are divided by this. */
  readonly scale: number
}

/** A network as graphs: what state it keeps, and its passes over a minibatch. */
export interface CompiledNetwork {
  readonly states: readonly StateTensor[]
  /** Of the values of images. */
  readonly pixelType: Pixels['type']
  /** Values of a resident image, bytes where they are pixels. */
  readonly imageBytes: number
  /** `count x imageBytes`, from `[height, width, channels]`. */
  arrangeImages(pixels: ImageValues, count: number): ImageValues
  readonly dropouts: readonly DropoutPlace[]
  /**
   * @param images of `pixelType`, `[batch, imageBytes]`
   * @param dropout factors, one for each of `dropouts`
   */
  training(g: GraphBuilder, images: Value, states: StateValues, dropout: readonly Value[]): NetworkPass
  /** Logits, `[members, classes, n]`. @param images of `pixelType`, `[n, imageBytes]` */
  inference(g: GraphBuilder, images: Value, states: StateValues): Value
}

export interface DropoutPlace {
  /** Factors an example. */
  readonly units: number
  readonly rate: number
  /** `rows`: `[batch, units]`, `columns`: `[1, units, batch]`. */
  readonly layout: 'rows' | 'columns'
}

export interface NetworkPass {
  /** `[members, classes, batch]` */
  readonly logits: Value
  readonly statistics: StateValues
  /** Gradients of the trained states, `[members, rows, columns]`. @param gradient with respect to the logits */
  backward(gradient: Value): StateValues
}

/**
 * Puts a network together from its lowered layers: images first, where there are convolutions, then vectors.
 *
 * @param members A, runs that are trained together; 1 where `images` is given
 * @param images the image part; null where the pixels go straight into vectors
 */
export function compileNetwork(
  network: Network,
  { type: pixelType, scale: pixelScale }: Pixels,
  members: number,
  images: ImageStack | null
): CompiledNetwork {
  const imageLayers = imageLayersOf(network)
  const vectorLayers = network.layers.slice(imageLayers.length + 1)
  const hasOnes = images === null && hasBias(vectorLayers[0]) && isByte(pixelScale)
  const first = imageLayers.length + 1
  const lowered = vectorLayers.map((layer, place): LoweredLayer | Crossing =>
    isCrossing(layer) ? layer.kind : lowerVectorLayer(layer, first + place, members, place === 0 && hasOnes)
  )
  const statesOf = (part: typeof lowered) => part.flatMap((layer) => (typeof layer === 'string' ? [] : layer.states))
  const parameters = imageParameters(network, imageLayers.length)
  // A layer with parameters before it wants the gradient of its input.
  const wanted = lowered.map((_, place) => parameters.length > 0 || statesOf(lowered.slice(0, place)).length > 0)
  const numPixels = network.input[0] * network.input[1] * network.input[2]

  const pixelRows = (g: GraphBuilder, bytes: Value): Vectors => {
    return { layout: 'rows', value: cast(g, bytes, 'float32'), scale: 1 / pixelScale, hasOnes }
  }
  const imageValues = (g: GraphBuilder, states: StateValues): StateValues =>
    new Map(parameters.map(({ name, shape }) => [name, reshape(g, states.get(name)!, shape)]))
  const featureRows = (value: Value): Vectors => ({ layout: 'rows', value, scale: 1, hasOnes: false })

  return {
    states: [...parameters.map(imageState), ...statesOf(lowered)],
    pixelType,
    imageBytes: numPixels + Number(hasOnes),
    arrangeImages: (pixels, count) => (hasOnes ? withOnes(pixels, count, numPixels, pixelScale) : pixels),
    dropouts: [...dropoutPlaces(imageLayers), ...dropoutPlaces(vectorLayers)],
    training: (g, bytes, states, dropout) => {
      const numImageDropouts = imageLayers.filter(({ kind }) => kind === 'dropout').length
      const imagePass = images?.training(
        g,
        { images: bytes, dropout: dropout.slice(0, numImageDropouts) },
        imageValues(g, states)
      )
      const statistics = new Map<string, Value>(imagePass?.statistics ?? [])
      let vectors = imagePass === undefined ? pixelRows(g, bytes) : featureRows(imagePass.features)
      let nextDropout = numImageDropouts
      const held: Vectors[] = []
      const passes = lowered.map((layer): LayerPass | CrossingPass => {
        if (typeof layer === 'string') {
          const input = vectors
          vectors = crossVectors(g, layer, input, held)
          return { crossing: layer, input }
        }
        const pass = layer.training(g, vectors, states, layer.dropoutUnits > 0 ? dropout[nextDropout++]! : null)
        for (const [name, value] of pass.statistics) statistics.set(name, value)
        vectors = pass.output
        return pass
      })
      return {
        logits: vectors.value,
        statistics,
        backward: (gradientOfLogits) => {
          const gradients = new Map<string, Value>()
          const heldGradients: Value[] = []
          let gradient: Value | null = gradientOfLogits
          for (let place = passes.length - 1; place >= 0 && gradient !== null; place--) {
            const pass = passes[place]!
            if ('crossing' in pass) {
              const { crossing, input } = pass
              const gone: Value = crossBack(crossing, gradient, heldGradients, (a, b) => add(g, a, b))
              gradient = crossing === 'fork' ? gradientOfColumns(g, input, gone) : gone
              continue
            }
            const back = pass.backward(gradient, wanted[place]!)
            for (const [name, value] of back.states) gradients.set(name, value)
            gradient = back.input
          }
          if (imagePass !== undefined && gradient !== null)
            for (const [name, value] of imagePass.backward(gradient)) gradients.set(name, value)
          return gradients
        }
      }
    },
    inference: (g, bytes, states) => {
      let vectors =
        images === null ? pixelRows(g, bytes) : featureRows(images.inference(g, bytes, imageValues(g, states)))
      const held: Vectors[] = []
      for (const layer of lowered) {
        vectors =
          typeof layer === 'string' ? crossVectors(g, layer, vectors, held) : layer.inference(g, vectors, states)
      }
      return vectors.value
    }
  }
}

interface CrossingPass {
  readonly crossing: Crossing
  readonly input: Vectors
}

/** From a fork on, vectors are columns. */
function crossVectors(g: GraphBuilder, crossing: Crossing, vectors: Vectors, held: Vectors[]): Vectors {
  const columns: Vectors = { layout: 'columns', value: asColumns(g, vectors) }
  return cross(crossing, columns, held, (a, b) => ({ layout: 'columns', value: add(g, a.value, b.value) }))
}

function lowerVectorLayer(
  layer: Exclude<ResolvedLayer, ResolvedCrossing>,
  index: number,
  members: number,
  hasOnes: boolean
): LoweredLayer {
  switch (layer.kind) {
    case 'dense':
      return lowerDense(layer, index, hasOnes)
    case 'activation':
      return lowerActivation(layer)
    case 'dropout':
      return lowerDropout(layer.output[0]!)
    case 'batchNormalization':
      return lowerBatchNormalization(layer, index, members)
    case 'layerNormalization':
      return lowerLayerNormalization(layer, index, members)
    case 'averagePooling2d':
    case 'conv2d':
    case 'flatten':
    case 'localResponseNormalization':
    case 'maxPooling2d':
      throw new Error(`a ${layer.kind} layer works on images`)
    default:
      return layer satisfies never
  }
}

/** The image layers' parameters as they are, in one row each. */
function imageParameters(network: Network, numImageLayers: number): readonly Parameter[] {
  return parametersOf(network).filter(({ layer }) => layer < numImageLayers)
}

function imageState({ name, shape, trained, l2 }: Parameter): StateTensor {
  const places = Uint32Array.from({ length: sizeOf(shape) }, (_, place) => place)
  return { name, rows: 1, columns: places.length, trained, parts: [{ parameter: name, places, l2 }] }
}

/** Vectors are rows as long as nothing but Dropout has seen them. */
function dropoutPlaces(layers: readonly ResolvedLayer[]): DropoutPlace[] {
  const isImage = layers[0]?.output.length === 3
  const firstColumns = isImage ? layers.length : layers.findIndex(({ kind }) => kind !== 'dropout')
  return layers.flatMap((layer, place): DropoutPlace[] => {
    if (layer.kind !== 'dropout') return []
    return [
      {
        units: sizeOf(layer.output),
        rate: layer.rate,
        layout: place < firstColumns ? 'rows' : 'columns'
      }
    ]
  })
}

function hasBias(layer: ResolvedLayer | undefined): boolean {
  return layer?.kind === 'dense' && layer.bias !== null
}

/** Whether a bias column of pixels can hold the scale itself, so that it counts as 1. */
function isByte(pixelScale: number): boolean {
  return Number.isInteger(pixelScale) && pixelScale >= 1 && pixelScale <= 255
}

function withOnes(pixels: ImageValues, count: number, numPixels: number, pixelScale: number): ImageValues {
  const rows = valuesLike(pixels, count * (numPixels + 1))
  for (let row = 0; row < count; row++) {
    const start = row * (numPixels + 1)
    rows.set(pixels.subarray(row * numPixels, (row + 1) * numPixels), start)
    rows[start + numPixels] = pixelScale
  }
  return rows
}
