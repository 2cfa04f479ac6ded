import fc from 'fast-check'
import { tInterval } from '../../../src/stats/tInterval'
import { tostP } from '../../../src/stats/tost'

describe('tostP', () => {
  test('the documented example', () => {
    // SciPy 1.17.1: 2 * ttest_1samp([-0.1, 0, 0.1], -0.5, alternative='greater').pvalue
    expect(tostP([-0.1, 0, 0.1], 0.5)).toBeCloseTo(0.01307245756034652, 14)
  })

  test('is at most alpha exactly where the 1 - alpha interval lies inside the margin', () => {
    const sample = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 8 })
    fc.assert(
      fc.property(sample, fc.double({ min: 0.1, max: 1.5, noNaN: true }), (values, delta) => {
        const { lower, upper } = tInterval(values, 0.95)
        const p = tostP(values, delta)
        fc.pre(Math.abs(p - 0.05) > 1e-9)
        expect(p <= 0.05).toBe(-delta < lower && upper < delta)
      })
    )
  })

  test('is 1 for a mean outside and needs a margin', () => {
    expect(tostP([3, 3.1, 3.2], 1)).toBe(1)
    expect(() => tostP([1, 2], 0)).toThrow(RangeError)
  })
})
