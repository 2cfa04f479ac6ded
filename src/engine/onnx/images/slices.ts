import type { GraphBuilder, Value } from '../graph/graphBuilder'
import { reshape } from '../graph/operations'

/** Images in a slice: the largest divisor of `count` up to `max`. */
export function sliceLength(count: number, max: number): number {
  for (let length = Math.min(max, count); length > 1; length--) if (count % length === 0) return length
  return 1
}

/** `[count, ...]` as `[slices, length, ...]` */
export function sliced(g: GraphBuilder, values: Value, length: number): Value {
  const [count, ...rest] = values.shape
  return reshape(g, values, [count! / length, length, ...rest])
}

/** `[slices, length, ...]` as `[count, ...]` */
export function unsliced(g: GraphBuilder, values: Value): Value {
  const [numSlices, length, ...rest] = values.shape
  return reshape(g, values, [numSlices! * length!, ...rest])
}

/**
 * `Scan` over slices, where a tensor may be scanned under several names, and where an output may be there twice or be a
 * slice itself: neither is copied.
 */
export function scanSlices(
  g: GraphBuilder,
  initial: readonly Value[],
  scanned: readonly Value[],
  body: Parameters<GraphBuilder['scan']>[2]
): { readonly states: readonly Value[]; readonly outputs: readonly Value[] } {
  const tensors = distinct(scanned)
  const places = scanned.map(({ name }) => tensors.findIndex((tensor) => tensor.name === name))
  const stacked = new Map<string, Value>()
  let names: readonly string[] = []
  let computed: readonly Value[] = []
  const result = g.scan(initial, tensors, (step, states, slices) => {
    const { states: nextStates, outputs } = body(
      step,
      states,
      places.map((place) => slices[place]!)
    )
    for (const [place, { name }] of slices.entries()) stacked.set(name, tensors[place]!)
    names = outputs.map(({ name }) => name)
    computed = distinct(outputs).filter(({ name }) => !stacked.has(name))
    return { states: nextStates, outputs: computed }
  })
  for (const [place, { name }] of computed.entries()) stacked.set(name, result.outputs[place]!)
  return { states: result.states, outputs: names.map((name) => stacked.get(name)!) }
}

function distinct(values: readonly Value[]): Value[] {
  return [...new Map(values.map((value) => [value.name, value])).values()]
}
