import { curveOf } from '../../kinds/comparison/curve'
import { epsilonOf } from '../../kinds/comparison/pairEffect'
import type { PairedHypothesis } from '../../kinds/comparison/types'
import { timeTo } from '../../kinds/shared/metric'
import type { Series } from '../../logs/series'

/** What makes one number of a run's curve. */
export type CurveMeasure =
  | { readonly kind: 'auc'; readonly epsilon: number }
  | { readonly kind: 'time-to'; readonly threshold: number; readonly upwards?: boolean }

/** null for claims about final values. */
export function curveMeasureOf(hypothesis: PairedHypothesis): CurveMeasure | null {
  const curve = curveOf(hypothesis)
  return curve?.kind === 'auc' ? { kind: 'auc', epsilon: epsilonOf(hypothesis.margin) } : curve
}

/** The epochs over which the curves of a group are compared: none is followed longer than another. */
export interface Span {
  /** Number of the first epoch. */
  readonly first: number
  /** Where the last of the runs was first evaluated: from here on all of them are known. */
  readonly from: number
  /** Where the shortest whole run ends. */
  readonly last: number
}

export interface MeasuredCurve {
  /** NaN without a value, or where one is not a number. */
  readonly value: number
  /** `time-to`: the evaluations between which the value lies. */
  readonly within?: readonly [number, number]
  /** `time-to`: the threshold was not reached within the span, and the value is its length. */
  readonly censored: boolean
  /** `time-to`: the threshold was reached, so that nothing which comes later matters. */
  readonly reached: boolean
  /** The run was followed to the end of the span, or as far as matters. */
  readonly isWhole: boolean
}

/**
 * What a curve amounts to. `auc`: its geometric mean over the span, an epoch or step being worth as much as any other
 * however often was evaluated: the trapezoidal rule on ln(value + epsilon) over the epochs, straight between two
 * evaluations, level after the last one. `time-to`: the number of epochs until it gets to the threshold,
 * interpolated between two evaluations, with these, and restricted to the length of the span.
 *
 * @example
 * const span = { first: 1, from: 1, last: 3 }
 * measureCurve({ epochs: [1, 2, 3], values: [2, 0.5, 0.6] }, { kind: 'time-to', threshold: 1 }, span)
 * // { value: 1.5, within: [1, 2], censored: false, reached: true, isWhole: true }
 */
export function measureCurve(series: Series, measure: CurveMeasure, span: Span): MeasuredCurve {
  const { first, last } = span
  const isWhole = reaches(series, last)
  switch (measure.kind) {
    case 'auc':
      return { value: aucOf(series, measure.epsilon, span), censored: false, reached: false, isWhole }
    case 'time-to': {
      const length = last - first + 1
      const at = series.epochs.map((epoch) => epoch - first + 1)
      const { time, within, censored } = timeTo(
        { at, values: series.values },
        measure.threshold,
        length,
        measure.upwards
      )
      if (!censored) return { value: time, within, censored, reached: true, isWhole: true }
      // Of a run that ended early the mapping says that its last value stands, or it counts for nothing.
      const known = isWhole ? within : ([length, length] as const)
      const value = series.epochs.length === 0 ? Number.NaN : length
      return { value, within: known, censored, reached: false, isWhole }
    }
    default:
      return measure satisfies never
  }
}

/**
 * Whether a run was followed to an epoch: it has a value there or later, or was only evaluated at other times: its next
 * evaluation would have come later, were it the longest time after the one before.
 */
export function reaches({ epochs }: Series, epoch: number): boolean {
  const last = epochs.at(-1)
  return last !== undefined && (last >= epoch || epoch - last < longestStep(epochs))
}

/** The same of the beginning. */
export function startsBy({ epochs }: Series, epoch: number): boolean {
  const [first] = epochs
  return first !== undefined && (first <= epoch || first - epoch < longestStep(epochs))
}

function longestStep(epochs: readonly number[]): number {
  return epochs.reduce((longest, epoch, i) => (i === 0 ? 0 : Math.max(longest, epoch - epochs[i - 1]!)), 0)
}

/** A value that has no logarithm stands for the whole curve, so that the claim's own error names it. */
function aucOf({ epochs, values }: Series, epsilon: number, { from, last }: Span): number {
  const used = values.filter((_, i) => (epochs[i + 1] ?? Infinity) > from && (epochs[i - 1] ?? -Infinity) < last)
  if (used.length === 0) return Number.NaN
  const smallest = used.reduce((least, value) => Math.min(least, value))
  if (!(smallest + epsilon > 0)) return smallest
  const logs = values.map((value) => Math.log(value + epsilon))
  const at = (epoch: number): number => {
    const right = firstFrom(epochs, epoch)
    if (right === 0 || right === epochs.length) return right === 0 ? logs[0]! : logs.at(-1)!
    const share = (epoch - epochs[right - 1]!) / (epochs[right]! - epochs[right - 1]!)
    // Not a weighted sum alone, which an infinity beside would make NaN of.
    return share === 1 ? logs[right]! : logs[right - 1]! + share * (logs[right]! - logs[right - 1]!)
  }
  if (from >= last) return Math.exp(at(last)) - epsilon
  const grid = [from, ...epochs.filter((epoch) => from < epoch && epoch < last), last]
  const heights = grid.map(at)
  const area = grid.reduce(
    (sum, epoch, i) => (i === 0 ? 0 : sum + ((epoch - grid[i - 1]!) * (heights[i]! + heights[i - 1]!)) / 2),
    0
  )
  return Math.exp(area / (last - from)) - epsilon
}

/** Index of the first epoch that is not before another; their number where all are. By halves: a log can be long. */
function firstFrom(epochs: readonly number[], epoch: number): number {
  let [from, to] = [0, epochs.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (epochs[middle]! >= epoch) to = middle
    else from = middle + 1
  }
  return from
}
