import { InputError } from '../../errors'
import type { DenseLayer, Layer } from '../../spec/types'

/** A layer with its sizes, in the order of the stack. */
export type ResolvedLayer =
  | {
      readonly kind: 'dense'
      readonly inputs: number
      readonly units: number
      readonly activation: DenseLayer['activation']
      readonly useBias: boolean
      readonly kernelInitializer: DenseLayer['kernel_initializer']
    }
  | { readonly kind: 'dropout'; readonly units: number; readonly rate: number }

export type ResolvedDense = Extract<ResolvedLayer, { kind: 'dense' }>

/**
 * Gives every layer its sizes and checks that the stack is a classifier: it ends in a Dense layer with one softmax unit
 * a class, whose logits enter the cross-entropy.
 *
 * @param numInputs pixels of an image
 * @throws InputError for a stack that no engine trains
 * @example
 * const softmax = { class: 'Dense', units: 10, activation: 'softmax' }
 * resolveLayers([{ class: 'Dropout', rate: 0.5 }, softmax], 64, 10)[0] // { kind: 'dropout', units: 64, rate: 0.5 }
 */
export function resolveLayers(
  layers: readonly Layer[],
  numInputs: number,
  numClasses: number
): readonly ResolvedLayer[] {
  let width = numInputs
  const resolved = layers.map((layer): ResolvedLayer => {
    switch (layer.class) {
      case 'Dropout':
        return { kind: 'dropout', units: width, rate: layer.rate }
      case 'Dense': {
        const inputs = width
        width = layer.units
        return {
          kind: 'dense',
          inputs,
          units: layer.units,
          activation: layer.activation,
          useBias: layer.use_bias,
          kernelInitializer: layer.kernel_initializer
        }
      }
      default:
        return layer satisfies never
    }
  })
  const last = resolved.at(-1)
  if (last?.kind !== 'dense' || last.activation !== 'softmax' || last.units !== numClasses) {
    throw new InputError('the model does not end in a classifier', {
      where: 'model.layers',
      expected: `a last layer Dense with ${numClasses} units and activation "softmax"`,
      received: JSON.stringify(layers.at(-1) ?? null),
      remedy: 'end the layers with it; categorical_crossentropy is computed from its logits'
    })
  }
  return resolved
}
