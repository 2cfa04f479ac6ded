import { InputError } from '../errors'
import type { EmbeddedDatasetDescription, LabeledImages } from './types'

/**
 * Reads a table of images strictly: `rows` lines that all end with LF, each the pixels of an image (0..`maxPixel`) and
 * its label (0..`numClasses` - 1) as decimal integers with commas between them, and nothing else.
 *
 * @param content the uncompressed file
 * @param where the file, for messages
 * @returns all rows, in file order
 * @throws InputError naming the line and the column that is wrong
 */
export function readDigits(content: Uint8Array, description: EmbeddedDatasetDescription, where: string): LabeledImages {
  const { rows, maxPixel, numClasses, imageShape } = description
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
  return new InputError('not the table of digits', { where, expected, received, remedy: 'install claimcheck anew' })
}
