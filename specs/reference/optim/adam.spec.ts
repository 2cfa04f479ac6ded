import type { AdamSpec } from '../../../src/claims/types'
import { adamStep, initAdam } from './adam'

const spec: AdamSpec = {
  name: 'Adam',
  learningRate: 0.5,
  schedule: { name: 'constant' },
  projection: 'none',
  beta1: 0.5,
  beta2: 0.75,
  epsilon: 0,
  biasCorrection: false,
  epsilonPlacement: 'outside'
}

function run(optimizer: AdamSpec, gradients: readonly number[]): number[] {
  let x = Float64Array.of(1)
  let state = initAdam(1)
  return gradients.map((gradient) => {
    const update = adamStep(optimizer, state, x, Float64Array.of(gradient), 0.5)
    x = Float64Array.from(update.x)
    state = update.state
    return x[0]!
  })
}

describe('adamStep, by hand (dyadic numbers, so exactly)', () => {
  it('without bias correction', () => {
    // g = 4: m = 2, v = 4, x = 1 - .5 * 2/2; g = -2: m = 0, v = 4; g = -8: m = -4, v = 19
    expect(run(spec, [4, -2, -8])).toEqual([0.5, 0.5, 0.5 + 2 / Math.sqrt(19)])
  })

  it('with bias correction the first step is alpha in the direction of the gradient', () => {
    // mhat = 2/.5, w = 4/.25 = 16
    expect(run({ ...spec, biasCorrection: true }, [4])).toEqual([0.5])
    expect(run({ ...spec, biasCorrection: true }, [-1e-3])[0]).toBeCloseTo(1.5, 14)
  })

  it('puts epsilon where it is told', () => {
    const corrected = { ...spec, biasCorrection: true, epsilon: 4 } as const
    // mhat = 4, w = 16, c = .25: d = 4 + 4; 4 + 4/.5; sqrt(16 + 4)
    expect(run({ ...corrected, epsilonPlacement: 'outside' }, [4])).toEqual([1 - 2 / 8])
    expect(run({ ...corrected, epsilonPlacement: 'outside-uncorrected' }, [4])).toEqual([1 - 2 / 12])
    expect(run({ ...corrected, epsilonPlacement: 'inside' }, [4])).toEqual([1 - 2 / Math.sqrt(20)])
  })
})
