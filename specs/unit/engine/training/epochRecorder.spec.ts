import { EpochRecorder } from '../../../../src/engine/training/epochRecorder'

describe('EpochRecorder', () => {
  test('keeps one series a metric, in the order of the epochs', () => {
    const recorder = new EpochRecorder()
    recorder.record(1, { 'train.loss': 2, 'test.loss': 3 })
    recorder.record(2, { 'train.loss': 1, 'test.loss': 2.5 })
    expect(recorder.metrics()).toEqual({
      'train.loss': { unit: 'epoch', at: [1, 2], values: [2, 1] },
      'test.loss': { unit: 'epoch', at: [1, 2], values: [3, 2.5] }
    })
  })

  test('what it returned does not change with later epochs', () => {
    const recorder = new EpochRecorder()
    recorder.record(1, { 'train.loss': 2 })
    const before = recorder.metrics()
    recorder.record(2, { 'train.loss': 1 })
    expect(before['train.loss']).toEqual({ unit: 'epoch', at: [1], values: [2] })
  })

  test('has no metrics before the first epoch', () => {
    expect(new EpochRecorder().metrics()).toEqual({})
    expect(new EpochRecorder().numEpochs).toBe(0)
  })

  test('goes on where another stopped, and leaves what it was given as it is', () => {
    const whole = new EpochRecorder()
    const first = new EpochRecorder()
    for (const recorder of [whole, first]) recorder.record(1, { 'train.loss': 2, 'test.loss': 3 })
    const before = first.metrics()
    const resumed = new EpochRecorder(before)
    expect(resumed.numEpochs).toBe(1)
    for (const recorder of [whole, resumed]) recorder.record(2, { 'train.loss': 1, 'test.loss': 2.5 })
    expect(resumed.metrics()).toEqual(whole.metrics())
    expect(resumed.numEpochs).toBe(2)
    expect(before['train.loss']!.values).toEqual([2])
  })
})
