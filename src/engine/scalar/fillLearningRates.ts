import type { Schedule } from '../../optim/schedule'
import { scheduledLearningRate } from '../../optim/schedule'

/** Writes alpha_{t+1} ... alpha_{t+count} into a buffer, each by `scheduledLearningRate`. */
export function fillLearningRates(
  learningRates: Float64Array,
  count: number,
  t: number,
  schedule: Schedule,
  learningRate: number,
  numSteps: number
): void {
  for (let i = 0; i < count; i++) {
    learningRates[i] = scheduledLearningRate(schedule, learningRate, t + i + 1, numSteps)
  }
}
