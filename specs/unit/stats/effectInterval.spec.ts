import { effectInterval } from '../../../src/stats/effectInterval'
import { VARIABILITY } from './variabilityGolden'

describe('effectInterval', () => {
  test.each(VARIABILITY.effectIntervals)('SciPy: D = %p, n = %p', (effect, numPairs, lower, upper) => {
    const interval = effectInterval(effect!, numPairs!, 0.9)
    // noncentralTUpperTail is within 1e-8, and its slope in D is above 0.1 here.
    expect(Math.abs(interval.lower - lower!)).toBeLessThan(1e-7)
    expect(Math.abs(interval.upper - upper!)).toBeLessThan(1e-7)
  })

  test('holds the effect, shrinks with the sample', () => {
    const [few, many] = [effectInterval(1, 6, 0.9), effectInterval(1, 60, 0.9)]
    expect(few.lower).toBeLessThan(many.lower)
    expect(many.lower).toBeLessThan(1)
    expect(many.upper).toBeGreaterThan(1)
    expect(few.upper).toBeGreaterThan(many.upper)
  })

  test('extremes', () => {
    expect(effectInterval(Infinity, 3, 0.9)).toEqual({ lower: Infinity, upper: Infinity, level: 0.9 })
    expect(() => effectInterval(-1, 3, 0.9)).toThrow(RangeError)
    expect(() => effectInterval(Number.NaN, 3, 0.9)).toThrow(RangeError)
    expect(() => effectInterval(1, 1, 0.9)).toThrow(RangeError)
    expect(() => effectInterval(1, 3, 1)).toThrow(RangeError)
  })
})
