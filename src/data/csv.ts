import type { DatasetTargets } from '../claims/datasets'
import { InputError } from '../errors'
import type { LabeledImages } from './types'

export interface CsvOptions extends DatasetTargets {
  /** The file, for messages. */
  readonly where: string
  readonly rows: number
  /** Height, width, channels. */
  readonly imageShape: readonly [number, number, number]
  /** Values of an image that are numbers; left out where they are pixels. */
  readonly numFeatures?: number
  readonly maxPixel: number
}

/** What stands in a column. */
interface Field {
  /** With its article: `a pixel of 0..255`. */
  readonly words: string
  /** NaN for what it cannot be. */
  readonly read: (text: string) => number
}

/**
 * Reads a table of images strictly: `rows` lines that all end with LF, each the values of an image (pixels row by row, channels
 * last, 0..`maxPixel`, or features) and its label (0..`numClasses` - 1) or the `numTargets` numbers of its target, with commas between
 * them, and nothing else. Pixels and labels are decimal integers; features and targets decimal numbers, rounded to single precision.
 *
 * @param content the uncompressed file
 * @returns all rows, in file order
 * @throws InputError naming the line and the column that is wrong
 */
export function readCsv(content: Uint8Array, options: CsvOptions): LabeledImages {
  const { where, rows, maxPixel, numClasses, numTargets, imageShape, numFeatures } = options
  const imageSize = imageShape[0] * imageShape[1] * imageShape[2]
  const lines = Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('latin1').split('\n')
  if (lines.pop() !== '' || lines.length !== rows) {
    throw wrong(where, `${rows} lines, each with a line feed at its end`, `${lines.length} complete lines`)
  }
  const pixel = numFeatures === undefined ? whole('a pixel', maxPixel) : decimal('a number')
  const label = numTargets === undefined ? whole('a label', numClasses - 1) : decimal('a target, a number')
  const labelSize = numTargets ?? 1
  const pixels = numFeatures === undefined ? new Uint8Array(rows * imageSize) : new Float32Array(rows * imageSize)
  const labels = numTargets === undefined ? new Uint8Array(rows) : new Float32Array(rows * labelSize)
  lines.forEach((line, row) => {
    const fields = line.split(',')
    const place = `${where}:${row + 1}`
    if (fields.length !== imageSize + labelSize) {
      throw wrong(place, `${imageSize + labelSize} columns`, `${fields.length}`)
    }
    fields.forEach((text, column) => {
      const isLabel = column >= imageSize
      const { words, read } = isLabel ? label : pixel
      const value = read(text)
      if (Number.isNaN(value)) throw wrong(place, `${words} in column ${column + 1}`, JSON.stringify(text))
      if (isLabel) labels[row * labelSize + column - imageSize] = value
      else pixels[row * imageSize + column] = value
    })
  })
  return { count: rows, pixels, labels }
}

function whole(what: string, max: number): Field {
  const read = (text: string) => {
    const value = /^(0|[1-9]\d{0,2})$/.test(text) ? Number(text) : Number.NaN
    return value <= max ? value : Number.NaN
  }
  return { words: `${what} of 0..${max}`, read }
}

/** Nothing but digits: "NaN", "inf", "?" and an empty field are no numbers to learn from. */
function decimal(what: string): Field {
  const read = (text: string) => {
    const value = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Math.fround(Number(text)) : Number.NaN
    return Number.isFinite(value) ? value : Number.NaN
  }
  return { words: `${what} such as -1.5, within single precision,`, read }
}

function wrong(where: string, expected: string, received: string): InputError {
  const remedy = 'get the file anew; of a file of your own, mend it and state its bytes and SHA-256 in the manifest'
  return new InputError('not a table of images', { where, expected, received, remedy })
}
