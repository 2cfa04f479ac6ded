import type { MeasuredRun } from '../../claims/runs'
import type { Experiment } from '../../runs/runKinds'
import { finalValue, firstValue, lastChange } from '../shared/metric'
import { isIncomplete, pointWords, runPointOf, valueAtPoint } from '../shared/runPoint'
import type { Runs } from '../shared/runs'
import type { RangeEvidence, RangeHypothesis, RangePoint, RangeSample } from './types'

/** One arm's runs, each with its value at the point that is looked at, or the last change of it. */
export function rangeEvidence({ metric, at, arm, low, high }: RangeHypothesis, runs: Runs): RangeEvidence {
  const point = rangePointOf(at, metric, runs.experiment)
  const samples = runs.of(arm).map((run): RangeSample => {
    const value = sampleValue(run, metric, point)
    const lost = isIncomplete(run, metric, value) ? 'incomplete' : 'diverged'
    return { seed: run.seed, runKey: run.key, value, failure: Number.isFinite(value) ? null : lost }
  })
  return { kind: 'range', metric, ...(point !== undefined && { at: point }), arm: runs.arm(arm), low, high, samples }
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
