import type { RecordedValue } from '../kind'
import type { PairedEvidence } from './types'

/** The last values that pairs were made of: of a curve's mean, or of a time, the training loss beside it alone. */
export function recordedPairs({ metric, measure, control, treatment, pairs }: PairedEvidence): RecordedValue[] {
  return pairs.flatMap((pair) =>
    [
      { arm: control.arm, side: pair.control },
      { arm: treatment.arm, side: pair.treatment }
    ].flatMap(({ arm, side: { runKey, value, trainLoss, runningLoss } }) => {
      const at = { runKey, arm, seed: pair.seed, initialPoint: null }
      return [
        ...(measure.kind === 'final' ? [{ ...at, metric, value }] : []),
        ...(trainLoss === undefined ? [] : [{ ...at, metric: 'train.loss', value: trainLoss }]),
        ...(runningLoss === undefined ? [] : [{ ...at, metric: 'train.runningLoss', value: runningLoss }])
      ]
    })
  )
}
