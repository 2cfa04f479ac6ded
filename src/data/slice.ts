import type { ImageValues, LabeledImages } from './types'

/** Rows `from` (included) to `to` (excluded) as views on the same memory. */
export function sliceImages({ count, pixels, labels }: LabeledImages, from: number, to: number): LabeledImages {
  const cut = (values: ImageValues) => {
    const size = values.length / count
    return values.subarray(from * size, to * size)
  }
  return { count: to - from, pixels: cut(pixels), labels: cut(labels) }
}

/** Copies of the rows of some images, one after the other. @param numImages that there are */
export function gatherImages<T extends ImageValues | Int32Array>(
  values: T,
  numImages: number,
  images: ArrayLike<number>
): T {
  const size = values.length / numImages
  const gathered = valuesLike(values, images.length * size)
  for (let place = 0; place < images.length; place++) {
    const image = images[place]!
    gathered.set(values.subarray(image * size, (image + 1) * size), place * size)
  }
  return gathered
}

/** Zeros, as many as asked for, of the same type. */
export function valuesLike<T extends ImageValues | Int32Array>(values: T, length: number): T {
  return new (values.constructor as new (length: number) => T)(length)
}
