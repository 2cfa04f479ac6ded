import type { LoggedRun } from './readRun'

/** What is missing of a run, in words. */
export interface Gap {
  readonly metric: string
  readonly what: string
  readonly expected: string
  readonly received: string
}

/** A run that ends before a whole run of its kind does. */
export function endsEarly(metric: string, series: LoggedRun['series'], lastEpoch: number): Gap {
  const { epochs } = series[metric]!
  const last = epochs.at(-1)
  const whole = lastEpoch === -Infinity ? 'the end' : `epoch ${lastEpoch}`
  return {
    metric,
    what: `ends before ${whole}`,
    expected: `at ${whole}, the last one of a whole run`,
    received: last === undefined ? 'no value' : `the last of ${epochs.length} values at ${last}`
  }
}
