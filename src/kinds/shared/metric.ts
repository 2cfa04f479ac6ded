import type { MeasuredRun } from '../../claims/runs'

/** The last value of a metric of a run; NaN where the run diverged or never recorded it. */
export function finalValue(result: MeasuredRun, metric: string): number {
  if (result.status.kind !== 'completed') return Number.NaN
  return result.metrics[metric]?.values.at(-1) ?? Number.NaN
}

/** The value of a metric after the first epoch of a run; NaN where the run diverged or never recorded it. */
export function firstValue(result: MeasuredRun, metric: string): number {
  if (result.status.kind !== 'completed') return Number.NaN
  return result.metrics[metric]?.values[0] ?? Number.NaN
}

/**
 * The relative change of a metric over the last epoch, |L_T/L_{T-1} - 1|: 0 where it stayed as it was, whatever it was.
 * NaN where the run diverged or recorded fewer than two values, Infinity where a metric left 0.
 *
 * @example
 * const series = { unit: 'epoch', at: [1, 2, 3], values: [2, 0.5, 0.375] }
 * lastChange({ status: { kind: 'completed' }, metrics: { 'train.loss': series } }, 'train.loss') // 0.25
 */
export function lastChange(result: MeasuredRun, metric: string): number {
  const [before, last] = result.metrics[metric]?.values.slice(-2) ?? []
  if (result.status.kind !== 'completed' || before === undefined || last === undefined) return Number.NaN
  return last === before ? 0 : Math.abs(last / before - 1)
}

/**
 * The geometric mean of a metric's curve: exp of the mean over the epochs of ln(metric + epsilon), less epsilon, so that
 * the log ratio of two such values is the difference of the two means. Epochs count alike, since our runs are evaluated
 * after each; logs of others are integrated over theirs (`adjudicate/read/measureRun`). NaN where the run diverged.
 *
 * @param epsilon that of the claim's margin, 0 where it states none
 * @example
 * const series = { unit: 'epoch', at: [1, 2], values: [1, Math.E ** 2] }
 * curveMean({ status: { kind: 'completed' }, metrics: { 'train.loss': series } }, 'train.loss', 0) // 2.71828...: e
 */
export function curveMean(result: MeasuredRun, metric: string, epsilon: number): number {
  const values = result.metrics[metric]?.values ?? []
  return result.status.kind === 'completed' ? geometricMean(values, epsilon) : Number.NaN
}

/**
 * exp of the mean of ln(value + epsilon), less epsilon. NaN without values; 0 - epsilon where a value plus epsilon is 0.
 *
 * @param values above -epsilon
 * @example geometricMean([1, 100], 0) // 10
 */
export function geometricMean(values: readonly number[], epsilon: number): number {
  if (values.length === 0) return Number.NaN
  const sum = values.reduce((total, value) => total + Math.log(value + epsilon), 0)
  return Math.exp(sum / values.length) - epsilon
}

/** When a run got to a threshold, as far as it was followed and as closely as it was evaluated. */
export interface RestrictedTime {
  /** min(T, tau), T interpolated between two evaluations; NaN where the run diverged. */
  readonly time: number
  /** min(T, tau) is above the first, if that is not tau, and not above the second: what the evaluations show. */
  readonly within: readonly [number, number]
  /** It ended before the threshold was reached. */
  readonly censored: boolean
}

/**
 * When a metric came down to a threshold, restricted to tau. A run gets there after the evaluation before and not later
 * than the first one that shows it: the time lies between these two, on the straight line of ln metric where both values
 * are positive, of the metric where they are not; in the middle where nothing was evaluated before, training beginning
 * at 0, or a value is infinite. Upwards, of an accuracy say, it is the first that is no lower, on the straight line of the metric.
 *
 * @param tau the length of the run, which is also the value of a run that never gets there
 * @example
 * const series = { unit: 'epoch', at: [1, 2, 3], values: [2, 0.5, 0.4] }
 * restrictedTime({ status: { kind: 'completed' }, metrics: { 'train.loss': series } }, 'train.loss', 1, 3)
 * // { time: 1.5, within: [1, 2], censored: false }
 */
export function restrictedTime(
  result: MeasuredRun,
  metric: string,
  threshold: number,
  tau: number,
  upwards = false
): RestrictedTime {
  const series = result.metrics[metric]
  if (result.status.kind === 'completed' && series !== undefined) return timeTo(series, threshold, tau, upwards)
  return { time: Number.NaN, within: [Number.NaN, Number.NaN], censored: false }
}

/** The same of a series, at ascending times. */
export function timeTo(
  { at, values }: { readonly at: readonly number[]; readonly values: readonly number[] },
  threshold: number,
  tau: number,
  upwards = false
): RestrictedTime {
  const index = values.findIndex((value) => (upwards ? value >= threshold : value <= threshold))
  const upper = at[index]
  if (upper === undefined || upper > tau) {
    const last = at.findLast((time) => time <= tau) ?? 0
    return { time: tau, within: [last, tau], censored: true }
  }
  const lower = at[index - 1] ?? 0
  const before = values[index - 1]
  const share = upwards
    ? shareOf(before ?? -Infinity, values[index]!, threshold)
    : shareBefore(before ?? Infinity, values[index]!, threshold)
  return { time: lower + share * (upper - lower), within: [lower, upper], censored: false }
}

/** How much of the way from one value to the next lies before the threshold: 1 where the latter is on it. */
function shareBefore(before: number, after: number, threshold: number): number {
  const [from, to, at] =
    after > 0 && threshold > 0 ? [before, after, threshold].map(Math.log) : [before, after, threshold]
  return shareOf(from!, to!, at!)
}

function shareOf(from: number, to: number, at: number): number {
  const share = (from - at) / (from - to)
  return share > 0 && share <= 1 ? share : 0.5
}
