import { chiSquareQuantile, chiSquareTwoSidedP } from '../../../src/stats/chiSquare'
import { relativeError } from './golden'
import { VARIABILITY } from './variabilityGolden'

describe('chiSquareTwoSidedP', () => {
  test.each([
    // R 4.2.2: 2 * min(pchisq(x, df), pchisq(x, df, lower.tail = FALSE))
    [20.483177350807388, 10, 0.050000000000000148],
    [3.2469727802368413, 10, 0.050000000000000017],
    [1, 9, 0.0011249946043350029],
    [60, 9, 2.6813560967919222e-9]
  ])('x = %p, df = %p', (x, df, p) => expect(relativeError(chiSquareTwoSidedP(x, df), p)).toBeLessThan(1e-12))

  test('is 1 at most', () => expect(chiSquareTwoSidedP(9.34, 10)).toBeLessThanOrEqual(1))
})

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
