/** A max pooling over images with the channels last. */
export interface Pooling {
  readonly numImages: number
  readonly height: number
  readonly width: number
  readonly channels: number
  readonly outHeight: number
  readonly outWidth: number
  readonly filterHeight: number
  readonly filterWidth: number
  readonly strideHeight: number
  readonly strideWidth: number
  readonly padTop: number
  readonly padLeft: number
}

/**
 * Adds the gradient of every output to the first input of its window, row by row, that equals the output.
 *
 * @param dy `[numImages, outHeight, outWidth, channels]`
 * @param input `[numImages, height, width, channels]`
 * @param output `[numImages, outHeight, outWidth, channels]`, the maxima
 * @param dx zeros in the shape of `input`
 */
export function addMaxPoolGradient(
  dy: Float32Array,
  input: Float32Array,
  output: Float32Array,
  dx: Float32Array,
  pooling: Pooling
): void {
  const { numImages, height, width, channels, outHeight, outWidth, strideHeight, strideWidth } = pooling
  let out = 0
  for (let image = 0; image < numImages; image++) {
    for (let outRow = 0; outRow < outHeight; outRow++) {
      const top = outRow * strideHeight - pooling.padTop
      const firstRow = Math.max(top, 0)
      const endRow = Math.min(top + pooling.filterHeight, height)
      for (let outColumn = 0; outColumn < outWidth; outColumn++) {
        const left = outColumn * strideWidth - pooling.padLeft
        const firstColumn = Math.max(left, 0)
        const endColumn = Math.min(left + pooling.filterWidth, width)
        for (let channel = 0; channel < channels; channel++, out++) {
          const largest = output[out]!
          search: for (let row = firstRow; row < endRow; row++) {
            const start = (image * height + row) * width
            const end = (start + endColumn) * channels + channel
            for (let at = (start + firstColumn) * channels + channel; at < end; at += channels) {
              if (input[at] !== largest) continue
              dx[at]! += dy[out]!
              break search
            }
          }
        }
      }
    }
  }
}
