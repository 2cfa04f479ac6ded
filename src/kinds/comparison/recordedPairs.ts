import type { RecordedValue } from '../kind'
import type { Measure, PairedEvidence, PairSide } from './types'

/** The last values that pairs were made of: of a curve's mean, or of a time, the training loss beside it alone. */
export function recordedPairs(evidence: PairedEvidence): RecordedValue[] {
  const { metric, measure, controlMeasure = measure, distanceTo, control, treatment, pairs } = evidence
  const own = ({ kind }: Measure) => (kind === 'final' && distanceTo === undefined ? metric : null)
  return pairs.flatMap((pair) => [
    ...recordedSide(own(controlMeasure), control.arm, pair.seed, pair.control),
    ...recordedSide(own(measure), treatment.arm, pair.seed, pair.treatment),
    ...(pair.third === undefined || measure.kind !== 'final' || distanceTo === undefined
      ? []
      : [{ ...pair.third, arm: distanceTo.arm, seed: pair.seed, initialPoint: null, metric }])
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
