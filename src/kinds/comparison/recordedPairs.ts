import type { RecordedValue } from '../kind'
import type { PairedEvidence, PairSide } from './types'

/** The last values that pairs were made of: of a curve's mean, or of a time, the training loss beside it alone. */
export function recordedPairs({ metric, measure, control, treatment, pairs }: PairedEvidence): RecordedValue[] {
  const own = measure.kind === 'final' ? metric : null
  return pairs.flatMap((pair) => [
    ...recordedSide(own, control.arm, pair.seed, pair.control),
    ...recordedSide(own, treatment.arm, pair.seed, pair.treatment)
  ])
}

/** @param metric of which a run's value is the last; null where it is something else */
export function recordedSide(
  metric: string | null,
  arm: string,
  seed: number,
  { runKey, value, trainLoss, runningLoss }: PairSide
): RecordedValue[] {
  const at = { runKey, arm, seed, initialPoint: null }
  return [
    ...(metric === null ? [] : [{ ...at, metric, value }]),
    ...(trainLoss === undefined ? [] : [{ ...at, metric: 'train.loss', value: trainLoss }]),
    ...(runningLoss === undefined ? [] : [{ ...at, metric: 'train.runningLoss', value: runningLoss }])
  ]
}
