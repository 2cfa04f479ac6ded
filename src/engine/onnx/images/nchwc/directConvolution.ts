import { outputSize, type Window } from '../../../../claims/network/window'
import { type GraphBuilder, int, ints, text, type Value } from '../../graph/graphBuilder'
import { reshape, transpose } from '../../graph/operations'
import { kernelGradientPads } from '../gradientWindows'
import type { Convolution, KernelGradient } from '../imageOperators'
import { blockedConvolution, isBlocked, NCHWC_DOMAIN, padSides } from './blocks'

/** A convolution as the blocked kernels do it. */
export function directConvolution(
  g: GraphBuilder,
  kernel: Value,
  input: readonly number[],
  window: Window,
  block: number
): Convolution {
  const filters = filtersOf(g, kernel, block)
  return (step, images, { bias, rectified }) => {
    const { padded, pads } = padSides(step, images, block, window.padRows, window.padColumns)
    const shape = [images.shape[0]!, filters.shape[0]!, ...outputSize(input, window)]
    return blockedConvolution(step, [padded, filters, bias], shape, {
      kernel_shape: ints(window.size),
      strides: ints(window.strides),
      pads,
      ...(rectified ? { activation: text('Relu') } : {})
    })
  }
}

/** `[rows, columns, channels, filters]` in blocks of filters, and in them of channels where the images are blocked. */
function filtersOf(g: GraphBuilder, kernel: Value, block: number): Value {
  const [rows, columns, channels, filters] = kernel.shape
  const blocked = isBlocked(channels!, block)
  const channelAxes = blocked ? [channels! / block, block] : [channels!, 1]
  const split = reshape(g, kernel, [rows!, columns!, ...channelAxes, filters! / block, block])
  return reshape(g, transpose(g, split, [4, 2, 0, 1, 3, 5]), [filters!, channels!, rows!, columns!])
}

/**
 * The kernel's gradient as a convolution whose batch are the channels, whose channels are the images, and whose filters
 * are the output's gradient. With fewer images than a block the kernels take them plane by plane, which costs them
 * nothing in windows as large as these, and spares their transposition.
 */
export function directKernelGradient(
  [kernelRows, kernelColumns, channels, filters]: readonly number[],
  input: readonly number[],
  window: Window,
  block: number
): KernelGradient {
  return {
    sumShapes: [[channels!, filters!, kernelRows!, kernelColumns!]],
    add: (g, sums, images, gradient) => {
      const output = gradient.shape.slice(2)
      const [rows, columns] = kernelGradientPads(input, output, window)
      const { padded, pads } = padSides(g, channelsAsBatch(g, images, block), block, rows, columns)
      const asFilters = imagesAsChannels(g, gradient, block)
      const inputs = [padded, asFilters, null, sums[0]!]
      const attributes = { kernel_shape: ints(output), dilations: ints(window.strides), pads }
      return [blockedConvolution(g, inputs, sums[0]!.shape, attributes)]
    },
    kernel: (g, [sum]) => {
      const blocks = reshape(g, sum!, [channels!, filters! / block, kernelRows!, kernelColumns!, block])
      return reshape(g, transpose(g, blocks, [2, 3, 0, 1, 4]), [kernelRows!, kernelColumns!, channels!, filters!])
    }
  }
}

/** `[channels, count, height, width]`, plane by plane. */
export function channelsAsBatch(g: GraphBuilder, images: Value, block: number): Value {
  const [count, channels, height, width] = images.shape
  const planar = isBlocked(channels!, block)
    ? g.op('ReorderOutput', [images], images.shape, { channels: int(channels!) }, NCHWC_DOMAIN)
    : images
  const planes = reshape(g, planar, [count!, channels!, height! * width!])
  return reshape(g, transpose(g, planes, [1, 0, 2]), [channels!, count!, height!, width!])
}

/** Blocked images as filters over the images: `[channels, count, height, width]`. */
export function imagesAsChannels(g: GraphBuilder, images: Value, block: number): Value {
  const [count, channels, height, width] = images.shape
  const blocks = reshape(g, images, [count!, channels! / block, height! * width! * block])
  return reshape(g, transpose(g, blocks, [1, 0, 2]), [channels!, count!, height!, width!])
}
