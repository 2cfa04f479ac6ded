import fc from 'fast-check'
import type { AdamSpec, AmsgradSpec, OptimizerSpec, SgdSpec } from '../../../src/optim/presets'
import { initOptimizer, type OptimizerState, optimizerStep } from './optimizer'

const BASE = { learningRate: 0.5, schedule: { name: 'constant' }, projection: 'none' } as const
const ADAM: AdamSpec = {
  name: 'Adam',
  ...BASE,
  beta1: 0.5,
  beta2: 0.75,
  epsilon: 0,
  biasCorrection: false,
  epsilonPlacement: 'outside'
}
const AMSGRAD: AmsgradSpec = { ...ADAM, name: 'AMSGrad', maximum: 'uncorrected' }
const SGD: SgdSpec = { name: 'SGD', ...BASE, momentum: 0.5 }

/** One parameter, from 1. */
function run(spec: OptimizerSpec, gradients: readonly number[]): { x: number[]; states: OptimizerState[] } {
  let x = Float64Array.of(1)
  let state = initOptimizer(spec, 1)
  const states: OptimizerState[] = []
  const values = gradients.map((gradient) => {
    const context = { numSteps: gradients.length, domain: null }
    const update = optimizerStep(spec, state, x, Float64Array.of(gradient), context)
    x = Float64Array.from(update.x)
    state = update.state
    states.push(state)
    return x[0]!
  })
  return { x: values, states }
}

// Dyadic numbers, so exactly.
describe('SGD by hand', () => {
  it('sums up gradients, and the present learning rate scales the sum', () => {
    // u = 4, then .5 * 4 + 0 = 2, then .5 * 2 - 2 = -1, at .5, .25 and .25
    const schedule = { name: 'step', boundaries: [1], factor: 0.5 } as const
    const { x, states } = run({ ...SGD, schedule }, [4, 0, -2])
    expect(states.map(({ u }) => u[0])).toEqual([4, 2, -1])
    expect(x).toEqual([-1, -1.5, -1.25])
  })
})

describe('Adam by hand', () => {
  it('without bias correction', () => {
    // g = 4: m = 2, v = 4, x = 1 - .5 * 2/2; g = -2: m = 0, v = 4; g = -8: m = -4, v = 19
    expect(run(ADAM, [4, -2, -8]).x).toEqual([0.5, 0.5, 0.5 + 2 / Math.sqrt(19)])
  })

  it('with bias correction the first step is alpha in the direction of the gradient', () => {
    // mhat = 2/.5, w = 4/.25 = 16
    expect(run({ ...ADAM, biasCorrection: true }, [4]).x).toEqual([0.5])
    expect(run({ ...ADAM, biasCorrection: true }, [-1e-3]).x[0]).toBeCloseTo(1.5, 14)
  })

  it('puts epsilon where it is told', () => {
    const corrected = { ...ADAM, biasCorrection: true, epsilon: 4 } as const
    // mhat = 4, w = 16, c = .25: d = 4 + 4; 4 + 4/.5; sqrt(16 + 4)
    expect(run({ ...corrected, epsilonPlacement: 'outside' }, [4]).x).toEqual([1 - 2 / 8])
    expect(run({ ...corrected, epsilonPlacement: 'outside-uncorrected' }, [4]).x).toEqual([1 - 2 / 12])
    expect(run({ ...corrected, epsilonPlacement: 'inside' }, [4]).x).toEqual([1 - 2 / Math.sqrt(20)])
  })
})

describe('AMSGrad', () => {
  it('by hand, without bias correction', () => {
    // g = 4: m = 2, v = vhat = 4, x = 1 - .5 * 2/2
    // g = 0: m = 1, v = 3, vhat = 4, x = .5 - .5 * 1/2          (Adam: sqrt(3))
    // g = -2: m = -.5, v = 3.25, vhat = 4, x = .25 + .5 * .5/2
    // g = 8: m = 3.75, v = 18.4375, overtakes
    const { x, states } = run(AMSGRAD, [4, 0, -2, 8])
    expect(x).toEqual([0.5, 0.25, 0.375, 0.375 - 1.875 / Math.sqrt(18.4375)])
    expect(states.map((state) => state.v[0])).toEqual([4, 3, 3.25, 18.4375])
    expect(states.map((state) => state.vHat[0])).toEqual([4, 4, 4, 18.4375])
  })

  it('by hand, the two maxima with bias correction', () => {
    // g = 4: v = 4, c = .25; g = 0: v = 3, c = 1 - .5625 = .4375, mhat = 1/.75
    const gradients = [4, 0]
    const uncorrected = run({ ...AMSGRAD, biasCorrection: true }, gradients)
    expect(uncorrected.states.map((state) => state.vHat[0])).toEqual([4, 4])
    expect(uncorrected.x).toEqual([0.5, 0.5 - (0.5 * (1 / 0.75)) / Math.sqrt(4 / 0.4375)])
    const corrected = run({ ...AMSGRAD, biasCorrection: true, maximum: 'corrected' }, gradients)
    expect(corrected.states.map((state) => state.vHat[0])).toEqual([16, 16])
    expect(corrected.x).toEqual([0.5, 0.5 - (0.5 * (1 / 0.75)) / 4])
  })

  it('never lets vhat fall, and keeps it at or above v', () => {
    const gradient = fc.double({ noNaN: true, min: -1e3, max: 1e3 })
    fc.assert(
      fc.property(fc.array(gradient, { minLength: 2, maxLength: 60 }), fc.boolean(), (gradients, biasCorrection) => {
        for (const maximum of ['uncorrected', 'corrected'] as const) {
          const { states } = run({ ...AMSGRAD, epsilon: 1e-8, biasCorrection, maximum }, gradients)
          states.forEach((state, i) => {
            expect(state.vHat[0]).toBeGreaterThanOrEqual(state.v[0]!)
            if (i > 0) expect(state.vHat[0]).toBeGreaterThanOrEqual(states[i - 1]!.vHat[0]!)
          })
        }
      })
    )
  })
})
