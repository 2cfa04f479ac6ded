import type { Window } from '../../../claims/network/window'
import type { GraphBuilder, Value } from '../graph/graphBuilder'
import { concat, pad, reshape, zeros } from '../graph/operations'

/**
 * Row r of the window at i is row i + shift of those rows of the image that leave the rest r mod stride, with shift =
 * floor(r/stride): for each place in the window an aligned view, and no gathering.
 */
export interface WindowPlace {
  /** Row and column in the window. */
  readonly place: readonly [number, number]
  readonly rest: readonly [number, number]
  readonly shift: readonly [number, number]
}

/** Row by row, as the first of equals is found. */
export function windowPlaces({ size, strides }: Window): readonly WindowPlace[] {
  return Array.from({ length: size[0] * size[1] }, (_, index) => {
    const place = [Math.floor(index / size[1]), index % size[1]] as const
    return {
      place,
      rest: [place[0] % strides[0], place[1] % strides[1]],
      shift: [Math.floor(place[0] / strides[0]), Math.floor(place[1] / strides[1])]
    }
  })
}

/** The padded image in whole groups of `strides` rows and columns. */
export interface PoolingGrid {
  /** Groups of rows, of columns. */
  readonly groups: readonly [number, number]
  /** Rows and columns to add to the image, before and after. */
  readonly before: readonly [number, number]
  readonly after: readonly [number, number]
}

/** @param input height and width */
export function poolingGrid(input: readonly number[], { strides, padRows, padColumns }: Window): PoolingGrid {
  const before = [padRows[0], padColumns[0]] as const
  const along = (axis: 0 | 1) => Math.ceil((input[axis]! + before[axis]) / strides[axis])
  const missing = (axis: 0 | 1) => along(axis) * strides[axis] - input[axis]! - before[axis]
  return { groups: [along(0), along(1)], before, after: [missing(0), missing(1)] }
}

/**
 * Puts the parts of an image together, which hold the rows and columns of one rest each.
 *
 * @param parts by rest, `${row} ${column}`, each `[planes, groups of rows, groups of columns, neighbours]`
 * @returns `[planes, height, width, neighbours]`
 */
export function interleaved(
  g: GraphBuilder,
  parts: ReadonlyMap<string, Value>,
  { strides }: Window,
  { groups, before, after }: PoolingGrid
): Value {
  const [planes, , , neighbours] = [...parts.values()][0]!.shape
  const single = [planes!, groups[0], 1, groups[1], 1, neighbours!]
  const rows = Array.from({ length: strides[0] }, (_, row) => {
    const columns = Array.from({ length: strides[1] }, (_, column) => {
      const part = parts.get(`${row} ${column}`)
      // A stride beyond the window leaves rows or columns that no window has seen.
      return part === undefined ? zeros(g, single) : reshape(g, part, single)
    })
    return concat(g, columns, 4)
  })
  const whole = reshape(g, concat(g, rows, 2), [planes!, groups[0] * strides[0], groups[1] * strides[1], neighbours!])
  return pad(g, whole, [0, -before[0], -before[1], 0], [0, -after[0], -after[1], 0])
}
