import type { Window } from '../../../claims/network/window'
import type { Size2D } from '../../../claims/types'

type Pads = readonly [before: number, after: number]

/**
 * How much to pad a convolution's input so that the kernel's gradient
 *
 *     dK[r] = sum_i dY[i] X[i stride + r - pad]
 *
 * is the convolution of X with the filter dY, dilated by the stride. Negative where the last rows of X meet no window.
 *
 * @returns of the rows, of the columns
 */
export function kernelGradientPads(
  input: readonly number[],
  output: readonly number[],
  { size, strides, padRows, padColumns }: Window
): readonly [Pads, Pads] {
  const along = (axis: 0 | 1, [before]: Pads): Pads => {
    const needed = (output[axis]! - 1) * strides[axis] + size[axis]
    return [before, needed - input[axis]! - before]
  }
  return [along(0, padRows), along(1, padColumns)]
}

/** The window of the convolution that gives the input's gradient: stride 1, over the dilated gradient of the output. */
export function inputGradientWindow(
  input: readonly number[],
  dilated: readonly number[],
  { size, padRows, padColumns }: Window
): Window {
  const along = (axis: 0 | 1, [pad]: Pads): Pads => {
    const before = size[axis] - 1 - pad
    return [before, input[axis]! + size[axis] - 1 - dilated[axis]! - before]
  }
  const strides: Size2D = [1, 1]
  return { size, strides, padRows: along(0, padRows), padColumns: along(1, padColumns) }
}
