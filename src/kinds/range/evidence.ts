import type { MeasuredRun } from '../../claims/runs'
import { finalValue, firstValue, lastChange } from '../shared/metric'
import type { Runs } from '../shared/runs'
import type { RangeEvidence, RangeHypothesis, RangeSample } from './types'

/** One arm's runs, each with its last or first value, or the last change of it. */
export function rangeEvidence({ metric, at, arm, low, high }: RangeHypothesis, runs: Runs): RangeEvidence {
  const samples = runs.of(arm).map((run): RangeSample => {
    const value = valueAt(run, metric, at)
    return { seed: run.seed, runKey: run.key, value, failure: Number.isFinite(value) ? null : 'diverged' }
  })
  return { kind: 'range', metric, ...(at !== undefined && { at }), arm: runs.arm(arm), low, high, samples }
}

function valueAt(run: MeasuredRun, metric: string, at: RangeHypothesis['at']): number {
  switch (at) {
    case undefined:
      return finalValue(run, metric)
    case 'first':
      return firstValue(run, metric)
    case 'last-change':
      return lastChange(run, metric)
    default:
      return at satisfies never
  }
}
