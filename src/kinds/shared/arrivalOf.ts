import { finalValue } from './metric'
import type { FinishedRun } from './runs'
import { type Destination, isSettled } from './settled'
import type { Arrival } from './types'

/** Whether and how a run came to the target. */
export function arrivalOf(run: FinishedRun, destination: Destination): Arrival {
  const value = finalValue(run, destination.metric)
  const reached = Math.abs(value - destination.target) <= destination.tolerance
  return { runKey: run.key, value, reached, settled: isSettled(run, destination) }
}
