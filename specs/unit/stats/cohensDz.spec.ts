import fc from 'fast-check'
import { cohensDz } from '../../../src/stats/cohensDz'

describe('cohensDz', () => {
  test('is the mean in standard deviations', () => {
    expect(cohensDz([1, 2, 3])).toBe(2)
    expect(cohensDz([5, 5, 5])).toBeNull()
    expect(() => cohensDz([1])).toThrow(RangeError)
  })

  test('has no scale and mirrors', () => {
    const sample = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 2, maxLength: 12 })
    fc.assert(
      fc.property(sample, (values) => {
        const dz = cohensDz(values)
        fc.pre(dz !== null)
        expect(cohensDz(values.map((x) => -16 * x))).toBeCloseTo(-dz, 12)
      })
    )
  })
})
