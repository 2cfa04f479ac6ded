import type { ImageShape } from '../../src/claims/network/resolveNetwork'
import type { Window } from '../../src/claims/network/window'

/** Where a window meets an image. */
export interface Tap {
  /** Index of the output's pixel: its row times the width, plus its column. */
  readonly to: number
  /** Index of the input's pixel under this place of the window. */
  readonly from: number
  /** Index of the place in the window, row by row. */
  readonly place: number
}

/** Every meeting of a window with the inside of an image: output pixel by output pixel, each window row by row. */
export function tapsOf(input: ImageShape, output: ImageShape, { size, strides, padRows, padColumns }: Window): Tap[] {
  const taps: Tap[] = []
  for (let outputRow = 0; outputRow < output[0]; outputRow++) {
    for (let outputColumn = 0; outputColumn < output[1]; outputColumn++) {
      for (let i = 0; i < size[0]; i++) {
        for (let j = 0; j < size[1]; j++) {
          const row = outputRow * strides[0] + i - padRows[0]
          const column = outputColumn * strides[1] + j - padColumns[0]
          if (row < 0 || row >= input[0] || column < 0 || column >= input[1]) continue
          taps.push({
            to: outputRow * output[1] + outputColumn,
            from: row * input[1] + column,
            place: i * size[1] + j
          })
        }
      }
    }
  }
  return taps
}
