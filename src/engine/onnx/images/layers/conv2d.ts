import type { ResolvedConv2D } from '../../../../claims/network/resolveNetwork'
import type { Size2D } from '../../../../claims/types'
import type { GraphBuilder, Value } from '../../graph/graphBuilder'
import { add, gather, multiply, pad, reduce, reshape, slice, step, transpose, zeros } from '../../graph/operations'
import { inputGradientWindow } from '../gradientWindows'
import type { ImageOperators } from '../imageOperators'
import type { ImageLayer } from './imageLayer'

/**
 * Y[f, i] = b[f] + sum_{r, c} K[r, c, f] X[c, i stride + r - pad], and a relu where one follows.
 *
 * The kernel's gradient correlates X with dY; the input's gradient is the convolution of dY, dilated by the stride,
 * with the flipped kernel.
 */
export function conv2d(
  operators: ImageOperators,
  layer: ResolvedConv2D,
  index: number,
  rectified: boolean
): ImageLayer {
  const { window, input, output, kernel, bias } = layer
  const [kernelName, biasName] = [`${index}/kernel`, `${index}/bias`]
  const numPixels = output[0] * output[1]
  return {
    forward: (g, parameters) => {
      const convolve = operators.convolution(g, parameters.get(kernelName)!, input, window)
      const biasValue = bias === null ? null : parameters.get(biasName)!
      return (g, images) => {
        const output = convolve(g, images, { bias: biasValue, rectified })
        return { output, kept: rectified ? [images, output] : [images] }
      }
    },
    backward: (g, parameters, wanted) => {
      const ofInput = wanted ? inputGradient(g, operators, parameters.get(kernelName)!, layer) : null
      const ofKernel = operators.kernelGradient(kernel.shape, input, window)
      const numKernelSums = ofKernel.sumShapes.length
      const kernelSums = ofKernel.sumShapes.map((shape) => zeros(g, shape))
      return {
        sums: bias === null ? kernelSums : [...kernelSums, zeros(g, [1, bias.size])],
        slice: (g, outputGradient, [images, output], sums) => {
          const gradient = rectified ? multiply(g, outputGradient, step(g, output!)) : outputGradient
          const nextSums = [...ofKernel.add(g, sums.slice(0, numKernelSums), images!, gradient)]
          if (bias !== null) {
            const means = reduce(g, 'ReduceSum', operators.channelMeans(g, gradient), [0])
            nextSums.push(add(g, sums[numKernelSums]!, means))
          }
          return { input: ofInput?.(g, gradient) ?? null, sums: nextSums }
        },
        parameters: (g, sums) => {
          const gradients = new Map([[kernelName, ofKernel.kernel(g, sums.slice(0, numKernelSums))]])
          if (bias !== null) {
            const sum = multiply(g, sums[numKernelSums]!, g.scalar(numPixels))
            gradients.set(biasName, reshape(g, sum, [bias.size]))
          }
          return gradients
        }
      }
    }
  }
}

/** Prepares the convolution of the output's gradient with the flipped kernel. */
function inputGradient(
  g: GraphBuilder,
  operators: ImageOperators,
  kernel: Value,
  { window, input, output }: ResolvedConv2D
): (g: GraphBuilder, gradient: Value) => Value {
  const { strides } = window
  const size = [(output[0] - 1) * strides[0] + 1, (output[1] - 1) * strides[1] + 1]
  const convolve = operators.convolution(g, flipped(g, kernel), size, inputGradientWindow(input, size, window))
  return (g, gradient) => convolve(g, dilate(g, operators, gradient, window.strides), { bias: null, rectified: false })
}

/** The kernel turned by half a turn, from filters to channels: `[rows, columns, filters, channels]`. */
function flipped(g: GraphBuilder, kernel: Value): Value {
  const [rows, columns, channels, filters] = kernel.shape
  const places = rows! * columns!
  const backwards = Array.from({ length: places }, (_, place) => places - 1 - place)
  const turned = gather(g, reshape(g, kernel, [places, channels!, filters!]), g.constant('int64', [places], backwards))
  return reshape(g, transpose(g, turned, [0, 2, 1]), [rows!, columns!, filters!, channels!])
}

/** Zeros between the rows and the columns, so that neighbours are `strides` apart. */
function dilate(g: GraphBuilder, operators: ImageOperators, images: Value, strides: Size2D): Value {
  if (strides.every((stride) => stride === 1)) return images
  const [planes, height, width, neighbours] = operators.planes(g, images).shape
  const spaced = [planes!, height!, 1, width!, 1, neighbours!]
  const after = [0, 0, strides[0] - 1, 0, strides[1] - 1, 0]
  const filled = pad(g, reshape(g, images, spaced), [0, 0, 0, 0, 0, 0], after)
  const all = reshape(g, filled, [planes!, height! * strides[0], width! * strides[1], neighbours!])
  const [rows, columns] = [(height! - 1) * strides[0] + 1, (width! - 1) * strides[1] + 1]
  const cut = slice(g, all, [0, 0, 0, 0], [planes!, rows, columns, neighbours!])
  return reshape(g, cut, [images.shape[0]!, images.shape[1]!, rows, columns])
}
