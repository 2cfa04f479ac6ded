import type { LabeledImages } from '../../data/types'
import type { CompiledNetwork } from './compileNetwork'

/** A split as the graphs read it, made once for all steps. */
export interface ResidentImages {
  readonly count: number
  /** `count x imageBytes` */
  readonly images: Uint8Array
  readonly labels: Int32Array
}

/** The split's images in the order of bytes that the compiled network reads. */
export function residentImages(compiled: CompiledNetwork, { pixels, labels, count }: LabeledImages): ResidentImages {
  return { count, images: compiled.arrangeImages(pixels, count), labels: Int32Array.from(labels) }
}
