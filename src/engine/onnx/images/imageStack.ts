import type { Network, ResolvedLayer } from '../../../claims/network/resolveNetwork'
import type { GraphBuilder, Value } from '../graph/graphBuilder'

/**
 * The part of a network that works on images: its layers up to the first Flatten, with the convolutions lowered to the
 * operators of one kind. What comes after it, and the update, do not know how: at the border everything lies as in
 * Keras, images and features row by row with the channels last, kernels as `[rows, columns, channels, filters]`.
 *
 * One run a graph: a cohort's runs go through it one after another.
 */
export interface ImageStack {
  readonly lowering: ImageLowering
  /** Forward pass of a minibatch in training mode, and its backward pass. */
  training(g: GraphBuilder, minibatch: ImageMinibatch, parameters: ParameterValues): TrainedImages
  /** Forward pass in inference mode: float32 `[count, features]`. @param images uint8 `[count, bytes]` */
  inference(g: GraphBuilder, images: Value, parameters: ParameterValues): Value
}

/** `plain`: standard ONNX; `nchwc`: ONNX Runtime's kernels for blocks of channels, where the machine has them. */
export type ImageLowering = 'plain' | 'nchwc'

/** By the name of the parameter in `parametersOf`, in its shape. */
export type ParameterValues = ReadonlyMap<string, Value>

export interface ImageMinibatch {
  /** uint8 `[batch, height * width * channels]` */
  readonly images: Value
  /** Factors of the stack's Dropout layers, in order: float32 `[batch, height * width * channels]`. */
  readonly dropout: readonly Value[]
}

export interface TrainedImages {
  /** float32 `[batch, features]` */
  readonly features: Value
  /** New running statistics. */
  readonly statistics: ParameterValues
  /**
   * Gradients of the trained parameters, without L2.
   *
   * @param gradient of the loss with respect to `features`
   */
  backward(gradient: Value): ParameterValues
}

/** The layers before the Flatten; empty for a network without convolutions, whose pixels go straight to Dense. */
export function imageLayersOf({ layers }: Network): readonly ResolvedLayer[] {
  const end = layers.findIndex(({ kind }) => kind === 'flatten')
  return layers.slice(0, end)
}
