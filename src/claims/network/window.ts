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
 * The mean under each place of a window, of what lies in the image, as a matrix: `[output pixels, input pixels]`, row by row. Its
 * transpose takes a gradient back.
 *
 * @param input height and width of the image, more may follow
 */
export function averagingMatrix(input: readonly number[], window: Window): Float64Array {
  const [height, width] = input as readonly [number, number]
  const [rows, columns] = outputSize(input, window)
  const matrix = new Float64Array(rows * columns * height * width)
  for (let place = 0; place < rows * columns; place++) {
    const top = Math.floor(place / columns) * window.strides[0] - window.padRows[0]
    const left = (place % columns) * window.strides[1] - window.padColumns[0]
    const [firstRow, firstColumn] = [Math.max(0, top), Math.max(0, left)]
    const [endRow, endColumn] = [Math.min(height, top + window.size[0]), Math.min(width, left + window.size[1])]
    const share = 1 / ((endRow - firstRow) * (endColumn - firstColumn))
    for (let row = firstRow; row < endRow; row++) {
      const start = (place * height + row) * width
      matrix.fill(share, start + firstColumn, start + endColumn)
    }
  }
  return matrix
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
