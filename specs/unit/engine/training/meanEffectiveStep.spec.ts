import { meanEffectiveStep as ofMoments } from '../../../../src/engine/training/meanEffectiveStep'
import type { AdamSpec } from '../../../../src/optim/presets'
import type { Optimizer } from '../../../../src/optim/updateRule'

const adam: AdamSpec = {
  name: 'Adam',
  learningRate: 0.1,
  schedule: { name: 'constant' },
  projection: 'none',
  beta1: 0.9,
  beta2: 0.99,
  epsilon: 0,
  epsilonPlacement: 'outside',
  biasCorrection: true
}
const at = { step: 10, numSteps: 100 }
const v = (...values: number[]) => [Float32Array.from(values)]
const meanEffectiveStep = (
  optimizer: Optimizer,
  count: Parameters<typeof ofMoments>[1],
  second: readonly Float32Array[],
  scale: number
) => ofMoments(optimizer, count, { second, scale, updates: null, updatesScale: 1 })

describe('the mean effective step', () => {
  test('is the geometric mean of alpha_t/sqrt(w_t), over all tensors', () => {
    // 0.1/2 and 0.1/8: 0.1/4
    expect(meanEffectiveStep(adam, at, [...v(4), ...v(64)], 1)).toBeCloseTo(0.025, 15)
  })

  test('leaves out parameters that never had a gradient', () => {
    expect(meanEffectiveStep(adam, at, v(4, 0, 64, 0), 1)).toBe(meanEffectiveStep(adam, at, v(4, 64), 1))
  })

  test('of a network without any gradient is that of v = 0', () => {
    expect(meanEffectiveStep({ ...adam, epsilon: 0.5 }, at, v(0, 0), 1)).toBeCloseTo(0.2, 15)
  })

  test('scales v before the root, and puts epsilon where the variant has it', () => {
    expect(meanEffectiveStep(adam, at, v(1), 4)).toBeCloseTo(0.05, 15)
    expect(meanEffectiveStep({ ...adam, epsilon: 3 }, at, v(1), 4)).toBeCloseTo(0.1 / 5, 15)
    expect(meanEffectiveStep({ ...adam, epsilon: 5, epsilonPlacement: 'inside' }, at, v(1), 4)).toBeCloseTo(0.1 / 3, 15)
    const uncorrected: AdamSpec = { ...adam, epsilon: 3, epsilonPlacement: 'outside-uncorrected' }
    expect(meanEffectiveStep(uncorrected, at, v(1), 4)).toBeCloseTo(0.1 / (2 + 3 / Math.sqrt(1 - 0.99 ** 10)), 12)
    expect(meanEffectiveStep({ ...uncorrected, biasCorrection: false }, at, v(1), 4)).toBeCloseTo(0.1 / 5, 15)
  })

  test('counts the share of v that is not left of its start, and falls back on the start', () => {
    const started: Optimizer = { ...adam, biasCorrection: false, initialSecondMoment: 1 }
    const left = 0.99 ** 10
    expect(meanEffectiveStep(started, at, v(left, 4), 1)).toBeCloseTo(0.05, 6)
    // Half of the first v is left of its start, and 1 - left/4 of the second are not.
    const [half, most] = [0.5, 1 - left / 4]
    const logarithms = half * Math.log(2 * left) + most * Math.log(4)
    const expected = 0.1 * Math.exp(-logarithms / 2 / (half + most))
    expect(meanEffectiveStep(started, at, v(2 * left, 4), 1)).toBeCloseTo(expected, 8)
    expect(meanEffectiveStep(started, at, v(left, left), 1)).toBeCloseTo(0.1 / Math.sqrt(left), 8)
  })

  test('applies the schedule', () => {
    const step = meanEffectiveStep(
      { ...adam, schedule: { name: 'inverse-sqrt' } },
      { step: 25, numSteps: 100 },
      v(1),
      1
    )
    expect(step).toBeCloseTo(0.02, 15)
  })

  test('is alpha_t for SGD', () => {
    const sgd = { name: 'SGD', momentum: 0.9, learningRate: 0.1, projection: 'none' } as const
    expect(meanEffectiveStep({ ...sgd, schedule: { name: 'linear' } }, { step: 51, numSteps: 100 }, [], 1)).toBe(0.05)
  })
})
