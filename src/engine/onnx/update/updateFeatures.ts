import type { OptimizerSpec } from '../../../claims/types'

/**
 * Which parts of the general update some member of a cohort needs. Leaving out what nobody needs changes no bits: it
 * would add 0, multiply by 1, or take the maximum of a square and 0.
 */
export interface UpdateFeatures {
  readonly firstMoment: boolean
  readonly secondMoment: boolean
  /** Some members have a second moment and some have none. */
  readonly secondMomentOfSome: boolean
  readonly maximum: boolean
  /** Some members keep a maximum of the second moment and some do not. */
  readonly maximumOfSome: boolean
  readonly correctionBeforeMaximum: boolean
  readonly epsilonInside: boolean
}

export function updateFeatures(optimizers: readonly OptimizerSpec[]): UpdateFeatures {
  const adaptive = optimizers.filter((optimizer) => optimizer.name !== 'SGD')
  const amsgrad = optimizers.filter((optimizer) => optimizer.name === 'AMSGrad')
  return {
    firstMoment: optimizers.some((optimizer) => firstDecay(optimizer) !== 0),
    secondMoment: adaptive.length > 0,
    secondMomentOfSome: adaptive.length > 0 && adaptive.length < optimizers.length,
    maximum: amsgrad.length > 0,
    maximumOfSome: amsgrad.length > 0 && amsgrad.length < optimizers.length,
    correctionBeforeMaximum: amsgrad.some(({ maximum, biasCorrection }) => maximum === 'corrected' && biasCorrection),
    epsilonInside: adaptive.some(({ epsilonPlacement }) => epsilonPlacement === 'inside')
  }
}

/** beta1, or the momentum of SGD. */
export function firstDecay(optimizer: OptimizerSpec): number {
  return optimizer.name === 'SGD' ? optimizer.momentum : optimizer.beta1
}
