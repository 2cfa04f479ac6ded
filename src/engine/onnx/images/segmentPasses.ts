import { cross, crossBack } from '../../../claims/network/crossing'
import type { GraphBuilder, Value } from '../graph/graphBuilder'
import { add } from '../graph/operations'
import type { ParameterValues } from './imageStack'
import type { SegmentLayer } from './segments'
import { scanSlices } from './slices'

/** Tensors over the whole minibatch: `[slices, images of a slice, ...]`. */
export interface SegmentForward {
  /** What `close` made of the output. */
  readonly ends: readonly Value[]
  /** Images that residual blocks hold at the segment's end. */
  readonly held: readonly Value[]
  /** Of each layer, what its gradient needs. */
  readonly kept: readonly (readonly Value[])[]
}

export interface SegmentEntry {
  readonly entry: Value
  /** Images that residual blocks hold at the segment's beginning. */
  readonly held: readonly Value[]
  /** Of the segment's Dropout layers. */
  readonly factors: readonly Value[]
}

/**
 * The layers of a segment forwards, slice by slice.
 *
 * @param open makes the images from a slice of the entry
 * @param close makes of the output what is needed of it
 */
export function forwardPass(
  g: GraphBuilder,
  layers: readonly SegmentLayer[],
  parameters: ParameterValues,
  { entry, held, factors }: SegmentEntry,
  open: (step: GraphBuilder, entry: Value) => Value,
  close: (step: GraphBuilder, output: Value) => readonly Value[]
): SegmentForward {
  const forward = layers.map((layer) => (typeof layer === 'string' ? null : layer.layer.forward(g, parameters)))
  let lengths: readonly number[] = []
  const { outputs } = scanSlices(g, [], [entry, ...held, ...factors], (step, _states, [first, ...rest]) => {
    const heldNow = rest.slice(0, held.length)
    const remainingFactors = rest.slice(held.length)
    let images = open(step, first!)
    const kept = layers.map((layer, place) => {
      if (typeof layer === 'string') {
        images = cross(layer, images, heldNow, (a, b) => add(step, a, b))
        return []
      }
      const result = forward[place]!(step, images, layer.isDropout ? remainingFactors.shift()! : null)
      images = result.output
      return result.kept
    })
    const groups = [close(step, images), heldNow, ...kept]
    lengths = groups.map(({ length }) => length)
    return { states: [], outputs: groups.flat() }
  })
  const [ends, heldAfter, ...kept] = grouped(outputs, lengths)
  return { ends: ends!, held: heldAfter!, kept }
}

export interface SegmentGradients {
  /** What `close` made of the gradient with respect to the segment's input. */
  readonly ends: readonly Value[]
  /** Gradients with respect to what residual blocks hold at the segment's beginning. */
  readonly held: readonly Value[]
  readonly gradients: ParameterValues
}

/**
 * The layers of a segment backwards, slice by slice.
 *
 * @param scanned what `open` makes the gradient of the segment's output from, and `close` may need again
 * @param held gradients with respect to what residual blocks hold at the segment's end
 * @param wanted whether the gradient with respect to the segment's input is needed
 */
export function backwardPass(
  g: GraphBuilder,
  layers: readonly SegmentLayer[],
  parameters: ParameterValues,
  {
    kept,
    scanned,
    held,
    wanted
  }: Pick<SegmentForward, 'kept' | 'held'> & { readonly scanned: readonly Value[]; readonly wanted: boolean },
  open: (step: GraphBuilder, scanned: readonly Value[]) => Value,
  close: (step: GraphBuilder, gradient: Value, scanned: readonly Value[]) => readonly Value[]
): SegmentGradients {
  const backward = layers.map((layer, place) =>
    typeof layer === 'string' ? null : layer.layer.backward(g, parameters, wanted || place > 0)
  )
  const keptLengths = [scanned, held, ...kept].map(({ length }) => length)
  const sumLengths = backward.map((layer) => layer?.sums.length ?? 0)
  const zeros = backward.flatMap((layer) => layer?.sums ?? [])
  // Nothing before these layers learns, nor they themselves.
  if (zeros.length === 0 && !wanted) return { ends: [], held: [], gradients: new Map() }
  let lengths: readonly number[] = []
  const { states, outputs } = scanSlices(g, zeros, [scanned, held, ...kept].flat(), (step, states, slices) => {
    const [own, heldSlices, ...keptSlices] = grouped(slices, keptLengths)
    const heldNow = [...heldSlices!]
    const sums = [...grouped(states, sumLengths)]
    let gradient: Value | null = open(step, own!)
    for (let place = layers.length - 1; place >= 0; place--) {
      const layer = layers[place]!
      if (typeof layer === 'string') {
        gradient = crossBack(layer, gradient!, heldNow, (a, b) => add(step, a, b))
        continue
      }
      const result = backward[place]!.slice(step, gradient!, keptSlices[place]!, sums[place]!)
      gradient = result.input
      sums[place] = result.sums
    }
    const groups = wanted ? [close(step, gradient!, own!), heldNow] : [[], []]
    lengths = groups.map(({ length }) => length)
    return { states: sums.flat(), outputs: groups.flat() }
  })
  const sums = grouped(states, sumLengths)
  const gradients = new Map(backward.flatMap((layer, place) => [...(layer?.parameters(g, sums[place]!) ?? [])]))
  const [ends, heldBefore] = grouped(outputs, lengths)
  return { ends: ends!, held: heldBefore!, gradients }
}

function grouped(values: readonly Value[], lengths: readonly number[]): readonly (readonly Value[])[] {
  let start = 0
  return lengths.map((length) => {
    start += length
    return values.slice(start - length, start)
  })
}
