import fc from 'fast-check'
import { mean, sampleStandardDeviation } from '../../../src/stats/describe'
import { hallTransform } from '../../../src/stats/hallTransform'
import { skewness } from '../../../src/stats/skewness'
import { readGolden, relativeError } from './golden'

describe("Hall's transformation", () => {
  test.each(readGolden('skew').hall)('mpmath: $name', ({ values, t }) => {
    const n = values.length
    const student = ((mean(values) + 0.01) / sampleStandardDeviation(values)) * Math.sqrt(n)
    expect(relativeError(hallTransform(student, skewness(values), n), t)).toBeLessThan(1e-12)
  })

  test('of values without skew, or without spread, is t', () => {
    expect(hallTransform(-3, 0, 10)).toBe(-3)
    expect(hallTransform(-Infinity, null, 10)).toBe(-Infinity)
    expect(hallTransform(1e200, -2, 10)).toBe(Infinity)
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
})
