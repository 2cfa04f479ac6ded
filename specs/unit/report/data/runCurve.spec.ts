import { runCurve } from '../../../../src/report/data/runCurve'
import { MAX_CURVE_POINTS } from '../../../../src/report/data/types'

const series = (values: readonly number[]) => ({
  unit: 'epoch' as const,
  at: values.map((_, index) => index + 1),
  values
})

describe('runCurve', () => {
  it('keeps the losses of every epoch of a short run, and no other metric', () => {
    const curve = runCurve({
      'train.loss': series([0.5, 0.25]),
      'test.loss': series([0.6, 0.3]),
      'train.accuracy': series([0.8, 0.9])
    })
    expect(curve).toEqual({ epochs: [1, 2], losses: { 'train.loss': [0.5, 0.25], 'test.loss': [0.6, 0.3] } })
  })

  it('keeps further metrics that a figure shows, each once', () => {
    const metrics = {
      'train.loss': series([0.5]),
      'train.runningLoss': series([0.7]),
      'validation.loss': series([0.6])
    }
    expect(runCurve(metrics, ['train.runningLoss', 'train.loss'])!.losses).toEqual({
      'train.loss': [0.5],
      'train.runningLoss': [0.7]
    })
  })

  it('thins a long run, the first and the last epoch among what is left', () => {
    const { epochs = [], losses } =
      runCurve({ 'train.loss': series(Array.from({ length: 500 }, (_, i) => 1 / (i + 1))) }) ?? {}
    expect(epochs).toHaveLength(MAX_CURVE_POINTS)
    expect([epochs[0], epochs.at(-1)]).toEqual([1, 500])
    expect([...epochs].sort((a, b) => a - b)).toEqual(epochs)
    expect(losses!['train.loss']!.at(-1)).toBe(0.002)
  })

  it('keeps a value that is no number', () => {
    expect(runCurve({ 'train.loss': series([1, Number.NaN]) })!.losses).toEqual({ 'train.loss': [1, Number.NaN] })
  })

  it('is none of a synthetic run', () => {
    expect(runCurve({ x: { unit: 'step', at: [1], values: [0] } })).toBeUndefined()
  })
})
