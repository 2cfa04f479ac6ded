import fc from 'fast-check'
import { describe as describeSample, mean, sampleStandardDeviation } from '../../../src/stats/describe'
import { readGolden, relativeError } from './golden'

// 14 digits: the rounding of a few dozen additions.
const ROUNDING = 1e-14

describe('describe', () => {
  test.each(readGolden('tests').descriptions)('of $values', ({ values, ...expected }) => {
    const summary = describeSample(values)
    expect(summary.n).toBe(values.length)
    expect(relativeError(summary.mean, expected.mean)).toBeLessThan(ROUNDING)
    expect(relativeError(summary.standardDeviation, expected.standardDeviation)).toBeLessThan(ROUNDING)
    expect(relativeError(summary.coefficientOfVariation!, Math.abs(expected.coefficientOfVariation))).toBeLessThan(
      ROUNDING
    )
    expect(summary.min).toBe([...values].sort((a, b) => a - b)[0])
    expect(summary.max).toBe([...values].sort((a, b) => b - a)[0])
  })

  test('equal numbers have exactly no spread and exactly their mean', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 2, max: 30 }), (x, n) => {
        const values = new Array<number>(n).fill(x)
        expect(mean(values)).toBe(x)
        expect(sampleStandardDeviation(values)).toBe(0)
      })
    )
  })

  test('no coefficient of variation at mean 0', () => {
    expect(describeSample([-1, 1])).toEqual({
      n: 2,
      mean: 0,
      standardDeviation: Math.SQRT2,
      coefficientOfVariation: null,
      min: -1,
      max: 1
    })
  })

  test('refuses samples that are too small', () => {
    expect(() => mean([])).toThrow(RangeError)
    expect(() => sampleStandardDeviation([1])).toThrow(RangeError)
  })
})
