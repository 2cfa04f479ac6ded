import type { Padding, Size2D } from '../types'

/** A window that slides over an image: a convolution's kernel or a pooling. Rows, then columns. */
export interface Window {
  readonly size: Size2D
  readonly strides: Size2D
  /** Rows added above and below. */
  readonly padRows: readonly [number, number]
  /** Columns added on the left and on the right. */
  readonly padColumns: readonly [number, number]
}

/**
 * The mean under each place of a window, of what lies in the image, as two matrices, one after the other: of each column of
 * pixels its windows' means, `[output rows, input rows]`, then of each row of those, `[output columns, input columns]`. Their
 * transposes take a gradient back. As one matrix over all pixels it would be as large as the square of the image.
 *
 * @param input height and width of the image, more may follow
 */
export function averagingMatrices(input: readonly number[], window: Window): readonly [Float64Array, Float64Array] {
  const output = outputSize(input, window)
  const along = (axis: 0 | 1, [before]: readonly [number, number]): Float64Array => {
    const length = input[axis]!
    const matrix = new Float64Array(output[axis] * length)
    for (let place = 0; place < output[axis]; place++) {
      const start = place * window.strides[axis] - before
      const [first, end] = [Math.max(0, start), Math.min(length, start + window.size[axis])]
      matrix.fill(1 / (end - first), place * length + first, place * length + end)
    }
    return matrix
  }
  return [along(0, window.padRows), along(1, window.padColumns)]
}

/**
 * Where a window's padding goes, as in TensorFlow: `valid` pads nothing; `same` pads so that the output has ceil(n/s)
 * rows, and the odd one goes below or to the right (PyTorch pads both sides alike).
 *
 * @param input height and width of the image, more may follow
 */
export function windowOf(input: readonly number[], size: Size2D, strides: Size2D, padding: Padding): Window {
  const pads = ([0, 1] as const).map((axis): readonly [number, number] => {
    if (padding === 'valid') return [0, 0]
    const length = input[axis]!
    const steps = Math.ceil(length / strides[axis]) - 1
    const total = Math.max(steps * strides[axis] + size[axis] - length, 0)
    return [Math.floor(total / 2), Math.ceil(total / 2)]
  })
  return { size, strides, padRows: pads[0]!, padColumns: pads[1]! }
}

/** Height and width of what a window makes of an image; below 1 where it does not fit. */
export function outputSize(input: readonly number[], { size, strides, padRows, padColumns }: Window): Size2D {
  const along = (axis: 0 | 1, [before, after]: readonly [number, number]) =>
    Math.floor((input[axis]! + before + after - size[axis]) / strides[axis]) + 1
  return [along(0, padRows), along(1, padColumns)]
}
