import fc from 'fast-check'
import { squareAndAdd } from '../../../src/stats/squareAndAdd'

const level = 0.95

describe('squareAndAdd', () => {
  test('of two intervals of normal means with known variances is the interval of their sum', () => {
    const z = 1.959964
    const { lower, upper } = squareAndAdd(2, { lower: 2 - 3 * z, upper: 2 + 3 * z, level }, 4 * z)
    expect(lower).toBeCloseTo(2 - 5 * z, 12)
    expect(upper).toBeCloseTo(2 + 5 * z, 12)
  })

  test('contains the interval that it widens, on its own side of each end, and is that interval where nothing is added', () => {
    const size = fc.double({ min: 0, max: 1e3, noNaN: true })
    fc.assert(
      fc.property(size, size, size, fc.double({ min: -2, max: 3, noNaN: true }), (start, width, halfWidth, place) => {
        const interval = { lower: start, upper: start + width, level }
        const estimate = start + place * width
        const wider = squareAndAdd(estimate, interval, halfWidth)
        expect(wider.lower).toBeLessThanOrEqual(interval.lower)
        expect(wider.upper).toBeGreaterThanOrEqual(interval.upper)
        // By no more than half of the added interval, from the estimate where that lies beyond.
        const end = Math.min(estimate, interval.lower)
        expect(end - wider.lower).toBeLessThanOrEqual(halfWidth + 1e-9)
      })
    )
    const interval = { lower: -1, upper: 3, level }
    expect(squareAndAdd(0, interval, 0)).toEqual(interval)
  })

  test('an end without a bound stays one', () => {
    expect(squareAndAdd(0, { lower: -Infinity, upper: 3, level }, 4)).toEqual({ lower: -Infinity, upper: 5, level })
  })

  test('half a width below 0, or none at all, is refused', () => {
    for (const halfWidth of [-1, Number.NaN]) {
      expect(() => squareAndAdd(0, { lower: -1, upper: 1, level }, halfWidth)).toThrow(RangeError)
    }
  })
})
