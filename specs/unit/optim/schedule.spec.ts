import { scheduledLearningRate } from '../../../src/optim/schedule'

describe('scheduledLearningRate', () => {
  it.each([
    ['constant', [0.5, 0.5, 0.5, 0.5]],
    ['inverse-sqrt', [0.5, 0.5 / Math.SQRT2, 0.5 / Math.sqrt(3), 0.25]],
    ['linear', [0.5, 0.375, 0.25, 0.125]]
  ] as const)('%s over four steps', (name, expected) => {
    expect([1, 2, 3, 4].map((step) => scheduledLearningRate({ name }, 0.5, step, 4))).toEqual(expected)
  })
})
