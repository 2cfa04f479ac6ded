import { InputError } from '../errors'
import type { LabeledImages } from './types'

export interface Cifar10Options {
  /** The file, for messages. */
  readonly where: string
  /** Height, width, channels; [32, 32, 3] where left out. */
  readonly imageShape?: readonly [number, number, number]
  /** 10 where left out. */
  readonly numClasses?: number
  /** Exactly so many images are accepted; any number, where left out. */
  readonly images?: number
}

/**
 * Reads a file in the binary layout of CIFAR-10 strictly: records of one label byte and the image plane by plane, each
 * row by row (of CIFAR-10 1,024 bytes red, 1,024 green, 1,024 blue), and nothing else.
 *
 * @param content the uncompressed file
 * @returns the images with their channels last: red, green and blue of the first pixel, then of the next
 * @throws InputError naming the byte at which the content is wrong
 * @example
 * readCifar10(Uint8Array.of(1, 10, 11, 20, 21), { where: 'batch', imageShape: [1, 2, 2] })
 * // { count: 1, pixels: Uint8Array [10, 20, 11, 21], labels: Uint8Array [1] }
 */
export function readCifar10(content: Uint8Array, options: Cifar10Options): LabeledImages {
  checkCifar10(content, options)
  const [height, width, channels] = options.imageShape ?? [32, 32, 3]
  const area = height * width
  const imageSize = area * channels
  const count = content.length / (1 + imageSize)
  const pixels = new Uint8Array(count * imageSize)
  const labels = new Uint8Array(count)
  for (let image = 0; image < count; image++) {
    const from = image * (1 + imageSize)
    labels[image] = content[from]!
    for (let channel = 0; channel < channels; channel++) {
      let source = from + 1 + channel * area
      let target = image * imageSize + channel
      for (let pixel = 0; pixel < area; pixel++, target += channels) pixels[target] = content[source++]!
    }
  }
  return { count, pixels, labels }
}

/**
 * Checks the size and every label, and copies nothing.
 *
 * @throws InputError naming the byte at which the content is wrong
 */
export function checkCifar10(content: Uint8Array, options: Cifar10Options): void {
  const { where, imageShape = [32, 32, 3], numClasses = 10, images } = options
  const record = 1 + imageShape[0] * imageShape[1] * imageShape[2]
  const whole = Math.floor(content.length / record)
  const rest = content.length - whole * record
  const records = `records of ${record} bytes, a label and ${imageShape.join(' x ')} pixels`
  if (content.length === 0 || rest !== 0) {
    throw wrong('the file does not hold whole images', {
      where,
      expected: records,
      received:
        content.length === 0 ? 'an empty file' : `${whole} records and ${rest} bytes from byte ${whole * record}`
    })
  }
  if (images !== undefined && images !== whole) {
    throw wrong('the file holds another number of images', {
      where,
      expected: `${images} ${records}`,
      received: `${whole} of them`
    })
  }
  for (let offset = 0; offset < content.length; offset += record) {
    const label = content[offset]!
    if (label < numClasses) continue
    throw wrong('an image has a label that no class has', {
      where,
      expected: `0..${numClasses - 1} at byte ${offset}, the label of image ${offset / record}`,
      received: String(label)
    })
  }
}

function wrong(subject: string, details: { where: string; expected: string; received: string }): InputError {
  return new InputError(subject, { ...details, remedy: 'get the file anew' })
}
