import { type ComparisonSample, comparisonSample, DISAGREEMENT, notEvaluable } from './comparisonVerdict'
import { NoLogarithmError, type PairEffect } from './pairEffect'
import type { Pair, PairedHypothesis, PairedVerdict } from './types'

/** Two arms on one metric, with the side on which it is better. */
export type Rated = Pick<PairedHypothesis, 'metric' | 'margin'> & { readonly better: 'lower' | 'higher' }

/**
 * Pairs turned so that lower is better, whichever way the metric goes: theta below 0 where the treatment is better. Then
 * the rule of `lower`, its guards and its errors are those of "better".
 *
 * @returns null where a value has no logarithm
 */
export function turnedSample(rated: Rated, pairs: readonly Pair[], effect: PairEffect): ComparisonSample | null {
  const turned: PairEffect = rated.better === 'lower' ? effect : (control, treatment) => effect(treatment, control)
  try {
    return comparisonSample({ ...rated, kind: 'lower' }, pairs, turned)
  } catch (error) {
    if (error instanceof NoLogarithmError) return null
    throw error
  }
}

type NotWorse = Exclude<PairedVerdict, { readonly outcome: 'refuted' | 'below-margin' }> | typeof WORSE

const WORSE = { outcome: 'refuted', subtype: null } as const
const FAILURES = { outcome: 'inconclusive', subtype: 'failures' } as const

/**
 * Whether the treatment is not worse by more than the margin (non-inferiority): reproduced where theta is shown to lie
 * below delta, refuted where above it, lower being better. What is said of either is wrong with probability alpha/2 at
 * most. It speaks of runs that trained; so it is no verdict where the arm that it speaks for fails more often.
 *
 * @param sample of `turnedSample`
 */
export function notWorseVerdict(sample: ComparisonSample, alpha: number): NotWorse {
  const unfit = notEvaluable(sample)
  if (unfit !== null) return unfit
  const { location, delta, failures } = sample
  const side = location.side(delta, alpha)
  switch (side) {
    case 'below':
      return failures.failsMore === 'treatment' ? FAILURES : { outcome: 'reproduced', subtype: null }
    case 'above':
      return failures.failsMore === 'control' ? FAILURES : WORSE
    case 'open':
      return { outcome: 'inconclusive', subtype: null }
    default:
      return { outcome: 'inconclusive', subtype: DISAGREEMENT[side] }
  }
}
