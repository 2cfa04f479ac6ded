import type { RunResult } from '../store/types'

/** The last value of a metric of a run; NaN where the run diverged or never recorded it. */
export function finalValue(result: RunResult, metric: string): number {
  if (result.status.kind !== 'completed') return Number.NaN
  return result.metrics[metric]?.values.at(-1) ?? Number.NaN
}
