import type { Value } from './graph/graphBuilder'

/**
 * One tensor of a graph's state: `[members, rows, columns]` to the layers. It holds one parameter of every member, or
 * several that the graph computes with as one.
 */
export interface StateTensor {
  readonly name: string
  readonly rows: number
  readonly columns: number
  readonly parts: readonly StatePart[]
  /** Whether the optimizer moves it; running statistics are moved by their layer. */
  readonly trained: boolean
}

/** Where one parameter of the network lies in a member's part of a state tensor. */
export interface StatePart {
  /** The name in `parametersOf`. */
  readonly parameter: string
  /** Number i of the parameter in Keras's layout, row by row, is number `places[i]` of the member's part. */
  readonly places: Uint32Array
  /** Factor of its squares in the training loss. */
  readonly l2: number
}

/** The state tensors of a graph by name, as its values. */
export type StateValues = ReadonlyMap<string, Value>

export function stateSize({ rows, columns }: StateTensor): number {
  return rows * columns
}

/** Values of a slice that stay in a core's cache through all operations of an update. */
const CACHED_VALUES = 40_000

/**
 * A state tensor as the update goes over it, and as it is kept. A small one is `[members, values]`. A large one is
 * `[members * slices, 1, values]`, a slice a time: the fewest slices of whole rows that fit into the cache.
 */
export function slicedShape(tensor: StateTensor, members: number): readonly number[] {
  const slices = numSlices(tensor)
  const size = stateSize(tensor)
  return slices === 1 ? [members, size] : [members * slices, 1, size / slices]
}

/** Into how many slices an update cuts a member's part. */
export function numSlices({ rows, columns }: StateTensor): number {
  for (let slices = 1; slices < rows; slices++) {
    if (rows % slices === 0 && (rows / slices) * columns <= CACHED_VALUES) return slices
  }
  return rows * columns <= CACHED_VALUES ? 1 : rows
}

/** A state tensor of one number a unit. */
export function vectorState(name: string, size: number, trained: boolean): StateTensor {
  const places = Uint32Array.from({ length: size }, (_, place) => place)
  return { name, rows: size, columns: 1, trained, parts: [{ parameter: name, places, l2: 0 }] }
}

/** Puts a member's parameters, in Keras's layout, into its part of a state tensor. */
export function packState(state: StateTensor, parameters: ReadonlyMap<string, ArrayLike<number>>): Float32Array {
  const packed = new Float32Array(stateSize(state))
  for (const { parameter, places } of state.parts) {
    const values = parameters.get(parameter)!
    for (let i = 0; i < places.length; i++) packed[places[i]!] = values[i]!
  }
  return packed
}

/** The parameters in a member's part of a state tensor, in Keras's layout. */
export function unpackState(state: StateTensor, packed: Float32Array): Map<string, Float32Array> {
  return new Map(
    state.parts.map(({ parameter, places }) => {
      const values = new Float32Array(places.length)
      for (let i = 0; i < places.length; i++) values[i] = packed[places[i]!]!
      return [parameter, values]
    })
  )
}
