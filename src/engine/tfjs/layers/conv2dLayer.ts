import * as tf from '@tensorflow/tfjs-core'
import type { ResolvedConv2D } from '../../../claims/network/resolveNetwork'
import { channelSums } from '../sumOverExamples'
import type { LayerVariables, TfjsLayer } from './layer'
import { paddingOf } from './padding'

/**
 * A cross-correlation. Its gradients are the kernels `Conv2DBackpropFilter` and `Conv2DBackpropInput` of the backend;
 * `kernels/` has those of wasm.
 */
export function conv2dLayer({ window }: ResolvedConv2D, { kernel, bias }: LayerVariables): TfjsLayer {
  const filter = kernel as tf.Variable<tf.Rank.R4>
  const strides: [number, number] = [...window.strides]
  const attributes = { strides, pad: paddingOf(window), dataFormat: 'NHWC' as const }
  const infer = (input: tf.Tensor): tf.Tensor => {
    const output = tf.conv2d(input as tf.Tensor4D, filter, strides, attributes.pad)
    return bias === undefined ? output : tf.add(output, bias)
  }
  const gradientOf = (kernelName: string, inputs: tf.NamedTensorMap, shape: Record<string, number[]>): tf.Tensor =>
    tf.engine().runKernel(kernelName, inputs, { ...attributes, ...shape })
  return {
    infer,
    train: (input) => ({
      output: infer(input),
      backward: (dy, needsInput) => {
        const dFilter = gradientOf(tf.Conv2DBackpropFilter, { x: input, dy }, { filterShape: filter.shape })
        const parameters = [{ name: filter.name, tensor: dFilter }]
        if (bias !== undefined) parameters.push({ name: bias.name, tensor: channelSums(dy) })
        const inputShape = { inputShape: input.shape }
        return { input: needsInput ? gradientOf(tf.Conv2DBackpropInput, { dy, filter }, inputShape) : null, parameters }
      }
    })
  }
}
