import type { GraphBuilder, Value } from '../graph/graphBuilder'
import type { ParameterValues } from './imageStack'
import type { SegmentLayer } from './segments'
import { scanSlices } from './slices'

/** Tensors over the whole minibatch: `[slices, images of a slice, ...]`. */
export interface SegmentForward {
  /** What `close` made of the output. */
  readonly ends: readonly Value[]
  /** Of each layer, what its gradient needs. */
  readonly kept: readonly (readonly Value[])[]
}

/**
 * The layers of a segment forwards, slice by slice.
 *
 * @param factors of the segment's Dropout layers
 * @param open makes the images from a slice of the entry
 * @param close makes of the output what is needed of it
 */
export function forwardPass(
  g: GraphBuilder,
  layers: readonly SegmentLayer[],
  parameters: ParameterValues,
  { entry, factors }: { readonly entry: Value; readonly factors: readonly Value[] },
  open: (step: GraphBuilder, entry: Value) => Value,
  close: (step: GraphBuilder, output: Value) => readonly Value[]
): SegmentForward {
  const forward = layers.map(({ layer }) => layer.forward(g, parameters))
  let lengths: readonly number[] = []
  const { outputs } = scanSlices(g, [], [entry, ...factors], (step, _states, [first, ...rest]) => {
    const remainingFactors = [...rest]
    let images = open(step, first!)
    const kept = layers.map(({ isDropout }, place) => {
      const result = forward[place]!(step, images, isDropout ? remainingFactors.shift()! : null)
      images = result.output
      return result.kept
    })
    const groups = [close(step, images), ...kept]
    lengths = groups.map(({ length }) => length)
    return { states: [], outputs: groups.flat() }
  })
  const [ends, ...kept] = grouped(outputs, lengths)
  return { ends: ends!, kept }
}

/**
 * The layers of a segment backwards, slice by slice.
 *
 * @param scanned what `open` makes the gradient of the segment's output from, and `close` may need again
 * @param wanted whether the gradient with respect to the segment's input is needed
 * @returns what `close` made of that gradient, and the parameters' gradients
 */
export function backwardPass(
  g: GraphBuilder,
  layers: readonly SegmentLayer[],
  parameters: ParameterValues,
  { kept, scanned, wanted }: { kept: SegmentForward['kept']; scanned: readonly Value[]; wanted: boolean },
  open: (step: GraphBuilder, scanned: readonly Value[]) => Value,
  close: (step: GraphBuilder, gradient: Value, scanned: readonly Value[]) => readonly Value[]
): { readonly ends: readonly Value[]; readonly gradients: ParameterValues } {
  const backward = layers.map(({ layer }, place) => layer.backward(g, parameters, wanted || place > 0))
  const keptLengths = [scanned, ...kept].map(({ length }) => length)
  const sumLengths = backward.map(({ sums }) => sums.length)
  const zeros = backward.flatMap(({ sums }) => sums)
  // Nothing before these layers learns, nor they themselves.
  if (zeros.length === 0 && !wanted) return { ends: [], gradients: new Map() }
  const { states, outputs } = scanSlices(g, zeros, [scanned, ...kept].flat(), (step, states, slices) => {
    const [own, ...keptSlices] = grouped(slices, keptLengths)
    const sums = [...grouped(states, sumLengths)]
    let gradient: Value | null = open(step, own!)
    for (let place = layers.length - 1; place >= 0; place--) {
      const result = backward[place]!.slice(step, gradient!, keptSlices[place]!, sums[place]!)
      gradient = result.input
      sums[place] = result.sums
    }
    return { states: sums.flat(), outputs: wanted ? close(step, gradient!, own!) : [] }
  })
  const sums = grouped(states, sumLengths)
  const gradients = new Map(backward.flatMap((layer, place) => [...layer.parameters(g, sums[place]!)]))
  return { ends: outputs, gradients }
}

function grouped(values: readonly Value[], lengths: readonly number[]): readonly (readonly Value[])[] {
  let start = 0
  return lengths.map((length) => {
    start += length
    return values.slice(start - length, start)
  })
}
