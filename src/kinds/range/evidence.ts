import { gridSettings } from '../../claims/grid'
import type { MeasuredRun } from '../../claims/runs'
import { type Experiment, runKindOf } from '../../runs/runKinds'
import { formatNumber, formatValue } from '../../text/format'
import { armSamples } from '../shared/armSamples'
import { finalValue, firstValue, lastChange } from '../shared/metric'
import { pointWords, runPointOf, valueAtPoint } from '../shared/runPoint'
import type { Runs } from '../shared/runs'
import type { RangeEvidence, RangeHypothesis, RangePoint, RangeSample } from './types'

/** One arm's runs, each with its value at the point that is looked at, or the last change of it. */
export function rangeEvidence(hypothesis: RangeHypothesis, runs: Runs): RangeEvidence {
  const { metric, at, arm, control, axis } = hypothesis
  const point = rangePointOf(at, metric, runs.experiment)
  const own = (at: Runs) => armSamples(hypothesis, at, (run) => sampleValue(run, metric, point))
  const samples = axis === undefined ? own(runs) : alongAxis(axis, runs, own)
  return {
    kind: 'range',
    metric,
    ...(point !== undefined && { at: point }),
    arm: runs.arm(arm),
    ...(control !== undefined && { control: runs.arm(control) }),
    ...endsOf(hypothesis),
    samples
  }
}

/** At every value of the axis, in the order of the grid. */
function alongAxis(axis: string, runs: Runs, samplesAt: (runs: Runs) => RangeSample[]): RangeSample[] {
  const { experiment } = runs
  return gridSettings(experiment === null ? {} : runKindOf(experiment).grid(experiment)).flatMap((setting) => {
    const place = formatValue(setting[axis]!)
    return samplesAt(runs.at(setting)).map((sample) => ({ ...sample, place }))
  })
}

/** The samples of each value of an axis, with its name; all of them where there is no axis. */
export function samplesByPlace(
  samples: readonly RangeSample[]
): { name: string | null; samples: readonly RangeSample[] }[] {
  const names = [...new Set(samples.map(({ place }) => place ?? null))]
  if (names.length === 0) return [{ name: null, samples }]
  return names.map((name) => ({ name, samples: samples.filter(({ place = null }) => place === name) }))
}

/** A range that has one end alone is infinite on the other side. */
export function endsOf({
  low = Number.NEGATIVE_INFINITY,
  high = Number.POSITIVE_INFINITY
}: Pick<RangeHypothesis, 'low' | 'high'>): Pick<RangeEvidence, 'low' | 'high'> {
  return { low, high }
}

/** `0.2 to 0.4`, `from 0.97 up`, `up to 0.4`. */
export function endsWords({ low, high }: Pick<RangeEvidence, 'low' | 'high'>): string {
  if (high === Number.POSITIVE_INFINITY) return `from ${formatNumber(low)} up`
  return low === Number.NEGATIVE_INFINITY
    ? `up to ${formatNumber(high)}`
    : `${formatNumber(low)} to ${formatNumber(high)}`
}

/** `the range of 0.2 to 0.4`, `the range from 0.97 up`. */
export function rangeWords(ends: Pick<RangeEvidence, 'low' | 'high'>): string {
  const isClosed = Number.isFinite(ends.low) && Number.isFinite(ends.high)
  return `the range ${isClosed ? 'of ' : ''}${endsWords(ends)}`
}

/** What `at` of a claim comes to. */
export function rangePointOf(
  at: RangeHypothesis['at'],
  metric: string,
  experiment: Experiment | null
): RangePoint | undefined {
  if (at === undefined || at === 'first' || at === 'last-change') return at
  const point = runPointOf(at, metric, experiment)
  return point.kind === 'final' ? undefined : point
}

function sampleValue(run: MeasuredRun, metric: string, point: RangePoint | undefined): number {
  switch (point) {
    case undefined:
      return finalValue(run, metric)
    case 'first':
      return firstValue(run, metric)
    case 'last-change':
      return lastChange(run, metric)
    default:
      return valueAtPoint(run, metric, point)
  }
}

/** What lies in the range or not, in words: `final train.loss`. */
export function rangeMetricWords({ metric, at }: Pick<RangeEvidence, 'metric' | 'at'>): string {
  if (at === 'last-change') return `relative change of ${metric} over the last epoch`
  return at === 'first' ? `first ${metric}` : pointWords(metric, at ?? { kind: 'final' })
}
