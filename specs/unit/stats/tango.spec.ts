import { tangoP } from '../../../src/stats/tango'

describe('tangoP', () => {
  // Score test with the share of the second arm only that maximises the multinomial likelihood under the margin, found by
  // SciPy 1.17.1 `minimize_scalar(method='bounded')`, and at its ends; p = norm.sf(z).
  test.each([
    [3, 0, 10, 0.1, 0.0887649],
    [2, 0, 10, 0.1, 0.1701779],
    [1, 0, 10, 0.1, 0.5],
    [5, 1, 30, 0.1, 0.330994],
    [0, 3, 10, 0.1, 0.9824925],
    [4, 2, 6, 0.05, 0.2435617],
    [150, 20, 1000, 0.1, 0.0059236],
    [0, 0, 10, 0.1, 0.8540797],
    [2, 1, 10, 0.3, 0.8680717]
  ])('%i against %i of %i beyond %f', (first, second, pairs, margin, expected) => {
    expect(tangoP(first, second, pairs, margin)).toBeCloseTo(expected, 6)
  })

  test('at margin 0 it is McNemar’s z: (b - c)/sqrt(b + c)', () => {
    // 1 - Phi(4/sqrt(8)) and 1 - Phi(0)
    expect(tangoP(6, 2, 20, 0)).toBeCloseTo(0.0786496, 7)
    expect(tangoP(2, 2, 20, 0)).toBe(0.5)
    expect(tangoP(0, 0, 20, 0)).toBe(1)
  })

  test('falls with what the first arm has more, rises with the margin', () => {
    for (let first = 0; first < 10; first++) {
      expect(tangoP(first + 1, 0, 10, 0.1)).toBeLessThan(tangoP(first, 0, 10, 0.1))
      expect(tangoP(first, 0, 10, 0.2)).toBeGreaterThan(tangoP(first, 0, 10, 0.1))
    }
  })

  test.each([
    [11, 0, 10, 0.1],
    [6, 5, 10, 0.1],
    [1.5, 0, 10, 0.1],
    [1, 0, 10, 1],
    [1, 0, 10, -0.1],
    [1, 0, 10, Number.NaN]
  ])('refuses %d and %d of %d, margin %d', (first, second, pairs, margin) => {
    expect(() => tangoP(first, second, pairs, margin)).toThrow(RangeError)
  })
})
