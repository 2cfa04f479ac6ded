import { backend_util } from '@tensorflow/tfjs-core'
import type { Size2D } from '../../../claims/types'

/** What the gradients of a convolution need to know of it. */
export interface ConvolutionShape {
  readonly filterRows: number
  readonly filterColumns: number
  readonly strides: Size2D
  readonly padTop: number
  readonly padLeft: number
}

/** The attributes of the kernels `Conv2DBackpropFilter` and `Conv2DBackpropInput` that are the same in both. */
export interface ConvolutionAttributes {
  readonly strides: [number, number] | number
  readonly pad: 'valid' | 'same' | number
  readonly dataFormat: 'NHWC' | 'NCHW'
}

/** @throws Error for images with the channels first, which the backend wasm does not convolve */
export function convolutionShape(
  inputShape: [number, number, number, number],
  filterShape: [number, number, number, number],
  { strides, pad, dataFormat }: ConvolutionAttributes
): ConvolutionShape {
  if (dataFormat !== 'NHWC') throw new Error(`no gradient of a convolution in the format ${dataFormat}`)
  const info = backend_util.computeConv2DInfo(inputShape, filterShape, strides, 1, pad)
  return {
    filterRows: info.filterHeight,
    filterColumns: info.filterWidth,
    strides: [info.strideHeight, info.strideWidth],
    padTop: info.padInfo.top,
    padLeft: info.padInfo.left
  }
}
