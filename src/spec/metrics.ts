import type { Experiment } from './types'

/** The metrics that the runs of each kind of experiment record; `engine/engine.ts` says how they are measured. */
export const METRICS: Readonly<Record<Experiment['kind'], readonly string[]>> = {
  synthetic: ['x', 'x.windowMean', 'regret'],
  classification: [
    'train.loss',
    'train.accuracy',
    'train.runningLoss',
    'validation.loss',
    'validation.accuracy',
    'test.loss',
    'test.accuracy'
  ]
}

/** Positions, which a `converges-to` claim can compare with a target. */
export const POSITION_METRICS: readonly string[] = ['x', 'x.windowMean']

/** What tuning may minimise: a loss, on images that neither trained the model nor judge the claim. */
export const SELECTION_METRICS: readonly string[] = ['validation.loss']
