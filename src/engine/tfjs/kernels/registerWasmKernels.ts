import * as tf from '@tensorflow/tfjs-core'
import { conv2dBackpropFilter } from './conv2dBackpropFilter'
import { conv2dBackpropInput } from './conv2dBackpropInput'
import { type ConvolutionAttributes, convolutionShape } from './convolutionShape'
import { addMaxPoolGradient } from './maxPoolGrad'

type Shape4D = [number, number, number, number]

/** What is used of the wasm backend's object. */
interface WasmBackend {
  makeOutput(shape: number[], dtype: tf.DataType): tf.TensorInfo
  /** A view on the heap; it is void as soon as the heap grows. */
  typedArrayFromHeap(tensor: tf.TensorInfo): Float32Array
}

/**
 * Gives the backend wasm the gradients of a convolution and of max pooling. It has none with respect to the filter; that
 * with respect to the input is a plain loop with 4 GFLOPS, against 35 as a convolution (5 x 5, 64 channels); and that of
 * pooling visits every window of every input, four times as long as ours takes for the window of every output.
 */
export function registerWasmKernels(): void {
  replaceKernel({
    kernelName: tf.Conv2DBackpropFilter,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const { x, dy } = inputs as unknown as { x: tf.Tensor4D; dy: tf.Tensor4D }
      const attributes = attrs as unknown as ConvolutionAttributes & { filterShape: Shape4D }
      return conv2dBackpropFilter(x, dy, convolutionShape(x.shape, attributes.filterShape, attributes))
    }
  })
  replaceKernel({
    kernelName: tf.Conv2DBackpropInput,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const { dy, filter } = inputs as unknown as { dy: tf.Tensor4D; filter: tf.Tensor4D }
      const attributes = attrs as unknown as ConvolutionAttributes & { inputShape: Shape4D }
      const { inputShape } = attributes
      return conv2dBackpropInput(dy, filter, inputShape, convolutionShape(inputShape, filter.shape, attributes))
    }
  })
  replaceKernel({ kernelName: tf.MaxPoolGrad, backendName: 'wasm', kernelFunc: maxPoolGrad })
}

function maxPoolGrad({ inputs, backend, attrs }: Parameters<tf.KernelFunc>[0]): tf.TensorInfo {
  const { dy, input, output } = inputs as unknown as Readonly<Record<'dy' | 'input' | 'output', tf.TensorInfo>>
  const { filterSize, strides, pad } = attrs as unknown as tf.MaxPoolGradAttrs
  const info = tf.backend_util.computePool2DInfo(input.shape as Shape4D, filterSize, strides, 1, pad)
  const wasm = backend as WasmBackend
  const dx = wasm.makeOutput(input.shape, 'float32')
  const valuesOf = (tensor: tf.TensorInfo): Float32Array => wasm.typedArrayFromHeap(tensor)
  addMaxPoolGradient(valuesOf(dy), valuesOf(input), valuesOf(output), valuesOf(dx).fill(0), {
    ...info,
    numImages: info.batchSize,
    height: info.inHeight,
    width: info.inWidth,
    channels: info.inChannels,
    padTop: info.padInfo.top,
    padLeft: info.padInfo.left
  })
  return dx
}

function replaceKernel(config: tf.KernelConfig): void {
  if (tf.getKernel(config.kernelName, config.backendName) !== undefined) {
    tf.unregisterKernel(config.kernelName, config.backendName)
  }
  tf.registerKernel(config)
}
