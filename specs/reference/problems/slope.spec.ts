import fc from 'fast-check'
import { randomStream } from '../../../src/random/streams'
import type { Problem } from '../../../src/runs/synthetic/types'
import { slopeAt } from './slope'

const periodic: Problem = {
  name: 'periodic-linear',
  rareSlope: 1010,
  commonSlope: -10,
  period: 101,
  domain: [-1, 1]
}
const bernoulli: Problem = {
  name: 'bernoulli-linear',
  rareSlope: 1010,
  commonSlope: -10,
  probability: 0.01,
  domain: [-1, 1]
}
const noDraw = () => {
  throw new Error('a deterministic problem draws nothing')
}

describe('slopeAt, periodic-linear', () => {
  it('is rare where t mod 101 = 1, from t = 1', () => {
    const rare = Array.from({ length: 303 }, (_, i) => i + 1).filter((t) => slopeAt(periodic, t, noDraw) === 1010)
    expect(rare).toEqual([1, 102, 203])
    expect(slopeAt(periodic, 101, noDraw)).toBe(-10)
  })

  it('adds up to rareSlope + (period - 1) commonSlope over any whole period', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.nat(1000), (period, offset) => {
        let sum = 0
        for (let t = 1; t <= period; t++) sum += slopeAt({ ...periodic, period }, offset + t, noDraw)
        expect(sum).toBe(1010 - 10 * (period - 1))
      })
    )
  })
})

describe('slopeAt, bernoulli-linear', () => {
  it('draws once a step and is rare where the draw is below the probability', () => {
    const script = [0.5, 0.01, 0.00999, 0]
    const slopes = [1, 2, 3, 4].map((t) => slopeAt(bernoulli, t, () => script.shift()!))
    expect(slopes).toEqual([-10, -10, 1010, 1010])
    expect(script).toEqual([])
  })

  it('is rare in about one of a hundred steps', () => {
    const random = randomStream(0, 'problem')
    const n = 100_000
    let rare = 0
    for (let t = 1; t <= n; t++) if (slopeAt(bernoulli, t, random) === 1010) rare++
    // four standard deviations of a binomial count
    expect(Math.abs(rare - 1000)).toBeLessThan(4 * Math.sqrt(n * 0.01 * 0.99))
  })
})
