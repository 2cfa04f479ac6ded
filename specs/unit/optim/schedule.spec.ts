import { type Schedule, scheduledLearningRate } from '../../../src/optim/schedule'

describe('scheduledLearningRate', () => {
  it.each([
    ['constant', [0.5, 0.5, 0.5, 0.5]],
    ['inverse-sqrt', [0.5, 0.5 / Math.SQRT2, 0.5 / Math.sqrt(3), 0.25]],
    ['linear', [0.5, 0.375, 0.25, 0.125]]
  ] as const)('%s over four steps', (name, expected) => {
    expect([1, 2, 3, 4].map((step) => scheduledLearningRate({ name }, 0.5, step, 4))).toEqual(expected)
  })

  it('goes down half a wave to the share that is asked for', () => {
    const rates = [1, 2, 3, 4].map((step) => scheduledLearningRate({ name: 'cosine', final: 0.5 }, 1, step, 4))
    const expected = [1, 0.75 + Math.SQRT1_2 / 4, 0.75, 0.75 - Math.SQRT1_2 / 4]
    rates.forEach((rate, index) => {
      expect(rate).toBeCloseTo(expected[index]!, 15)
    })
  })

  it('warms up, and then begins as if nothing had been', () => {
    const warmup = { steps: 4, from: 0.5 }
    const rates = (schedule: Schedule) =>
      [1, 2, 3, 4, 5, 6, 7, 8].map((step) => scheduledLearningRate(schedule, 1, step, 8))
    expect(rates({ name: 'linear', warmup })).toEqual([0.5, 0.625, 0.75, 0.875, 1, 0.75, 0.5, 0.25])
    expect(rates({ name: 'step', boundaries: [2], factor: 0.5, warmup }).slice(4)).toEqual([1, 1, 0.5, 0.5])
    expect(rates({ name: 'inverse-sqrt', warmup })[7]).toBe(0.5)
  })
})
