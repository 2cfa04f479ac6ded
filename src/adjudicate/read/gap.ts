import type { MeasuredCurve } from './measureRun'
import type { LoggedRun } from './readRun'

/** What is missing of a run, in words. */
export interface Gap {
  readonly metric: string
  readonly what: string
  readonly expected: string
  readonly received: string
}

/**
 * What a run lacks of a metric.
 *
 * @param lastEpochOf a metric, of a whole run
 * @param isWhole the run's last value is that of a whole run, or nothing hangs on it
 * @param measured of the metric's curve, where all of it counts; null where only its end does
 */
export function gapOf(
  metric: string,
  series: LoggedRun['series'],
  lastEpochOf: (metric: string) => number,
  isWhole: boolean,
  measured: MeasuredCurve | null
): Gap | null {
  const missing = measured?.missing ?? null
  if (isWhole && missing === null) return null
  const { epochs } = series[metric]!
  const last = epochs.at(-1)
  if (missing !== null && last !== undefined && missing < last) {
    return {
      metric,
      what: `has no value at epoch ${missing}`,
      expected: 'at every epoch at which another run of the group has it',
      received: `${epochs.length} values, none at ${missing}`
    }
  }
  const lastEpoch = missing ?? lastEpochOf(metric)
  const whole = lastEpoch === -Infinity ? 'the end' : `epoch ${lastEpoch}`
  return {
    metric,
    what: `ends before ${whole}`,
    expected: `at ${whole}${missing === null ? ', the last one of a whole run' : ''}`,
    received: last === undefined ? 'no value' : `the last of ${epochs.length} values at ${last}`
  }
}
