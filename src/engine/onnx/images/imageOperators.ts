import type { ImageShape } from '../../../claims/network/resolveNetwork'
import type { Window } from '../../../claims/network/window'
import type { GraphBuilder, Value } from '../graph/graphBuilder'
import type { ImageLowering } from './imageStack'

/**
 * What the layers of images are written in: images as tensors `[count, channels, height, width]`, however their numbers
 * lie in memory. Elementwise operations work on any two images of one layout.
 */
export interface ImageOperators {
  readonly lowering: ImageLowering
  /** The most images that a slice of the minibatch may have. */
  readonly maxSlice: number
  /** Bytes `[count, height * width * channels]`, as Keras has them, divided by `scale`. */
  fromPixels(g: GraphBuilder, pixels: Value, shape: ImageShape, scale: number): Value
  /** The inverse of `toFeatures`. */
  fromFeatures(g: GraphBuilder, features: Value, shape: ImageShape): Value
  /** Flatten: `[count, height * width * channels]`, row by row, channels last. */
  toFeatures(g: GraphBuilder, images: Value): Value
  /**
   * Prepares a kernel `[rows, columns, channels, filters]`, once, for the convolution of many slices.
   *
   * @param input height and width of the images
   */
  convolution(g: GraphBuilder, kernel: Value, input: readonly number[], window: Window): Convolution
  /** @param kernel its shape, `[rows, columns, channels, filters]` @param input height and width of the images */
  kernelGradient(kernel: readonly number[], input: readonly number[], window: Window): KernelGradient
  /** The largest value under each place of a window; what is padded does not count. */
  maxPool(g: GraphBuilder, images: Value, window: Window): Value
  /** The gradient of `maxPool` with respect to the images: the first of equals, row by row, gets it. */
  maxPoolGradient(g: GraphBuilder, pooling: MaxPoolPass): Value
  /** Mean over the pixels, `[count, channels]`. */
  channelMeans(g: GraphBuilder, images: Value): Value
  /** factor * images + offset + plus */
  affine(g: GraphBuilder, images: Value, options: AffineOptions): Value
  /** Images as `[planes, height, width, neighbours]`: neighbours are values of one pixel that lie side by side. */
  planes(g: GraphBuilder, images: Value): Value
}

/** Of a slice, with the kernel that was prepared. */
export type Convolution = (g: GraphBuilder, images: Value, options: ConvolutionOptions) => Value

export interface ConvolutionOptions {
  /** `[filters]` */
  readonly bias: Value | null
  /** Whether negative outputs become 0. */
  readonly rectified: boolean
}

/** The gradient of a convolution's kernel: a sum over the images, slice after slice. */
export interface KernelGradient {
  /** Shapes of the tensors in which it adds up. */
  readonly sumShapes: readonly (readonly number[])[]
  /** @param gradient with respect to the convolution's output */
  add(g: GraphBuilder, sums: readonly Value[], images: Value, gradient: Value): readonly Value[]
  /** `[rows, columns, channels, filters]` */
  kernel(g: GraphBuilder, sums: readonly Value[]): Value
}

/** A pooling that was done, and the way back. */
export interface MaxPoolPass {
  readonly images: Value
  /** The largest values, or 0 for negative ones where `rectified`. */
  readonly output: Value
  /** With respect to the output; 0 where `rectified` and the output is 0. */
  readonly gradient: Value
  readonly window: Window
  readonly rectified: boolean
}

export interface AffineOptions {
  /** A number for each channel: `[1, channels]`, or `[count, channels]`. */
  readonly factor: Value
  /** As `factor`. */
  readonly offset?: Value
  /** Images of the same shape. */
  readonly plus?: Value
}
