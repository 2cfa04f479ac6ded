import type * as tf from '@tensorflow/tfjs-core'
import type { ParameterRole } from '../../../claims/network/parameters'
import type { NamedTensor } from '../namedTensor'

/** A layer on tensors, `[n, ...shape of one example]`. Its gradient is written out by hand; see `network.ts` for why. */
export interface TfjsLayer {
  /** The output in inference mode. */
  infer(input: tf.Tensor): tf.Tensor
  /** The output in training mode, and what the way back needs. */
  train(input: tf.Tensor, step: StepContext): Trace
}

/** What a layer may ask about the step at hand. */
export interface StepContext {
  /** The factors of the next Dropout layer, in the shape of its input. */
  nextMask(shape: number[]): tf.Tensor
  /** `columns x rows` of a matrix: made beforehand where that was cheaper. */
  transposed(matrix: tf.Tensor2D): tf.Tensor2D
}

/** A forward pass in training mode. The tensors live as long as the `tf.tidy` around the step. */
export interface Trace {
  readonly output: tf.Tensor
  /**
   * Takes the gradient back through the layer.
   *
   * @param gradient of the loss with respect to `output`
   * @param needsInput whether the gradient with respect to the input is asked for
   */
  backward(gradient: tf.Tensor, needsInput: boolean): LayerGradients
  /** What the running statistics become with this minibatch. */
  readonly runningStatistics?: readonly NamedTensor[]
}

export interface LayerGradients {
  /** Null where it was not asked for. */
  readonly input: tf.Tensor | null
  /** Of the layer's trained parameters. */
  readonly parameters: readonly NamedTensor[]
}

/** The parameters of a layer, those that it has. */
export type LayerVariables = Partial<Readonly<Record<ParameterRole, tf.Variable>>>

/** A layer without parameters whose gradient needs no more than its output. */
export function simpleTrace(output: tf.Tensor, backward: (gradient: tf.Tensor) => tf.Tensor): Trace {
  return {
    output,
    backward: (gradient, needsInput) => ({ input: needsInput ? backward(gradient) : null, parameters: [] })
  }
}
