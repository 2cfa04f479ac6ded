import type { GraphBuilder, Value } from '../graph/graphBuilder'
import type { StateTensor, StateValues } from '../states'

/**
 * Vectors of a minibatch in a graph, in one of two layouts:
 *
 * - `rows`, `[batch, length]`: the same for all members, as the images come. `scale` is still to be multiplied in. Where
 *   `hasOnes`, a last column holds 1/scale, so that a product with it adds a bias.
 * - `columns`, `[members, length, batch]`, or `[1, length, batch]` while the members do not differ. Products then need no
 *   transposition, and a member's bits do not depend on how many there are.
 */
export type Vectors =
  | { readonly layout: 'rows'; readonly value: Value; readonly scale: number; readonly hasOnes: boolean }
  | { readonly layout: 'columns'; readonly value: Value }

/** A layer of vectors in a graph: its forward pass and, beside it, its gradient. */
export interface LoweredLayer {
  readonly states: readonly StateTensor[]
  /** Length of the factors that it draws for each example; 0 for none. */
  readonly dropoutUnits: number
  /** @param dropout the layer's factors in the layout of its input, where it draws some */
  training(g: GraphBuilder, input: Vectors, states: StateValues, dropout: Value | null): LayerPass
  inference(g: GraphBuilder, input: Vectors, states: StateValues): Vectors
}

export interface LayerPass {
  readonly output: Vectors
  /** New running statistics, by state tensor. */
  readonly statistics: StateValues
  /**
   * @param gradient of the loss with respect to `output`, in its layout
   * @param wanted whether the gradient with respect to the input is needed
   */
  backward(gradient: Value, wanted: boolean): LayerGradients
}

export interface LayerGradients {
  /** In the layout of the input; null where it was not wanted. */
  readonly input: Value | null
  /** By state tensor, `[members, rows, columns]`, without L2. */
  readonly states: StateValues
}

export const NO_STATES: StateValues = new Map()
