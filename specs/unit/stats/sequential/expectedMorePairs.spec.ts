import { expectedMorePairs } from '../../../../src/stats/sequential/expectedMorePairs'

describe('expectedMorePairs', () => {
  test.each([
    [0.5, 45],
    [0.8, 19],
    [1.2, 11],
    [2, 7]
  ])('an effect of %f needs about %i pairs at alpha .05', (effect, pairs) => {
    expect(expectedMorePairs(effect, 0.05)).toBe(pairs)
  })

  test('more at a smaller level, none that is practical without an effect', () => {
    expect(expectedMorePairs(0.8, 0.001)).toBeGreaterThan(expectedMorePairs(0.8, 0.05))
    expect(expectedMorePairs(0, 0.05)).toBe(Infinity)
    expect(expectedMorePairs(0.1, 0.05)).toBe(Infinity)
    expect(expectedMorePairs(0.12, 0.05)).toBeLessThanOrEqual(1000)
    // without spread: A^((n-1)/2) >= 20 at n = 5
    expect(expectedMorePairs(Infinity, 0.05)).toBe(5)
  })

  test('refuses what is no effect and no level', () => {
    expect(() => expectedMorePairs(-1, 0.05)).toThrow(RangeError)
    expect(() => expectedMorePairs(Number.NaN, 0.05)).toThrow(RangeError)
    expect(() => expectedMorePairs(1, 1)).toThrow(RangeError)
  })
})
