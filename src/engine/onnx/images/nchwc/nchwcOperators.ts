import { type ImageShape, sizeOf } from '../../../../claims/network/resolveNetwork'
import { outputSize } from '../../../../claims/network/window'
import { type GraphBuilder, int, ints, type Value } from '../../graph/graphBuilder'
import { cast, divide, reshape, transpose } from '../../graph/operations'
import type { ImageOperators } from '../imageOperators'
import { blockedConvolution, isBlocked, NCHWC_DOMAIN, planesOf } from './blocks'
import { directConvolution, directKernelGradient } from './directConvolution'
import { maxPoolGradient } from './maxPoolGradient'
import { rowConvolution, rowKernelGradient, rowsPay } from './rowConvolution'

/**
 * Images in blocks of channels, `[count, channels/block, height, width, block]` in memory under the shape
 * `[count, channels, height, width]`. Images with fewer channels than a block, as the pixels, stay channel planes.
 *
 * @param block channels in a vector register, from `probeNchwc`
 */
export function nchwcOperators(block: number): ImageOperators {
  function fromFeatures(g: GraphBuilder, features: Value, [height, width, channels]: ImageShape): Value {
    const count = features.shape[0]!
    const pixels = reshape(g, features, [count, height, width, channels])
    if (!isBlocked(channels, block)) return transpose(g, pixels, [0, 3, 1, 2])
    return g.op('ReorderInput', [pixels], [count, channels, height, width], { channels_last: int(1) }, NCHWC_DOMAIN)
  }

  return {
    lowering: 'nchwc',
    // The images of a slice are the channels of the kernel's gradient, fewer than a block.
    maxSlice: Math.min(8, block - 1),
    planes: (g, images) => planesOf(g, images, block),
    fromFeatures,

    fromPixels: (g, pixels, shape, scale) => {
      const numbers = divide(g, cast(g, pixels, 'float32'), g.scalar(scale))
      return fromFeatures(g, numbers, shape)
    },

    toFeatures: (g, images) => {
      const [count, channels, height, width] = images.shape
      const attributes = { channels: int(channels!), channels_last: int(1) }
      const pixels = isBlocked(channels!, block)
        ? g.op('ReorderOutput', [images], [count!, height!, width!, channels!], attributes, NCHWC_DOMAIN)
        : transpose(g, images, [0, 2, 3, 1])
      return reshape(g, pixels, [count!, sizeOf([channels!, height!, width!])])
    },

    convolution: (g, kernel, input, window) => {
      const isByRows = isBlocked(kernel.shape[2]!, block) && rowsPay(input, window)
      return (isByRows ? rowConvolution : directConvolution)(g, kernel, input, window, block)
    },

    kernelGradient: (kernel, input, window) => {
      const isByRows = isBlocked(kernel[2]!, block) && rowsPay(input, window)
      return (isByRows ? rowKernelGradient : directKernelGradient)(kernel, input, window, block)
    },

    maxPool: (g, images, window) => {
      const { size, strides, padRows, padColumns } = window
      const shape = [...images.shape.slice(0, 2), ...outputSize(images.shape.slice(2), window)]
      const attributes = {
        kernel_shape: ints(size),
        strides: ints(strides),
        pads: ints([padRows[0], padColumns[0], padRows[1], padColumns[1]])
      }
      return g.op('MaxPool', [images], shape, attributes, NCHWC_DOMAIN)
    },

    maxPoolGradient: (g, pooling) => maxPoolGradient(g, pooling, block),

    channelMeans: (g, images) => {
      const [count, channels] = images.shape
      const means = g.op('GlobalAveragePool', [images], [count!, channels!, 1, 1], {}, NCHWC_DOMAIN)
      return reshape(g, means, [count!, channels!])
    },

    // A convolution of each channel by itself with a window of one pixel.
    affine: (g, images, { factor, offset, plus }) => {
      const [count, channels, height, width] = images.shape
      const groups = sizeOf(factor.shape)
      const shape = [(count! * channels!) / groups, groups, 1, height! * width!]
      const inputs = [
        reshape(g, images, shape),
        reshape(g, factor, [groups, 1, 1, 1]),
        offset === undefined ? null : reshape(g, offset, [groups]),
        ...(plus === undefined ? [] : [reshape(g, plus, shape)])
      ]
      const output = blockedConvolution(g, inputs, shape, { kernel_shape: ints([1, 1]), group: int(groups) })
      return reshape(g, output, images.shape)
    }
  }
}
