import type { MeasuredRun, MetricSeries } from '../../claims/runs'
import type { At } from '../../claims/types'
import type { Count, Text } from '../../json/scalars'
import { type Experiment, runKindOf } from '../../runs/runKinds'
import { finalValue } from './metric'
import type { FinishedRun } from './runs'

/** At which point of a run a metric is taken, with all that it takes to find it. */
export type RunPoint =
  /** Its last value. */
  | { readonly kind: 'final' }
  /** The best of its values. */
  | {
      readonly kind: 'best'
      /** Which of its values are. */
      readonly better: Better
    }
  /** Its value where another metric is best: at the first such evaluation, or at the last one before it. */
  | {
      readonly kind: 'best-by'
      /** The metric that chooses. */
      readonly by: Text
      /** Which of that one's values are. */
      readonly better: Better
    }
  /** The mean of its last values. */
  | {
      readonly kind: 'last'
      /** So many. */
      readonly count: Count
    }
  /** Its value at an epoch or a step, or the last one before it. */
  | {
      readonly kind: 'point'
      /** What is counted. */
      readonly unit: MetricSeries['unit']
      /** The epoch or step, from 1. */
      readonly point: Count
    }
  /** The mean of all its values. */
  | { readonly kind: 'mean' }

type Better = 'lower' | 'higher'

/** What `at` of a claim comes to. @param metric that is taken @param experiment that says which values of a metric are better */
export function runPointOf(at: At | undefined, metric: string, experiment: Experiment | null): RunPoint {
  if (at === undefined || at === 'final') return { kind: 'final' }
  const betterOf = (name: string): Better =>
    (experiment === null ? null : runKindOf(experiment).metrics(experiment)[name]?.better) ?? 'lower'
  if (at === 'best') return { kind: 'best', better: betterOf(metric) }
  if (at === 'mean-of-curve') return { kind: 'mean' }
  if ('bestBy' in at) return { kind: 'best-by', by: at.bestBy, better: betterOf(at.bestBy) }
  if ('last' in at) return { kind: 'last', count: at.last }
  return 'epoch' in at
    ? { kind: 'point', unit: 'epoch', point: at.epoch }
    : { kind: 'point', unit: 'step', point: at.step }
}

/**
 * A metric of a run at a point. NaN where the run diverged, or recorded nothing there: it ended before the epoch or step, or
 * has fewer values than are averaged.
 *
 * @example
 * const series = { unit: 'epoch', at: [1, 2, 3], values: [0.9, 0.5, 0.7] }
 * const run = { status: { kind: 'completed' }, metrics: { 'test.loss': series } }
 * valueAtPoint(run, 'test.loss', { kind: 'best', better: 'lower' }) // 0.5
 */
export function valueAtPoint(run: MeasuredRun, metric: string, point: RunPoint): number {
  if (point.kind === 'final') return finalValue(run, metric)
  const series = run.metrics[metric]
  if (run.status.kind !== 'completed' || series === undefined) return Number.NaN
  const { values } = series
  switch (point.kind) {
    case 'best':
      return values[indexOfBest(values, point.better)] ?? Number.NaN
    case 'best-by': {
      const other = run.metrics[point.by]
      const place = other?.at[indexOfBest(other.values, point.better)]
      return place === undefined ? Number.NaN : lastUntil(series, place)
    }
    case 'last':
      return values.length < point.count ? Number.NaN : meanOf(values.slice(-point.count))
    case 'point':
      return point.unit === series.unit && (series.at.at(-1) ?? 0) >= point.point
        ? lastUntil(series, point.point)
        : Number.NaN
    case 'mean':
      return meanOf(values)
    default:
      return point satisfies never
  }
}

/** Whether a run went to its end, but has no value at the point that is looked at: it ended before. */
export function isIncomplete(run: MeasuredRun, metric: string, value: number): boolean {
  const values = run.status.kind === 'completed' ? (run.metrics[metric]?.values ?? []) : []
  return Number.isNaN(value) && values.length > 0 && values.every(Number.isFinite)
}

/** A run with its number, or why it has none. */
export function numberOf(run: FinishedRun, metric: string, value: number) {
  const lost = isIncomplete(run, metric, value) ? 'incomplete' : 'diverged'
  return { seed: run.seed, runKey: run.key, value, failure: Number.isFinite(value) ? null : lost } as const
}

/** The first of the best values; what is not a number is none of them. -1 without a number. */
function indexOfBest(values: readonly number[], better: Better): number {
  const sign = better === 'lower' ? 1 : -1
  return values.reduce((best, value, index) => {
    if (Number.isNaN(value)) return best
    return best === -1 || sign * value < sign * values[best]! ? index : best
  }, -1)
}

function lastUntil({ at, values }: MetricSeries, place: number): number {
  return values[at.findLastIndex((one) => one <= place)] ?? Number.NaN
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** A metric with the point at which it is taken. @example pointWords('train.loss', { kind: 'final' }) // 'final train.loss' */
export function pointWords(metric: string, point: RunPoint): string {
  switch (point.kind) {
    case 'final':
      return `final ${metric}`
    case 'best':
      return `best ${metric}`
    case 'best-by':
      return `${metric} at the best ${point.by}`
    case 'last':
      return point.count === 1 ? `final ${metric}` : `mean of the last ${point.count} values of ${metric}`
    case 'point':
      return `${metric} at ${point.unit} ${point.point}`
    case 'mean':
      return `mean of ${metric} over the run`
    default:
      return point satisfies never
  }
}
