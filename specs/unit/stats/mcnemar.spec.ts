import fc from 'fast-check'
import { mcnemarP } from '../../../src/stats/mcnemar'

describe('mcnemarP', () => {
  // 2^(1 - n) where all go one way; R 4: binom.test(1, 8)$p.value = 0.0703125.
  test.each([
    [0, 6, 0.03125],
    [6, 0, 0.03125],
    [1, 7, 0.0703125],
    [4, 4, 1],
    [0, 0, 1]
  ])('%i against %i: %f', (first, second, expected) => {
    expect(mcnemarP(first, second)).toBeCloseTo(expected, 12)
  })

  test('the arms are interchangeable', () => {
    fc.assert(fc.property(fc.nat(30), fc.nat(30), (b, c) => expect(mcnemarP(b, c)).toBe(mcnemarP(c, b))))
  })

  test('refuses what is no count', () => {
    expect(() => mcnemarP(-1, 3)).toThrow(RangeError)
    expect(() => mcnemarP(0.5, 3)).toThrow(RangeError)
  })
})
