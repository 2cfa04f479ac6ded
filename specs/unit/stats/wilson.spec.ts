import fc from 'fast-check'
import { wilson } from '../../../src/stats/wilson'
import { readGolden } from './golden'

describe('wilson', () => {
  test.each(readGolden('tests').shares)('SciPy: $successes of $trials', (golden) => {
    for (const level of [0.95, 0.99] as const) {
      const interval = wilson(golden.successes, golden.trials, level)
      expect(interval.lower).toBeCloseTo(golden[`wilson${level}`][0]!, 13)
      expect(interval.upper).toBeCloseTo(golden[`wilson${level}`][1]!, 13)
    }
  })

  test('stays in [0, 1], holds the share and mirrors', () => {
    const counts = fc
      .integer({ min: 1, max: 60 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)))
    fc.assert(
      fc.property(counts, ([k, n]) => {
        const { lower, upper } = wilson(k, n, 0.95)
        expect(lower).toBeGreaterThanOrEqual(0)
        expect(upper).toBeLessThanOrEqual(1)
        expect(lower <= k / n && k / n <= upper).toBe(true)
        expect(wilson(n - k, n, 0.95).lower).toBeCloseTo(1 - upper, 13)
      })
    )
    expect(() => wilson(0, 0, 0.95)).toThrow(RangeError)
  })
})
