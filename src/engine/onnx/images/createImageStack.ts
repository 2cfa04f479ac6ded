import { cross } from '../../../claims/network/crossing'
import type { Network } from '../../../claims/network/resolveNetwork'
import type { GraphBuilder, Value } from '../graph/graphBuilder'
import { add } from '../graph/operations'
import type { ImageOperators } from './imageOperators'
import { type ImageStack, imageLayersOf, type ParameterValues } from './imageStack'
import { nchwcFits } from './nchwc/nchwcFits'
import { nchwcOperators } from './nchwc/nchwcOperators'
import { plainOperators } from './plain/plainOperators'
import { type Segment, segmentsOf } from './segments'
import { sliced, sliceLength, unsliced } from './slices'
import { type ImageBorders, trainImages } from './trainImages'

/**
 * Makes the image part of a network: blocked where the machine has such kernels and the channels fill whole blocks,
 * else plain.
 *
 * @param pixelScale pixels are divided by it
 * @param block from `probeNchwc`; null for the plain lowering
 */
export function createImageStack(network: Network, pixelScale: number, block: number | null): ImageStack {
  const layers = imageLayersOf(network)
  const operators = block !== null && nchwcFits(layers, block) ? nchwcOperators(block) : plainOperators
  const segments = segmentsOf(operators, layers)
  const [height, width, channels] = layers.at(-1)!.output
  const borders: ImageBorders = {
    fromPixels: (g, bytes) => operators.fromPixels(g, bytes, network.input, pixelScale),
    lastShape: [height!, width!, channels!]
  }
  return {
    lowering: operators.lowering,
    training: (g, minibatch, values) => trainImages(g, operators, borders, segments, minibatch, values),
    inference: (g, images, values) => inferImages(g, operators, borders, segments, images, values)
  }
}

/** Images through all segments in inference mode: nothing needs to be kept, nor to have been seen before. */
function inferImages(
  g: GraphBuilder,
  operators: ImageOperators,
  { fromPixels }: ImageBorders,
  segments: readonly Segment[],
  images: Value,
  parameters: ParameterValues
): Value {
  const prepared = segments.map(({ normalisation, layers }) => ({
    normalise: normalisation?.running(g, parameters) ?? null,
    forward: layers.map((layer) => (typeof layer === 'string' ? layer : layer.layer.forward(g, parameters)))
  }))
  const length = sliceLength(images.shape[0]!, operators.maxSlice)
  const { outputs } = g.scan([], [sliced(g, images, length)], (step, _states, [bytes]) => {
    const held: Value[] = []
    let values = fromPixels(step, bytes!)
    for (const { normalise, forward } of prepared) {
      if (normalise !== null) values = normalise(step, values)
      for (const layer of forward) {
        values =
          typeof layer === 'string'
            ? cross(layer, values, held, (a, b) => add(step, a, b))
            : layer(step, values, null).output
      }
    }
    return { states: [], outputs: [operators.toFeatures(step, values)] }
  })
  return unsliced(g, outputs[0]!)
}
