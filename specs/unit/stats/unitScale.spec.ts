import fc from 'fast-check'
import { unitScale } from '../../../src/stats/unitScale'

describe('unitScale', () => {
  test('the largest is between 1 and 2, and ratios stay', () => {
    expect(unitScale([3, -1])).toEqual([1.5, -0.5])
    expect(unitScale([0, 0])).toEqual([0, 0])
    expect(unitScale([])).toEqual([])
    expect(unitScale([Number.MAX_VALUE])[0]).toBeLessThan(2)
    expect(unitScale([Number.MIN_VALUE, 3 * Number.MIN_VALUE])).toEqual([0.5, 1.5])
  })

  test('no bit is lost', () => {
    const sample = fc.array(fc.double({ min: 1, max: 2 ** 40, noNaN: true }), { minLength: 2, maxLength: 5 })
    fc.assert(
      fc.property(sample, fc.integer({ min: -900, max: 900 }), (values, exponent) => {
        expect(unitScale(values.map((x) => x * 2 ** exponent))).toEqual(unitScale(values))
        expect(Math.max(...unitScale(values))).toBeGreaterThanOrEqual(1)
      })
    )
  })
})
