import type { LabeledImages } from './types'

/** Rows `from` (included) to `to` (excluded) as views on the same memory. */
export function sliceImages(images: LabeledImages, from: number, to: number): LabeledImages {
  const imageSize = images.pixels.length / images.count
  return {
    count: to - from,
    pixels: images.pixels.subarray(from * imageSize, to * imageSize),
    labels: images.labels.subarray(from, to)
  }
}
