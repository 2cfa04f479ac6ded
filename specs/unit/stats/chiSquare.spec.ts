import { chiSquareQuantile } from '../../../src/stats/chiSquare'
import { relativeError } from './golden'
import { VARIABILITY } from './variabilityGolden'

describe('chiSquareQuantile', () => {
  test.each(VARIABILITY.chiSquareQuantile)('mpmath: p = %p, df = %p', (p, df, value) => {
    // A few units in the last place of the incomplete gamma function; it is met to 3e-14 everywhere.
    expect(relativeError(chiSquareQuantile(p!, df!), value!)).toBeLessThan(1e-13)
  })

  test('the documented example: R qchisq(0.975, 4)', () => {
    expect(chiSquareQuantile(0.975, 4)).toBeCloseTo(11.143286781877796, 12)
  })

  test.each([
    [0, 4],
    [1, 4],
    [Number.NaN, 4],
    [0.5, 0],
    [0.5, -1]
  ])('refuses p = %p, df = %p', (p, df) => expect(() => chiSquareQuantile(p, df)).toThrow(RangeError))
})
