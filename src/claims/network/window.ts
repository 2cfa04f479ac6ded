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
