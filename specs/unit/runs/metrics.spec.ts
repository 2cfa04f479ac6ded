import { LOSS_METRICS, metricBounds } from '../../../src/runs/metrics'

describe('metricBounds', () => {
  it('knows that accuracies lie from 0 to 1, and of nothing else', () => {
    expect(metricBounds('test.accuracy')).toEqual([0, 1])
    expect(metricBounds('validation.accuracy')).toEqual([0, 1])
    expect(metricBounds('test.loss')).toBeNull()
    expect(metricBounds('regret')).toBeNull()
  })
})

describe('LOSS_METRICS', () => {
  it('are those of a network that are no accuracies', () => {
    expect(LOSS_METRICS).toEqual(['train.loss', 'train.runningLoss', 'validation.loss', 'test.loss'])
  })
})
