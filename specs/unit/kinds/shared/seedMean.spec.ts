import fc from 'fast-check'
import { mostDiverged, rangeP, rangePosition, seedMean } from '../../../../src/kinds/shared/seedMean'
import { symmetric, TAILED } from '../builders'

describe('rangePosition', () => {
  // The half-width of ten symmetric values of standard deviation 1 is t(.975, 9)/sqrt(10) = .715.
  test.each([
    ['inside', 0, -1, 1],
    ['open', 0.5, -1, 1],
    ['open', 1.5, -1, 1],
    ['above', 1.8, -1, 1],
    ['below', -1.8, -1, 1],
    ['inside', -1, -Infinity, 0],
    ['above', 1, -Infinity, 0]
  ])('%s: mean %f against %f to %f', (expected, center, low, high) => {
    expect(rangePosition(symmetric(center, 1), low, high, 0.05)).toBe(expected)
  })

  test('is known exactly where p is at most alpha', () => {
    const sample = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 12 })
    const bounds = fc.tuple(fc.double({ min: -0.5, max: 0, noNaN: true }), fc.double({ min: 0, max: 0.5, noNaN: true }))
    fc.assert(
      fc.property(sample, bounds, fc.constantFrom(0.05, 0.01, 0.3), (values, [low, high], alpha) => {
        const p = rangeP(values, low, high)
        // The t quantile and the distribution function agree to 1e-12.
        fc.pre(Math.abs(p - alpha) > 1e-10)
        expect(['open', 'skewed'].includes(rangePosition(values, low, high, alpha))).toBe(p > alpha)
      }),
      { numRuns: 500 }
    )
  })

  test('is open to skewness where a tail points to the bound', () => {
    expect([rangePosition(TAILED, -1, 0, 0.05), rangePosition(TAILED, 0, 1, 0.05)]).toEqual(['skewed', 'skewed'])
    const mirrored = TAILED.map((value) => -value)
    expect([rangePosition(mirrored, 0, 1, 0.05), rangePosition(mirrored, -1, 0, 0.05)]).toEqual(['skewed', 'skewed'])
    // As far from a bound, with the tail on the other side.
    expect(rangePosition(TAILED, -0.18, 1, 0.05)).toBe('inside')
    expect(rangeP(TAILED, -1, 0)).toBeGreaterThan(0.05)
  })

  test('without spread the mean is known', () => {
    expect(rangePosition([1, 1, 1], 0, 1, 0.05)).toBe('inside')
    expect(rangeP([1, 1, 1], 0, 1)).toBe(0)
    expect(rangeP([2, 2, 2], 0, 1)).toBe(0)
  })
})

test('seedMean needs two numbers', () => {
  expect(seedMean([1, 3], 1, 0.05)).toMatchObject({ numSeeds: 2, diverged: 1, mean: 2, interval: { level: 0.95 } })
  expect(seedMean([1], 0, 0.05)).toEqual({
    numSeeds: 1,
    diverged: 0,
    mean: null,
    standardDeviation: null,
    interval: null
  })
})

test('half is most', () => {
  expect([mostDiverged(5, 10), mostDiverged(4, 10), mostDiverged(0, 0)]).toEqual([true, false, false])
})
