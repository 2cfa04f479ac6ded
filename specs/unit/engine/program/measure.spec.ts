import { measure } from '../../../../src/engine/program/measure'

const spec = {
  metrics: { 'train.loss': { from: 'loss', unit: 'epoch' }, seconds: { from: 'time', unit: null } }
} as const

const time = { steps: null, values: [3, 4] }

describe('measure', () => {
  it('names metrics as claims do, and takes the last value of one without a unit', () => {
    expect(measure(spec, { loss: { steps: [1, 2], values: [0.5, 0.25] }, time, other: time }, null)).toEqual({
      status: { kind: 'completed' },
      metrics: {
        'train.loss': { unit: 'epoch', at: [1, 2], values: [0.5, 0.25] },
        seconds: { unit: 'step', at: [1], values: [4] }
      }
    })
  })

  it.each([
    ['counted from 0', [0, 5, 10], [1, 6, 11]],
    ['counted from 1', [10, 20, 30], [10, 20, 30]],
    ['no whole numbers', [0.5, 1, 1.5], [1, 2, 3]],
    ['not ascending', [1, 3, 2], [1, 2, 3]],
    ['not logged', null, [1, 2, 3]]
  ] as const)('places values whose steps are %s', (_, steps, at) => {
    const measured = measure(spec, { loss: { steps, values: [3, 2, 1] }, time }, null)
    expect(measured).toMatchObject({ metrics: { 'train.loss': { at, values: [3, 2, 1] } } })
  })

  it('ends where a value is not finite, which is a result', () => {
    expect(measure(spec, { loss: { steps: [2, 4, 6], values: [1, Number.NaN, 2] }, time }, null)).toEqual({
      status: { kind: 'diverged', step: 4, what: 'train.loss is NaN' },
      metrics: {
        'train.loss': { unit: 'epoch', at: [2], values: [1] },
        seconds: { unit: 'step', at: [1], values: [4] }
      }
    })
    expect(measure(spec, { loss: { steps: null, values: [Infinity] }, time }, null)).toMatchObject({
      status: { kind: 'diverged', step: 1, what: 'train.loss is Infinity' },
      metrics: { seconds: expect.anything() }
    })
  })

  it('says what is missing, unless the program said that it diverged', () => {
    expect(measure(spec, { time }, null)).toEqual({ missing: ['loss'] })
    expect(measure(spec, { loss: { steps: [1, 2], values: [1, 2] } }, 'exit code 3')).toEqual({
      status: { kind: 'diverged', step: 2, what: 'exit code 3' },
      metrics: { 'train.loss': { unit: 'epoch', at: [1, 2], values: [1, 2] } }
    })
  })
})
