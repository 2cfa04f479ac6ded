import { valuesLike } from '../../data/slice'
import type { ImageValues, LabeledImages } from '../../data/types'
import type { CompiledNetwork } from './compileNetwork'

/** A split as the graphs read it, made once for all steps. */
export interface ResidentImages {
  /** Images of the split. */
  readonly count: number
  /** `count`, filled up with images of zeros. */
  readonly filledCount: number
  /** `filledCount x imageBytes` */
  readonly images: ImageValues
  /** `filledCount` classes, -1 for what is no image; or `filledCount x numTargets` numbers, 0 for what is none. */
  readonly labels: Int32Array | Float32Array
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
  const isNumbers = labels instanceof Float32Array
  if (count % multiple === 0) {
    return { count, filledCount: count, images: arranged, labels: isNumbers ? labels : Int32Array.from(labels) }
  }
  const filledCount = Math.ceil(count / multiple) * multiple
  const images = valuesLike(arranged, filledCount * compiled.imageBytes)
  images.set(arranged)
  const size = (labels.length / count) * filledCount
  const filled = isNumbers ? new Float32Array(size) : new Int32Array(size).fill(-1)
  filled.set(labels)
  return { count, filledCount, images, labels: filled }
}
