import { InputError } from '../errors'
import type { LabeledImages } from './types'

export interface CsvOptions {
  /** The file, for messages. */
  readonly where: string
  readonly rows: number
  /** Height, width, channels. */
  readonly imageShape: readonly [number, number, number]
  readonly numClasses: number
  readonly maxPixel: number
}

/**
 * Reads a table of images strictly: `rows` lines that all end with LF, each the pixels of an image (row by row, channels
 * last, 0..`maxPixel`) and its label (0..`numClasses` - 1) as decimal integers with commas between them, and nothing else.
 *
 * @param content the uncompressed file
 * @returns all rows, in file order
 * @throws InputError naming the line and the column that is wrong
 */
export function readCsv(content: Uint8Array, options: CsvOptions): LabeledImages {
  const { where, rows, maxPixel, numClasses, imageShape } = options
  const imageSize = imageShape[0] * imageShape[1] * imageShape[2]
  const lines = Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('latin1').split('\n')
  if (lines.pop() !== '' || lines.length !== rows) {
    throw wrong(where, `${rows} lines, each with a line feed at its end`, `${lines.length} complete lines`)
  }
  const pixels = new Uint8Array(rows * imageSize)
  const labels = new Uint8Array(rows)
  lines.forEach((line, row) => {
    const fields = line.split(',')
    const place = `${where}:${row + 1}`
    if (fields.length !== imageSize + 1) throw wrong(place, `${imageSize + 1} columns`, `${fields.length}`)
    fields.forEach((field, column) => {
      const isLabel = column === imageSize
      const max = isLabel ? numClasses - 1 : maxPixel
      const value = /^(0|[1-9]\d{0,2})$/.test(field) ? Number(field) : Number.NaN
      if (!(value <= max)) {
        const what = isLabel ? 'a label' : 'a pixel'
        throw wrong(place, `${what} of 0..${max} in column ${column + 1}`, JSON.stringify(field))
      }
      if (isLabel) labels[row] = value
      else pixels[row * imageSize + column] = value
    })
  })
  return { count: rows, pixels, labels }
}

function wrong(where: string, expected: string, received: string): InputError {
  return new InputError('not a table of images', { where, expected, received, remedy: 'get the file anew' })
}
