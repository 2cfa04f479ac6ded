import { type ImageShape, sizeOf } from '../../../src/claims/network/resolveNetwork'
import type { Dataset, LabeledImages } from '../../../src/data/types'
import { type RandomStream, randomStream } from '../../../src/random/streams'

export interface GeneratedImages {
  readonly imageShape: ImageShape
  readonly numClasses: number
  /** Images of the training file, of which the validation images are the last. */
  readonly trainingImages: number
  readonly testImages: number
  /** Numbers of a target instead of a class: another function of the class each, and noise. */
  readonly numTargets?: number
  /** The images hold numbers of both signs instead of bytes. */
  readonly features?: true
}

/**
 * Images that can be learnt, from the stream `problem` of a seed: every class has a pattern of bytes, and an image is the
 * mean of its class's pattern and noise. Draws: the patterns, then the files, an image's label before its pixels.
 * `scripts/golden/networks.py` gets the same bytes.
 */
export function generatedDataset(seed: number, asked: GeneratedImages): Dataset {
  const { imageShape, numClasses, trainingImages, testImages, numTargets, features } = asked
  const random = randomStream(seed, 'problem')
  const size = sizeOf(imageShape)
  const patterns = Array.from({ length: numClasses }, () => bytes(size, random))
  const images = (count: number): LabeledImages => {
    const { pixels, labels } = imagesOf(count, patterns, random)
    const numbers = () => Float32Array.from({ length: count * numTargets! }, (_, place) => numberOf(place))
    const numberOf = (place: number) => {
      const [label, column] = [labels[Math.floor(place / numTargets!)]!, place % numTargets!]
      return 3 * Math.cos((label + 1) * (column + 1)) + 10 * column + random()
    }
    return {
      count,
      pixels: features ? Float32Array.from(pixels, (value) => (value - 128) / 50) : pixels,
      labels: numTargets === undefined ? labels : numbers()
    }
  }
  return {
    name: 'generated',
    digest: ['generated', seed, imageShape.join('x'), ...(numTargets ? [numTargets, features] : [])].join(' '),
    ...(numTargets === undefined ? { numClasses } : { numClasses: 0, numTargets }),
    imageShape,
    trainingFile: images(trainingImages),
    testFile: images(testImages)
  }
}

function imagesOf(count: number, patterns: readonly Uint8Array[], random: RandomStream): LabeledImages {
  const size = patterns[0]!.length
  const pixels = new Uint8Array(count * size)
  const labels = new Uint8Array(count)
  for (let n = 0; n < count; n++) {
    labels[n] = Math.floor(random() * patterns.length)
    const pattern = patterns[labels[n]!]!
    const noise = bytes(size, random)
    for (let i = 0; i < size; i++) pixels[n * size + i] = (pattern[i]! + noise[i]!) >> 1
  }
  return { count, pixels, labels }
}

function bytes(length: number, random: RandomStream): Uint8Array {
  return Uint8Array.from({ length }, () => Math.floor(random() * 256))
}
