import { type ImageShape, sizeOf } from '../../../../claims/network/resolveNetwork'
import { outputSize, type Window } from '../../../../claims/network/window'
import { type Attributes, type GraphBuilder, ints, type Value } from '../../graph/graphBuilder'
import { add, cast, divide, multiply, pad, reshape, transpose, unary } from '../../graph/operations'
import { kernelGradientPads } from '../gradientWindows'
import type { ImageOperators } from '../imageOperators'
import { maxPoolGradient } from './maxPoolGradient'

/** Images as standard ONNX has them, channel planes one after another: runs wherever ONNX Runtime does. */
export const plainOperators: ImageOperators = {
  lowering: 'plain',
  maxSlice: 8,

  fromPixels: (g, pixels, shape, scale) =>
    divide(g, cast(g, channelsFirst(g, pixels, shape), 'float32'), g.scalar(scale)),

  fromFeatures: channelsFirst,

  toFeatures: (g, images) => {
    const [count, ...shape] = images.shape
    return reshape(g, transpose(g, images, [0, 2, 3, 1]), [count!, sizeOf(shape)])
  },

  convolution: (g, kernel, input, window) => {
    const filters = transpose(g, kernel, [3, 2, 0, 1])
    const { size, strides, padRows, padColumns } = window
    return (step, images, { bias, rectified }) => {
      const inputs = bias === null ? [images, filters] : [images, filters, bias]
      const shape = [images.shape[0]!, filters.shape[0]!, ...outputSize(input, window)]
      const output = step.op('Conv', inputs, shape, {
        kernel_shape: ints(size),
        strides: ints(strides),
        pads: padAttribute(padRows, padColumns)
      })
      return rectified ? unary(step, 'Relu', output) : output
    }
  },

  kernelGradient: ([kernelRows, kernelColumns, channels, filters], input, window) => ({
    sumShapes: [[channels!, filters!, kernelRows!, kernelColumns!]],
    add: (g, [sum], images, gradient) => {
      const output = gradient.shape.slice(2)
      const [rows, columns] = kernelGradientPads(input, output, window)
      const padded = pad(g, swapped(g, images), [0, 0, rows[0], columns[0]], [0, 0, rows[1], columns[1]])
      const attributes: Attributes = { kernel_shape: ints(output), dilations: ints(window.strides) }
      return [add(g, sum!, g.op('Conv', [padded, swapped(g, gradient)], sum!.shape, attributes))]
    },
    kernel: (g, [sum]) => transpose(g, sum!, [2, 3, 0, 1])
  }),

  maxPool: (g, images, window) => {
    const { size, strides, padRows, padColumns } = window
    const shape = [...images.shape.slice(0, 2), ...outputSize(images.shape.slice(2), window)]
    return g.op('MaxPool', [images], shape, {
      kernel_shape: ints(size),
      strides: ints(strides),
      pads: padAttribute(padRows, padColumns)
    })
  },

  maxPoolGradient,

  channelMeans: (g, images) => {
    const [count, channels] = images.shape
    const means = g.op('GlobalAveragePool', [images], [count!, channels!, 1, 1])
    return reshape(g, means, [count!, channels!])
  },

  affine: (g, images, { factor, offset, plus }) => {
    const perPixel = (values: Value) => reshape(g, values, [...values.shape, 1, 1])
    let sum = multiply(g, images, perPixel(factor))
    if (offset !== undefined) sum = add(g, sum, perPixel(offset))
    return plus === undefined ? sum : add(g, sum, plus)
  },

  planes: (g, images) => {
    const [count, channels, height, width] = images.shape
    return reshape(g, images, [count! * channels!, height!, width!, 1])
  }
}

function channelsFirst(g: GraphBuilder, values: Value, [height, width, channels]: ImageShape): Value {
  return transpose(g, reshape(g, values, [values.shape[0]!, height, width, channels]), [0, 3, 1, 2])
}

/** The images take the place of the channels: a kernel's gradient is a sum over them. */
function swapped(g: GraphBuilder, images: Value): Value {
  return transpose(g, images, [1, 0, 2, 3])
}

function padAttribute(rows: Window['padRows'], columns: Window['padColumns']) {
  return ints([rows[0], columns[0], rows[1], columns[1]])
}
