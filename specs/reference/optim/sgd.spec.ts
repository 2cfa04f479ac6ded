import type { SgdSpec } from '../../../src/claims/types'
import { initSgd, sgdStep } from './sgd'

const spec: SgdSpec = {
  name: 'SGD',
  learningRate: 0.5,
  schedule: { name: 'constant' },
  projection: 'none',
  momentum: 0.5
}

describe('sgdStep', () => {
  it('by hand: the learning rate scales the buffer, not what enters it', () => {
    const first = sgdStep(spec, initSgd(2), Float64Array.of(1, 0), Float64Array.of(4, 2), 0.5)
    expect([...first.x]).toEqual([-1, -1])
    // u = .5 * 4 + 0 = 2 and .5 * 2 - 2 = -1, at a quarter of the learning rate
    const second = sgdStep(spec, first.state, first.x, Float64Array.of(0, -2), 0.125)
    expect([...second.x]).toEqual([-1.25, -0.875])
    expect(second.state).toEqual({ name: 'SGD', step: 2, buffer: Float64Array.of(2, -1) })
  })
})
