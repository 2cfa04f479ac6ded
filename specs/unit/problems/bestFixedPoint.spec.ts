import fc from 'fast-check'
import { bestFixedPoint } from '../../../src/problems/bestFixedPoint'

describe('bestFixedPoint', () => {
  it.each([
    [10, -1],
    [-10, 2],
    [0, -1]
  ])('of slopes that add up to %d is %d', (slopeSum, expected) => {
    expect(bestFixedPoint(slopeSum, [-1, 2])).toBe(expected)
  })

  it('is no worse than any other point of the domain', () => {
    const finite = fc.double({ noNaN: true, min: -1e6, max: 1e6 })
    fc.assert(
      fc.property(finite, finite, finite, fc.double({ noNaN: true, min: 0, max: 1 }), (slopeSum, a, b, share) => {
        const domain = [Math.min(a, b), Math.max(a, b)] as const
        const other = Math.min(domain[1], domain[0] + share * (domain[1] - domain[0]))
        expect(slopeSum * bestFixedPoint(slopeSum, domain)).toBeLessThanOrEqual(slopeSum * other)
      })
    )
  })
})
