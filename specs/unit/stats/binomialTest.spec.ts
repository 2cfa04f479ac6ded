import fc from 'fast-check'
import { binomialTwoSidedP } from '../../../src/stats/binomialTest'
import { readGolden, relativeError } from './golden'

/** Both tails summed from the probabilities themselves. */
function bruteForce(k: number, n: number, p: number): number {
  let probability = (1 - p) ** n
  let [atMost, atLeast] = [0, 0]
  for (let i = 0; i <= n; i++) {
    if (i <= k) atMost += probability
    if (i >= k) atLeast += probability
    probability *= ((n - i) / (i + 1)) * (p / (1 - p))
  }
  return Math.min(1, 2 * Math.min(atMost, atLeast))
}

describe('binomialTwoSidedP', () => {
  test.each(readGolden('tests').shares)(
    'SciPy: $successes of $trials against $share',
    ({ successes, trials, share, p }) => {
      // Cephes' incomplete beta function: 1e-12.
      expect(relativeError(binomialTwoSidedP(successes, trials, share), p)).toBeLessThan(1e-11)
    }
  )

  test('equals brute force, and swapping success and failure changes nothing', () => {
    const counts = fc
      .integer({ min: 0, max: 30 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)))
    fc.assert(
      fc.property(counts, fc.double({ min: 0.05, max: 0.95, noNaN: true }), ([k, n], share) => {
        expect(binomialTwoSidedP(k, n, share)).toBeCloseTo(bruteForce(k, n, share), 11)
        expect(binomialTwoSidedP(n - k, n, 1 - share)).toBeCloseTo(binomialTwoSidedP(k, n, share), 11)
      })
    )
  })

  test.each([
    [4, 3, 0.5],
    [-1, 3, 0.5],
    [1.5, 3, 0.5],
    [1, 3, 0],
    [1, 3, 1]
  ])('refuses %d of %d against %d', (k, n, share) => {
    expect(() => binomialTwoSidedP(k, n, share)).toThrow(RangeError)
  })
})
