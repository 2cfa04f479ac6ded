import fc from 'fast-check'
import { hasSpread, largestTie, unseenRateBound } from '../../../src/stats/ties'

describe('largestTie', () => {
  test.each([
    [[0, 0, 0], 3],
    [[1, 2, 3], 1],
    [[], 0],
    // 4.7754 - 4.7752 and 4.7753 - 4.7751 are equal as decimals, not as doubles.
    [[4.7754 - 4.7752, 4.7753 - 4.7751, 0.3], 2],
    // Ratios of the same loss, which logarithms tell apart by rounding.
    [[0.9, 1.8, 2.7, 3.6].map((b, i) => Math.log(b) - Math.log(i + 1)), 4],
    [[1e-9, 2e-9, 1], 1],
    [[1e300, 1e300, -1e300], 2]
  ])('of %j is %i', (values, expected) => {
    expect(largestTie(values)).toBe(expected)
  })

  test('is the most frequent of whole numbers, by counting, whatever their unit', () => {
    const units = fc.constantFrom(1, 0.1, 1e-4, 2 ** -30, 1e200)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 30 }), units, (whole, unit) => {
        const counts = whole.map((value) => whole.filter((other) => other === value).length)
        expect(largestTie(whole.map((value) => value * unit))).toBe(Math.max(...counts))
        expect(hasSpread(whole.map((value) => value * unit))).toBe(2 * Math.max(...counts) < whole.length)
      })
    )
  })
})

describe('unseenRateBound', () => {
  // 1 - .05^(1/n), and scipy.stats.beta.ppf(.95, k + 1, n - k) for k others, SciPy 1.17.1.
  test.each([
    [10, 10, 0.2588655508],
    [6, 6, 0.3930377597],
    [9, 10, 0.3941633024],
    [15, 30, 0.6611073384],
    [5, 10, 0.7775588989]
  ])('%i of %i equal: %f', (equal, total, expected) => {
    expect(unseenRateBound(equal, total, 0.05)).toBeCloseTo(expected, 7)
  })
})
