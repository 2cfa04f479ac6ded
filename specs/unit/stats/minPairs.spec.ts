import { minPairs } from '../../../src/stats/minPairs'

describe('minPairs', () => {
  // 6 / 9 / 11 for a family of 1 / 10 / 48 at alpha .05.
  test.each([
    [0.05, 6],
    [0.05 / 10, 9],
    [0.05 / 48, 11],
    [0.25, 3],
    [1, 1]
  ])('alpha %f needs %i', (alpha, expected) => {
    expect(minPairs(alpha)).toBe(expected)
  })

  test('refuses what is no level', () => {
    expect(() => minPairs(0)).toThrow(RangeError)
    expect(() => minPairs(1.1)).toThrow(RangeError)
  })
})
