import fc from 'fast-check'
import { hallInterval, hallP, hallT, hallTransform } from '../../../src/stats/hallTransform'
import { tInterval } from '../../../src/stats/tInterval'
import { tTest } from '../../../src/stats/tTest'
import { readGolden, relativeError } from './golden'

const sample = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 20 })

describe("Hall's transformation", () => {
  test.each(readGolden('skew').hall)('mpmath: $name', ({ values, t, p, ...intervals }) => {
    expect(relativeError(hallT(values, -0.01), t)).toBeLessThan(1e-12)
    // The distribution function is good to 1e-12.
    expect(relativeError(hallP(values, -0.01), p)).toBeLessThan(1e-11)
    for (const level of [0.95, 0.99] as const) {
      const { lower, upper } = hallInterval(values, level)
      const [low, high] = intervals[`${level}`]
      expect([relativeError(lower, low!), relativeError(upper, high!)]).toEqual([
        expect.closeTo(0, 10),
        expect.closeTo(0, 10)
      ])
    }
  })

  test('of values without skew, or without spread, is t', () => {
    expect(hallTransform(-3, 0, 10)).toBe(-3)
    expect(hallTransform(-Infinity, null, 10)).toBe(-Infinity)
    expect(hallP([1, 2, 3], 0)).toBeCloseTo(tTest([1, 2, 3], 0).twoSided, 14)
    expect(hallInterval([1, 2, 3], 0.95).lower).toBeCloseTo(tInterval([1, 2, 3], 0.95).lower, 12)
    expect([hallP([1, 1, 1], 0), hallP([1, 1, 1], 1)]).toEqual([0, 1])
  })

  test('rises with t, and mirrors with the sign', () => {
    const t = fc.double({ min: -50, max: 50, noNaN: true })
    fc.assert(
      fc.property(t, t, fc.double({ min: -3, max: 3, noNaN: true }), (one, other, g1) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)]
        expect(hallTransform(low, g1, 10)).toBeLessThanOrEqual(hallTransform(high, g1, 10) + 1e-9)
        expect(hallTransform(-low, -g1, 10)).toBeCloseTo(-hallTransform(low, g1, 10), 9)
      })
    )
  })

  test('its interval is what its p does not exclude', () => {
    fc.assert(
      fc.property(sample, fc.constantFrom(0.95, 0.99, 0.5), (values, level) => {
        fc.pre(new Set(values.map((value) => value.toFixed(6))).size > 1)
        const { lower, upper } = hallInterval(values, level)
        expect(hallP(values, lower)).toBeCloseTo(1 - level, 7)
        expect(hallP(values, upper)).toBeCloseTo(1 - level, 7)
      })
    )
  })
})
