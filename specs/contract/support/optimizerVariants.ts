import type { AdamSpec, AmsgradSpec, OptimizerSpec } from '../../../src/optim/presets'
import { AMSGRAD, SGD } from './trainingSpecs'

/**
 * Every variant that differs from all others. Without bias correction c_t = 1, so some options then coincide.
 *
 * @param adam what the adaptive variants have in common
 * @param sgdRates learning rates of SGD without and with momentum
 */
export function optimizerVariants(
  adam: AdamSpec,
  sgdRates: { readonly plain: number; readonly momentum: number }
): Record<string, OptimizerSpec> {
  const amsgrad: AmsgradSpec = { ...AMSGRAD, ...adam, name: 'AMSGrad' }
  const plain = { ...SGD, learningRate: sgdRates.plain }
  const heavy = { ...SGD, learningRate: sgdRates.momentum }
  return {
    SGD: { ...plain, momentum: 0 },
    'SGD, momentum': { ...heavy, momentum: 0.9 },
    'Adam, outside': adam,
    'Adam, outside-uncorrected': { ...adam, epsilonPlacement: 'outside-uncorrected' },
    'Adam, inside': { ...adam, epsilonPlacement: 'inside' },
    'Adam, no correction, outside': { ...adam, biasCorrection: false },
    'Adam, no correction, inside': { ...adam, biasCorrection: false, epsilonPlacement: 'inside' },
    'Adam, beta1 0': { ...adam, beta1: 0, beta2: 0.3 },
    'Adam, textbook betas': { ...adam, beta1: 0.9, beta2: 0.999 },
    'AMSGrad, uncorrected, outside': amsgrad,
    'AMSGrad, uncorrected, outside-uncorrected': { ...amsgrad, epsilonPlacement: 'outside-uncorrected' },
    'AMSGrad, uncorrected, inside': { ...amsgrad, epsilonPlacement: 'inside' },
    'AMSGrad, corrected, outside': { ...amsgrad, maximum: 'corrected' },
    'AMSGrad, corrected, outside-uncorrected': {
      ...amsgrad,
      maximum: 'corrected',
      epsilonPlacement: 'outside-uncorrected'
    },
    'AMSGrad, corrected, inside': { ...amsgrad, maximum: 'corrected', epsilonPlacement: 'inside' },
    'AMSGrad, no correction, outside': { ...amsgrad, biasCorrection: false },
    'AMSGrad, no correction, inside': { ...amsgrad, biasCorrection: false, epsilonPlacement: 'inside' }
  }
}
