import fc from 'fast-check'
import { probabilityLower } from '../../../src/stats/probabilityLower'

describe('probabilityLower', () => {
  test('counts ties half', () => {
    expect(probabilityLower([-1, -2, 0, 3])).toBe(0.625)
    expect(() => probabilityLower([])).toThrow(RangeError)
  })

  test('swapping the arms gives the complement', () => {
    const sample = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(sample, (d) => {
        expect(probabilityLower(d) + probabilityLower(d.map((x) => -x))).toBeCloseTo(1, 15)
      })
    )
  })
})
