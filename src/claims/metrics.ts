import type { Experiment } from '../runs/runKinds'

/** The metrics that the runs of each kind of experiment record; `engine/engine.ts` says how they are measured. */
export const METRICS: Readonly<Record<Experiment['kind'], readonly string[]>> = {
  synthetic: ['x', 'x.windowMean', 'regret'],
  classification: [
    'train.loss',
    'train.accuracy',
    'train.runningLoss',
    'train.effectiveStep',
    'validation.loss',
    'validation.accuracy',
    'test.loss',
    'test.accuracy'
  ]
}

/** Positions, which a claim can compare with a target. */
export const POSITION_METRICS: readonly string[] = ['x', 'x.windowMean']

/** Losses: positive, and the lower the better. */
export const LOSS_METRICS: readonly string[] = METRICS.classification.filter((metric) => /loss$/i.test(metric))

/** What tuning may minimise: a loss, on images that neither trained the model nor judge the claim. */
export const SELECTION_METRICS: readonly string[] = ['validation.loss']

export function isAccuracy(metric: string): boolean {
  return metric.endsWith('.accuracy')
}

/**
 * The smallest and the largest value that a metric can have; null where it has no such bounds.
 *
 * @example metricBounds('test.accuracy') // [0, 1]
 */
export function metricBounds(metric: string): readonly [number, number] | null {
  return isAccuracy(metric) ? [0, 1] : null
}
