import fc from 'fast-check'
import seedrandom from 'seedrandom'
import { permutationP } from '../../../src/stats/permutationTest'
import { VARIABILITY } from './variabilityGolden'

const unused = (): number => {
  throw new Error('the exact test draws nothing')
}

/** All splits one by one, in whole numbers: |mean(b) - mean(a)| times n m. */
function bruteForce(a: readonly number[], b: readonly number[]): number {
  const pooled = [...a, ...b]
  const score = (isA: (i: number) => boolean) =>
    Math.abs(pooled.reduce((sum, value, i) => sum + (isA(i) ? -value * b.length : value * a.length), 0))
  const observed = score((i) => i < a.length)
  let [hits, splits] = [0, 0]
  for (let mask = 0; mask < 2 ** pooled.length; mask++) {
    const size = pooled.reduce((count, _, i) => count + ((mask >> i) & 1), 0)
    if (size !== a.length) continue
    splits++
    if (score((i) => ((mask >> i) & 1) === 1) >= observed) hits++
  }
  return hits / splits
}

describe('permutationP', () => {
  test.each(VARIABILITY.samples)('all splits in NumPy: $name', ({ a, b, permutation }) => {
    expect(permutationP(a, b, unused)).toBeCloseTo(permutation, 14)
  })

  test('equals brute force on whole numbers, ties and unequal sizes among them', () => {
    const sample = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(sample, sample, (a, b) => expect(permutationP(a, b, unused)).toBeCloseTo(bruteForce(a, b), 14))
    )
  })

  test('5 and 5, apart: 2 of 252 splits', () => {
    expect(permutationP([1, 2, 3, 4, 5], [6, 7, 8, 9, 10], unused)).toBe(2 / 252)
  })

  test('17 and 17, apart: 2 of C(34, 17) splits, still counted', () => {
    const a = Array.from({ length: 17 }, (_, i) => i)
    expect(
      permutationP(
        a,
        a.map((x) => x + 100),
        unused
      )
    ).toBe(2 / 2_333_606_220)
  })

  test('ties that rounding splits still count', () => {
    expect(permutationP([0.1, 0.2, 0.6], [0.3, 0.3, 0.4], unused)).toBe(permutationP([1, 2, 6], [3, 3, 4], unused))
  })

  test('order, swapping, shift and scale change nothing', () => {
    const sample = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 7 })
    fc.assert(
      fc.property(sample, sample, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (a, b, scale) => {
        const p = permutationP(a, b, unused)
        const change = (x: number) => -x * scale
        expect(permutationP([...b].reverse(), a, unused)).toBe(p)
        expect(permutationP(a.map(change), b.map(change), unused)).toBe(p)
        expect(
          permutationP(
            a.map((x) => x + 4096),
            b.map((x) => x + 4096),
            unused
          )
        ).toBe(p)
      })
    )
  })

  test('above 34 numbers it draws, within 4 standard errors of the exact p', () => {
    // 0s and 1s: 13 of 18 against 6 of 18. scipy.stats.hypergeom: P(X >= 13) + P(X <= 6) of (36, 19, 18), SciPy 1.17.1
    const exact = 0.043710168376222436
    const [a, b] = [13, 6].map((ones) => Array.from({ length: 18 }, (_, i) => (i < ones ? 1 : 0))) as [
      number[],
      number[]
    ]
    const p = permutationP(a, b, seedrandom.alea('specs/permutation'))
    expect(Math.abs(p - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact)) / 99_999))
    expect(permutationP(a, b, seedrandom.alea('specs/permutation'))).toBe(p)
  })

  test('extremes: no difference, one number each, huge and tiny numbers', () => {
    expect(permutationP([1, 1], [1, 1], unused)).toBe(1)
    expect(permutationP([3], [4], unused)).toBe(1)
    expect(permutationP([1e308, 1.1e308], [-1e308, -1.1e308], unused)).toBeCloseTo(1 / 3, 14)
    expect(permutationP([5e-324, 1e-323], [5e-323, 6e-323], unused)).toBeCloseTo(1 / 3, 14)
    expect(() => permutationP([], [1], unused)).toThrow(RangeError)
    expect(() => permutationP([1, Number.NaN], [1], unused)).toThrow(RangeError)
    expect(() => permutationP([1], [Infinity], unused)).toThrow(RangeError)
  })
})
