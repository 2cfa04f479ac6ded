import fc from 'fast-check'
import { expectedBestU, expectedBestV } from '../../../src/stats/bestOfK'
import { VARIABILITY } from './variabilityGolden'

const { losses, v, u } = VARIABILITY.bestOfK

describe('expected best of k', () => {
  test('V: all draws with replacement', () => {
    for (const [index, value] of v.entries()) expect(expectedBestV(losses, index + 1)).toBeCloseTo(value, 12)
  })

  test('U: all subsets', () => {
    for (const [index, value] of u.entries()) expect(expectedBestU(losses, index + 1)).toBeCloseTo(value, 12)
  })

  test('the documented examples', () => {
    expect(expectedBestV([1, 2, 4], 2)).toBeCloseTo(15 / 9, 14)
    expect(expectedBestU([1, 2, 4], 2)).toBeCloseTo(4 / 3, 14)
  })

  test('from the mean at k = 1 down to the lowest at k = N, U below V between', () => {
    const sample = fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(sample, (values) => {
        const size = values.length
        const average = values.reduce((sum, x) => sum + x, 0) / size
        expect(expectedBestV(values, 1)).toBeCloseTo(average, 10)
        expect(expectedBestU(values, 1)).toBeCloseTo(average, 10)
        expect(expectedBestU(values, size)).toBeCloseTo(Math.min(...values), 10)
        for (let k = 2; k <= size; k++) {
          expect(expectedBestU(values, k)).toBeLessThanOrEqual(expectedBestU(values, k - 1) + 1e-12)
          expect(expectedBestU(values, k)).toBeLessThanOrEqual(expectedBestV(values, k) + 1e-12)
        }
        expect(expectedBestU([...values].reverse(), size)).toBe(expectedBestU(values, size))
      })
    )
  })

  test('failed trials are infinite, and so is the best where all of the k may have failed', () => {
    expect(expectedBestU([1, 2, Infinity], 1)).toBe(Infinity)
    expect(expectedBestU([1, 2, Infinity], 2)).toBeCloseTo(4 / 3, 14)
    expect(expectedBestV([1, 2, Infinity], 3)).toBe(Infinity)
    expect(expectedBestU([Infinity, Infinity], 2)).toBe(Infinity)
  })

  test('many trials neither overflow nor lose their digits', () => {
    const many = Array.from({ length: 2000 }, (_, index) => index + 1)
    // E[min of k of 1..N] without replacement is (N + 1)/(k + 1).
    expect(expectedBestU(many, 1000)).toBeCloseTo(2001 / 1001, 10)
  })

  test.each([[0], [4], [1.5], [Number.NaN]])('refuses k = %p of 3', (k) => {
    expect(() => expectedBestV([1, 2, 3], k)).toThrow(RangeError)
    expect(() => expectedBestU([1, 2, 3], k)).toThrow(RangeError)
  })

  test('refuses what is no number, and nothing', () => {
    expect(() => expectedBestU([1, Number.NaN], 1)).toThrow(RangeError)
    expect(() => expectedBestU([], 1)).toThrow(RangeError)
  })
})
