import type { GraphBuilder, Value } from '../../graph/graphBuilder'
import type { ParameterValues } from '../imageStack'

/**
 * A layer of images in a graph, its forward pass and its gradient side by side. Both prepare their parameters once, and
 * then see the minibatch a few images at a time, so that what passes from one operator to the next stays in the cache.
 */
export interface ImageLayer {
  forward(g: GraphBuilder, parameters: ParameterValues): ForwardSlice
  /** @param wanted whether the gradient with respect to the input is needed */
  backward(g: GraphBuilder, parameters: ParameterValues, wanted: boolean): LayerGradient
}

/** @param factors of a Dropout layer for these images, `[count, height * width * channels]`; null in inference */
export type ForwardSlice = (g: GraphBuilder, input: Value, factors: Value | null) => LayerOutput

export interface LayerOutput {
  readonly output: Value
  /** What the gradient will need of these images. */
  readonly kept: readonly Value[]
}

export interface LayerGradient {
  /** Zeros, to which the slices add. */
  readonly sums: readonly Value[]
  /** @param gradient of the loss with respect to the slice's output */
  slice(g: GraphBuilder, gradient: Value, kept: readonly Value[], sums: readonly Value[]): SliceGradient
  /** Gradients of the layer's parameters from the sums over all slices. */
  parameters(g: GraphBuilder, sums: readonly Value[]): ParameterValues
}

export interface SliceGradient {
  /** With respect to the input; null where it was not wanted. */
  readonly input: Value | null
  readonly sums: readonly Value[]
}

/** The gradient of a layer without parameters. */
export function unparameterisedGradient(
  input: (g: GraphBuilder, gradient: Value, kept: readonly Value[]) => Value
): LayerGradient {
  return {
    sums: [],
    slice: (g, gradient, kept) => ({ input: input(g, gradient, kept), sums: [] }),
    parameters: () => new Map()
  }
}
