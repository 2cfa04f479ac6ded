import { farringtonManningP } from '../../../src/stats/farringtonManning'

const rate = (count: number, of: number) => ({ count, of })

describe('farringtonManningP', () => {
  // Score test with the rates that maximise the likelihood under the margin, by SciPy 1.17.1 `minimize_scalar(method='bounded')`
  // and at the ends; p = norm.sf(z).
  test.each([
    [3, 10, 0, 10, 0.1, 0.0725003],
    [2, 10, 0, 10, 0.1, 0.1580132],
    [6, 12, 1, 9, 0.1, 0.0764644],
    [0, 10, 3, 12, 0.1, 0.9834271],
    [150, 1000, 20, 800, 0.1, 0.021231],
    [0, 10, 0, 10, 0.1, 0.8540797],
    [5, 5, 0, 7, 0.3, 0.0055117]
  ])('%i of %i against %i of %i beyond %f', (x, n, y, m, margin, expected) => {
    expect(farringtonManningP(rate(x, n), rate(y, m), margin)).toBeCloseTo(expected, 6)
  })

  test('at margin 0 it is the pooled z test', () => {
    // (.6 - .3)/sqrt(.45 x .55 x 2/20)
    expect(farringtonManningP(rate(12, 20), rate(6, 20), 0)).toBeCloseTo(0.0282651, 7)
    expect(farringtonManningP(rate(0, 20), rate(0, 20), 0)).toBe(1)
    expect(farringtonManningP(rate(20, 20), rate(20, 20), 0)).toBe(1)
  })

  test.each([
    [rate(11, 10), rate(0, 10), 0.1],
    [rate(0, 0), rate(0, 10), 0.1],
    [rate(1, 10), rate(0, 10), 1],
    [rate(1, 10), rate(0, 10), -0.1]
  ])('refuses %j against %j beyond %d', (first, second, margin) => {
    expect(() => farringtonManningP(first, second, margin)).toThrow(RangeError)
  })
})
