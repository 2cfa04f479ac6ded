import { cosineOfPi, exponential } from '../../../src/optim/elementary'

const SHARES = Array.from({ length: 401 }, (_, index) => index / 400)

describe('functions by sums of products', () => {
  it('has the cosine to a few roundings', () => {
    for (const x of SHARES) expect(Math.abs(cosineOfPi(x) - Math.cos(Math.PI * x))).toBeLessThan(1e-15)
    expect([0, 1].map(cosineOfPi)).toEqual([1, -1])
  })

  it('has the exponential to a few roundings', () => {
    for (const x of SHARES) {
      for (const y of [x, -x]) expect(Math.abs(exponential(y) / Math.exp(y) - 1)).toBeLessThan(1e-15)
    }
  })
})
