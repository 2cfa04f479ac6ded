import fc from 'fast-check'
import { tInterval } from '../../../src/stats/tInterval'
import { tTest } from '../../../src/stats/tTest'
import { readGolden, relativeError } from './golden'

describe('tInterval', () => {
  test.each(readGolden('tests').tests)('SciPy: $name', ({ values, tInterval: expected }) => {
    for (const level of ['0.95', '0.99'] as const) {
      const interval = tInterval(values, Number(level))
      expect(interval.level).toBe(Number(level))
      // The quantile has 1e-12; the subtraction from the mean costs a digit.
      expect(relativeError(interval.lower, expected[level][0]!)).toBeLessThan(1e-11)
      expect(relativeError(interval.upper, expected[level][1]!)).toBeLessThan(1e-11)
    }
  })

  test('is infinite for one value and has no length without spread', () => {
    expect(tInterval([3], 0.9)).toEqual({ lower: -Infinity, upper: Infinity, level: 0.9 })
    expect(tInterval([3, 3, 3], 0.9)).toEqual({ lower: 3, upper: 3, level: 0.9 })
    expect(() => tInterval([], 0.9)).toThrow(RangeError)
  })

  test('its bounds are the references with p = 1 - level', () => {
    const sample = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 3, maxLength: 12 })
    fc.assert(
      fc.property(sample, fc.double({ min: 0.5, max: 0.999, noNaN: true }), (values, level) => {
        const { lower, upper } = tInterval(values, level)
        fc.pre(upper - lower > 1e-6)
        expect(tTest(values, lower).twoSided).toBeCloseTo(1 - level, 8)
        expect(tTest(values, upper).twoSided).toBeCloseTo(1 - level, 8)
      })
    )
  })
})
