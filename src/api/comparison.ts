import type { ClaimWith, Margin } from '../claims/types'
import type { ComparisonHypothesis, PairedEvidence, PairSide } from '../kinds/comparison/types'
import { arrayClaim, type DecisionOptions } from './arrayClaim'

/** What is asked of two arms. */
export interface ComparisonOptions extends DecisionOptions {
  /** What is claimed of the treatment; default `lower`. */
  readonly kind?: ComparisonHypothesis['kind']
  /**
   * Smallest effect of interest: a share of the loss (default `{ relative: 0.01 }`, 1 %), compared by logarithms, with
   * `epsilon` added to both losses where they may be 0; or an absolute difference in the metric's own unit.
   */
  readonly margin?: { readonly relative: number; readonly epsilon?: number } | { readonly absolute: number }
  /** Words for the sentence; `metric` also says whether values are bounded, as an accuracy is. */
  readonly names?: { readonly control?: string; readonly treatment?: string; readonly metric?: string }
}

/**
 * Two arms as plain arrays, as the claim and the evidence that they are.
 *
 * @throws RangeError where the arms differ in size or the margin is negative or no number
 */
export function comparisonOf(
  id: string,
  control: readonly number[],
  treatment: readonly number[],
  options: ComparisonOptions
): { readonly claim: ClaimWith<ComparisonHypothesis>; readonly evidence: PairedEvidence } {
  if (control.length !== treatment.length) {
    throw new RangeError(`paired arms differ in size: ${control.length} and ${treatment.length}`)
  }
  const margin = marginOf(options.margin ?? { relative: 0.01 })
  const names = { control: 'control', treatment: 'treatment', metric: 'loss', ...options.names }
  const hypothesis: ComparisonHypothesis = {
    kind: options.kind ?? 'lower',
    at: 'final',
    margin,
    tuning: null,
    ...names
  }
  const arm = (name: string) => ({ arm: name, setting: {}, selection: null })
  const evidence: PairedEvidence = {
    kind: 'paired',
    metric: names.metric,
    measure: { kind: 'final' },
    transform: 'absolute' in margin ? 'difference' : 'log-ratio',
    control: arm(names.control),
    treatment: arm(names.treatment),
    chanceLevel: null,
    pairs: control.map((value, seed) => ({ seed, control: side(value), treatment: side(treatment[seed]!) }))
  }
  return { claim: arrayClaim(id, hypothesis, control.length, options), evidence }
}

function marginOf(margin: NonNullable<ComparisonOptions['margin']>): Margin {
  const complete = 'absolute' in margin ? margin : { epsilon: 0, ...margin }
  for (const [name, value] of Object.entries(complete)) {
    if (!(value >= 0 && value < Infinity)) throw new RangeError(`${name} of a margin is at least 0, not ${value}`)
  }
  return complete
}

function side(value: number): PairSide {
  const failure = Number.isFinite(value) ? null : 'diverged'
  return { runKey: '', value, censored: false, trainLoss: value, failure }
}
