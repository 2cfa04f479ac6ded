import type { ParameterRole } from '../../src/claims/network/parameters'

/**
 * What a layer made of a minibatch, and the way back. Values are float64, row by row: `[count, ...shape]`.
 *
 * The layers of this folder are written as loops over numbers, from the equations, and share nothing with the engines:
 * they are what the engines are compared with. Central differences, cases by hand and PyTorch check them.
 */
export interface LayerPass {
  readonly output: Float64Array
  /** Takes the gradient of the loss in the output, gives those in the input and in the layer's trained parameters. */
  backward(gradient: Float64Array): LayerGradients
}

export interface LayerGradients {
  readonly input: Float64Array
  readonly parameters: LayerParameters
}

/** The parameters of one layer, or their gradients. */
export type LayerParameters = { readonly [Role in ParameterRole]?: Float64Array }
