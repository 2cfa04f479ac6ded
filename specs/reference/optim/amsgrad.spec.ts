import fc from 'fast-check'
import type { AmsgradSpec } from '../../../src/claims/types'
import { type AmsgradState, amsgradStep, initAmsgrad } from './amsgrad'

const spec: AmsgradSpec = {
  name: 'AMSGrad',
  learningRate: 0.5,
  schedule: { name: 'constant' },
  projection: 'none',
  beta1: 0.5,
  beta2: 0.75,
  epsilon: 0,
  biasCorrection: false,
  epsilonPlacement: 'outside',
  maximum: 'uncorrected'
}

function run(optimizer: AmsgradSpec, gradients: readonly number[]): { x: number[]; states: AmsgradState[] } {
  let x = Float64Array.of(1)
  let state = initAmsgrad(1)
  const states: AmsgradState[] = []
  const values = gradients.map((gradient) => {
    const update = amsgradStep(optimizer, state, x, Float64Array.of(gradient), 0.5)
    x = Float64Array.from(update.x)
    state = update.state
    states.push(state)
    return x[0]!
  })
  return { x: values, states }
}

describe('amsgradStep', () => {
  it('by hand, without bias correction (dyadic numbers, so exactly)', () => {
    // g = 4: m = 2, v = vhat = 4, x = 1 - .5 * 2/2
    // g = 0: m = 1, v = 3, vhat = 4, x = .5 - .5 * 1/2          (Adam: sqrt(3))
    // g = -2: m = -.5, v = 3.25, vhat = 4, x = .25 + .5 * .5/2
    // g = 8: m = 3.75, v = 18.4375, overtakes
    const { x, states } = run(spec, [4, 0, -2, 8])
    expect(x).toEqual([0.5, 0.25, 0.375, 0.375 - 1.875 / Math.sqrt(18.4375)])
    expect(states.map((state) => state.v[0])).toEqual([4, 3, 3.25, 18.4375])
    expect(states.map((state) => state.vHat[0])).toEqual([4, 4, 4, 18.4375])
  })

  it('by hand, the two maxima with bias correction', () => {
    // g = 4: v = 4, c = .25; g = 0: v = 3, c = 1 - .5625 = .4375, mhat = 1/.75
    const gradients = [4, 0]
    const uncorrected = run({ ...spec, biasCorrection: true }, gradients)
    expect(uncorrected.states.map((state) => state.vHat[0])).toEqual([4, 4])
    expect(uncorrected.x).toEqual([0.5, 0.5 - (0.5 * (1 / 0.75)) / Math.sqrt(4 / 0.4375)])
    const corrected = run({ ...spec, biasCorrection: true, maximum: 'corrected' }, gradients)
    expect(corrected.states.map((state) => state.vHat[0])).toEqual([16, 16])
    expect(corrected.x).toEqual([0.5, 0.5 - (0.5 * (1 / 0.75)) / 4])
  })

  it('never lets vhat fall, and keeps it at or above v', () => {
    const gradient = fc.double({ noNaN: true, min: -1e3, max: 1e3 })
    fc.assert(
      fc.property(fc.array(gradient, { minLength: 2, maxLength: 60 }), fc.boolean(), (gradients, biasCorrection) => {
        for (const maximum of ['uncorrected', 'corrected'] as const) {
          const { states } = run({ ...spec, epsilon: 1e-8, biasCorrection, maximum }, gradients)
          states.forEach((state, i) => {
            expect(state.vHat[0]).toBeGreaterThanOrEqual(state.v[0]!)
            if (i > 0) expect(state.vHat[0]).toBeGreaterThanOrEqual(states[i - 1]!.vHat[0]!)
          })
        }
      })
    )
  })
})
