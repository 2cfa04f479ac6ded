import type { Margin } from '../../claims/types'
import { InputError } from '../../errors'
import type { PairedHypothesis } from './types'

/** A loss that its claim compares by the logarithm has none. The family goes on without the claim. */
export class NoLogarithmError extends InputError {}

/** One pair as one number, control first. */
export type PairEffect = (control: number, treatment: number) => number

/**
 * How a claim turns a pair into a number: r = ln((b + eps)/(a + eps)), as a difference of logarithms so that swapping
 * the arms only changes its sign, or d = b - a where the margin is absolute.
 *
 * @returns a function of a and b that throws NoLogarithmError where a + eps or b + eps is not positive, InputError where
 *   the difference of two finite numbers is not finite
 * @example pairEffect(claim, claim.hypothesis)(2, 1) // -0.6931471805599453
 * @example pairEffect(claim, { ...claim.hypothesis, margin: { absolute: 0.01 } })(2, 1) // -1
 */
export function pairEffect({ id }: { readonly id: string }, { metric, margin }: PairedHypothesis): PairEffect {
  if ('absolute' in margin) {
    return (control, treatment) => {
      const difference = treatment - control
      if (Number.isFinite(difference)) return difference
      throw new InputError(`claim ${id} compares ${metric} by a difference that is too large for a number`, {
        expected: 'values whose difference is finite',
        received: `${control} and ${treatment}`,
        remedy: 'compare a loss of this size by its logarithm: "margin": { "relative": ... }'
      })
    }
  }
  const { epsilon } = margin
  return (control, treatment) => {
    const smallest = Math.min(control, treatment)
    if (smallest + epsilon > 0) return Math.log(treatment + epsilon) - Math.log(control + epsilon)
    throw new NoLogarithmError(`claim ${id} compares ${metric} by its logarithm, which a loss of 0 or below has not`, {
      expected: epsilon === 0 ? `${metric} > 0 in every run` : `${metric} > ${-epsilon} in every run`,
      received: String(smallest),
      remedy: 'state a floor in the claim: "margin": { "relative": ..., "epsilon": ... } adds epsilon to both losses'
    })
  }
}

/** The smallest effect of interest on the scale of the pairs' numbers. @example deltaOf({ absolute: 0.01 }) // 0.01 */
export function deltaOf(margin: Margin): number {
  return 'absolute' in margin ? margin.absolute : Math.log1p(margin.relative)
}

/** What is added to both losses before the logarithm; 0 for a difference. */
export function epsilonOf(margin: Margin): number {
  return 'absolute' in margin ? 0 : margin.epsilon
}
