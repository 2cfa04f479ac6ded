import type { LabeledImages } from '../../data/types'
import type { CompiledNetwork } from './compileNetwork'

/** A split as the graphs read it, made once for all steps. */
export interface ResidentImages {
  /** Images of the split. */
  readonly count: number
  /** `count`, filled up with images of zeros. */
  readonly filledCount: number
  /** `filledCount x imageBytes` */
  readonly images: Uint8Array
  /** `filledCount`; -1 for what is no image. */
  readonly labels: Int32Array
}

/**
 * The split's images in the order of bytes that the compiled network reads.
 *
 * @param multiple what the images are filled up to one of
 */
export function residentImages(
  compiled: CompiledNetwork,
  { pixels, labels, count }: LabeledImages,
  multiple: number
): ResidentImages {
  const arranged = compiled.arrangeImages(pixels, count)
  if (count % multiple === 0) return { count, filledCount: count, images: arranged, labels: Int32Array.from(labels) }
  const filledCount = Math.ceil(count / multiple) * multiple
  const images = new Uint8Array(filledCount * compiled.imageBytes)
  images.set(arranged)
  const filled = new Int32Array(filledCount).fill(-1)
  filled.set(labels)
  return { count, filledCount, images, labels: filled }
}
