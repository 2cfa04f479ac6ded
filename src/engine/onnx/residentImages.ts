import type { LabeledImages } from '../../data/types'
import type { CompiledNetwork } from './compileNetwork'
import { VECTOR } from './members'

/** A split as the graphs read it, made once for all steps. */
export interface ResidentImages {
  /** Images of the split. */
  readonly count: number
  /** `count`, filled up with images of zeros to whole vectors. */
  readonly filledCount: number
  /** `filledCount x imageBytes` */
  readonly images: Uint8Array
  /** `filledCount`; -1 for what is no image. */
  readonly labels: Int32Array
}

/** The split's images in the order of bytes that the compiled network reads. */
export function residentImages(compiled: CompiledNetwork, split: LabeledImages): ResidentImages {
  const { count } = split
  const filledCount = Math.ceil(count / VECTOR) * VECTOR
  const images = new Uint8Array(filledCount * compiled.imageBytes)
  images.set(compiled.arrangeImages(split.pixels, count))
  const labels = new Int32Array(filledCount).fill(-1)
  labels.set(split.labels)
  return { count, filledCount, images, labels }
}
