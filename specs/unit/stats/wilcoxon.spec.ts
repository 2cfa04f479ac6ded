import fc from 'fast-check'
import { wilcoxonP } from '../../../src/stats/wilcoxon'
import { readGolden, relativeError } from './golden'

/** All sign patterns of the mid-ranks of the non-zero values. */
function bruteForce(values: readonly number[]): number {
  const nonZero = values.filter((x) => x !== 0)
  const sorted = nonZero.map(Math.abs).sort((a, b) => a - b)
  const ranks = nonZero.map((x) => (sorted.indexOf(Math.abs(x)) + sorted.lastIndexOf(Math.abs(x))) / 2 + 1)
  const observed = ranks.reduce((sum, rank, i) => sum + (nonZero[i]! > 0 ? rank : 0), 0)
  let [atMost, atLeast] = [0, 0]
  for (let pattern = 0; pattern < 2 ** ranks.length; pattern++) {
    const sum = ranks.reduce((total, rank, i) => total + ((pattern >> i) & 1 ? rank : 0), 0)
    if (sum <= observed) atMost++
    if (sum >= observed) atLeast++
  }
  return Math.min(1, (2 * Math.min(atMost, atLeast)) / 2 ** ranks.length)
}

describe('wilcoxonP', () => {
  test.each(readGolden('tests').tests)('SciPy: $name', ({ values, wilcoxon }) => {
    // Both are sums of multiples of 2^-n.
    expect(relativeError(wilcoxonP(values), wilcoxon)).toBeLessThan(1e-13)
  })

  test('equals brute force with ties and zeros', () => {
    const sample = fc.array(fc.integer({ min: -4, max: 4 }), { maxLength: 10 })
    fc.assert(fc.property(sample, (values) => expect(wilcoxonP(values)).toBeCloseTo(bruteForce(values), 13)))
  })

  test('permutation, scale and sign change nothing', () => {
    const sample = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 25 })
    fc.assert(
      fc.property(sample, (values) => {
        expect(wilcoxonP([...values].reverse())).toBe(wilcoxonP(values))
        expect(wilcoxonP(values.map((x) => -8 * x))).toBeCloseTo(wilcoxonP(values), 13)
      })
    )
  })

  test('nothing or zeros alone give 1', () => {
    expect(wilcoxonP([])).toBe(1)
    expect(wilcoxonP([0, 0])).toBe(1)
    expect(wilcoxonP([1, 2, 3, 4, 5])).toBe(0.0625)
  })
})
