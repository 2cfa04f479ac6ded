import fc from 'fast-check'
import { welch } from '../../../src/stats/welch'
import { relativeError } from './golden'
import { VARIABILITY } from './variabilityGolden'

describe('welch', () => {
  test.each(VARIABILITY.samples)('SciPy: $name', ({ a, b, df, p, interval }) => {
    const analysis = welch(a, b, 0.95)
    // Rounding of means and variances, and what SciPy's own quantile leaves (1e-11).
    expect(relativeError(analysis.df, df)).toBeLessThan(1e-12)
    expect(relativeError(analysis.p, p)).toBeLessThan(1e-11)
    expect(relativeError(analysis.interval.lower, interval[0]!)).toBeLessThan(1e-9)
    expect(relativeError(analysis.interval.upper, interval[1]!)).toBeLessThan(1e-9)
  })

  test('p is at most alpha exactly where the interval leaves the reference out', () => {
    const [a, b] = [
      [1, 2, 4, 7],
      [3, 5, 9]
    ]
    const { interval } = welch(a, b, 0.9)
    for (const [bound, side] of [
      [interval.lower, -1],
      [interval.upper, 1]
    ] as const) {
      expect(welch(a, b, 0.9, bound).p).toBeCloseTo(0.1, 12)
      expect(welch(a, b, 0.9, bound + 0.01 * side).p).toBeLessThan(0.1)
    }
  })

  test('swapping the samples mirrors the interval', () => {
    const sample = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 2, maxLength: 9 })
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const [there, back] = [welch(a, b, 0.95), welch(b, a, 0.95)]
        expect(back.interval.lower).toBeCloseTo(-there.interval.upper, 8)
        expect(back.p).toBeCloseTo(there.p, 10)
      })
    )
  })

  test('without spread the difference is known; with it in one sample that one counts', () => {
    expect(welch([1, 1], [3, 3, 3], 0.95)).toEqual({
      difference: 2,
      standardError: 0,
      df: Infinity,
      interval: { lower: 2, upper: 2, level: 0.95 },
      p: 0
    })
    expect(welch([1, 1], [1, 1], 0.95).p).toBe(1)
    expect(welch([1, 1, 1], [2, 3, 4], 0.95).df).toBeCloseTo(2, 12)
  })

  test('large and small numbers: a defined answer or a typed error', () => {
    expect(welch([1e-300, 3e-300], [5e-300, 6e-300], 0.95).df).toBeGreaterThan(1)
    expect(welch([1e100, 2e100], [3e100, 5e100], 0.95).p).toBeCloseTo(welch([1, 2], [3, 5], 0.95).p, 10)
    const { p, df, interval } = welch([1e308, -1e308], [1e308, 1e308], 0.95)
    expect({ p, df }).toEqual({ p: welch([1, -1], [1, 1], 0.95).p, df: 1 })
    // Its bounds are beyond the range of a double.
    expect(interval).toEqual({ lower: -Infinity, upper: Infinity, level: 0.95 })
    expect(() => welch([1, Infinity], [1, 2], 0.95)).toThrow(RangeError)
    expect(() => welch([1], [1, 2], 0.95)).toThrow(RangeError)
    expect(() => welch([1, 2], [1, 3], 1)).toThrow(RangeError)
  })
})
