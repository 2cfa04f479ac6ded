import type { FileDescription } from './types'

/** Describes an IDX file, of unsigned bytes unless a type says otherwise: its size follows from its dimensions. */
export function idxFile(
  name: string,
  dimensions: readonly number[],
  sha256: string,
  downloadBytes: number,
  type?: 'float32'
): FileDescription {
  const elements = dimensions.reduce((product, size) => product * size, 1)
  const bytes = 4 + 4 * dimensions.length + (type === undefined ? 1 : Float32Array.BYTES_PER_ELEMENT) * elements
  return { name, bytes, sha256, layout: { kind: 'idx', dimensions, ...(type && { type }) }, downloadBytes }
}

/** Describes a file in the binary layout of CIFAR-10: its size follows from its images. */
export function cifar10File(
  name: string,
  images: number,
  sha256: string,
  imageShape: readonly [number, number, number] = [32, 32, 3],
  numClasses = 10
): FileDescription {
  const bytes = images * (1 + imageShape[0] * imageShape[1] * imageShape[2])
  return { name, bytes, sha256, layout: { kind: 'cifar10-binary', images, imageShape, numClasses }, downloadBytes: 0 }
}
