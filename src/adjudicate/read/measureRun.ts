import { curveOf } from '../../kinds/comparison/curve'
import { epsilonOf } from '../../kinds/comparison/pairEffect'
import type { PairedHypothesis } from '../../kinds/comparison/types'
import { geometricMean } from '../../kinds/shared/metric'
import type { Series } from './series'

/** What makes one number of a run's curve. */
export type CurveMeasure =
  | { readonly kind: 'auc'; readonly epsilon: number }
  | { readonly kind: 'time-to'; readonly threshold: number }

/** null for claims about final values. */
export function curveMeasureOf(hypothesis: PairedHypothesis): CurveMeasure | null {
  const curve = curveOf(hypothesis)
  return curve?.kind === 'auc' ? { kind: 'auc', epsilon: epsilonOf(hypothesis.margin) } : curve
}

/** The epochs over which the curves of a group are compared: none is followed longer than another. */
export interface Span {
  /** Number of the first epoch. */
  readonly first: number
  /** Every epoch at which some run of the group has a value, and the last one of the shortest whole run; ascending. */
  readonly epochs: readonly number[]
}

export interface MeasuredCurve {
  /** NaN where a value is missing that no earlier one can stand for, or is not a number. */
  readonly value: number
  /** `time-to`: the threshold was not reached within the span, and the value is its length. */
  readonly censored: boolean
  /** `time-to`: the threshold was reached, so that nothing which comes later matters. */
  readonly reached: boolean
  /** First epoch of the span that has no value and matters; null without one. The value before it stands for it. */
  readonly missing: number | null
}

/**
 * What a curve amounts to: its geometric mean over the span, or the number of epochs until it is at or below the
 * threshold, restricted to the length of the span.
 *
 * @example
 * const span = { first: 1, epochs: [1, 2, 3] }
 * measureCurve({ epochs: [1, 2, 3], values: [2, 0.4, 0.6] }, { kind: 'time-to', threshold: 0.5 }, span)
 * // { value: 2, censored: false, reached: true, missing: null }
 */
export function measureCurve(series: Series, measure: CurveMeasure, { first, epochs }: Span): MeasuredCurve {
  const known = new Map(series.epochs.map((epoch, i) => [epoch, series.values[i]!]))
  const curve: number[] = []
  let missing: number | null = null
  for (const epoch of epochs) {
    const value = known.get(epoch)
    if (value === undefined) missing ??= epoch
    curve.push(value ?? curve.at(-1) ?? Number.NaN)
    if (measure.kind === 'time-to' && curve.at(-1)! <= measure.threshold) {
      return { value: epoch - first + 1, censored: false, reached: true, missing }
    }
  }
  const rest = { reached: false, missing }
  switch (measure.kind) {
    case 'auc':
      return { value: aucOf(curve, measure.epsilon), censored: false, ...rest }
    case 'time-to': {
      const length = epochs.at(-1)! - first + 1
      return { value: Number.isNaN(curve[0]) ? Number.NaN : length, censored: true, ...rest }
    }
    default:
      return measure satisfies never
  }
}

/** A value that has no logarithm stands for the whole curve, so that the claim's own error names it. */
function aucOf(curve: readonly number[], epsilon: number): number {
  const smallest = Math.min(...curve)
  return smallest + epsilon <= 0 ? smallest : geometricMean(curve, epsilon)
}
