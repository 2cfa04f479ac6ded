import type { ReadRun } from './readRun'

/** What is missing of a run, in words. */
export interface Gap {
  readonly metric: string
  readonly what: string
  readonly expected: string
  readonly received: string
}

/** A run that ends before a whole run of its kind does. */
export function endsEarly(metric: string, series: ReadRun['series'], lastEpoch: number, unit: string): Gap {
  const { epochs } = series[metric]!
  const last = epochs.at(-1)
  const whole = lastEpoch === -Infinity ? 'the end' : `${unit} ${shortly(lastEpoch)}`
  return {
    metric,
    what: `ends before ${whole}`,
    expected: `at ${whole}, the last one of a whole run`,
    received: last === undefined ? 'no value' : `the last of ${epochs.length} values at ${shortly(last)}`
  }
}

/** Whole numbers as they are: steps can be many. */
export function shortly(epoch: number): number {
  return Number.isInteger(epoch) ? epoch : Number(epoch.toPrecision(5))
}
