import type { AmsgradSpec } from './types'

export type VariantName = 'paper' | 'keras' | 'pytorch' | 'optax'
export type VariantOptions = Pick<AmsgradSpec, 'biasCorrection' | 'epsilon' | 'epsilonPlacement' | 'maximum'>

/**
 * Whose Adam or AMSGrad is meant, for `"variant"` in an experiment's file. A resolved optimizer holds the options only.
 *
 * - `paper`: Reddi et al. 2018, Algorithms 1 and 2: no bias correction, and no epsilon. A coordinate whose gradient has
 *   always been 0 would divide 0 by 0, so an experiment with a network has to state an epsilon of its own.
 * - `keras`: `tf.keras.optimizers.Adam(amsgrad=True)`, epsilon 1e-7 ("epsilon hat" of Kingma & Ba).
 * - `pytorch`: `torch.optim.Adam(amsgrad=True)`.
 * - `optax`: `optax.amsgrad`, which corrects v before it takes the maximum.
 */
export const VARIANTS: Readonly<Record<VariantName, VariantOptions>> = {
  paper: { biasCorrection: false, epsilon: 0, epsilonPlacement: 'outside', maximum: 'uncorrected' },
  keras: { biasCorrection: true, epsilon: 1e-7, epsilonPlacement: 'outside-uncorrected', maximum: 'uncorrected' },
  pytorch: { biasCorrection: true, epsilon: 1e-8, epsilonPlacement: 'outside', maximum: 'uncorrected' },
  optax: { biasCorrection: true, epsilon: 1e-8, epsilonPlacement: 'outside', maximum: 'corrected' }
}

export function isVariantName(name: unknown): name is VariantName {
  return typeof name === 'string' && Object.hasOwn(VARIANTS, name)
}
