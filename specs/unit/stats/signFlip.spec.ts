import fc from 'fast-check'
import seedrandom from 'seedrandom'
import { signFlipP } from '../../../src/stats/signFlip'
import { readGolden } from './golden'

const unused = (): number => {
  throw new Error('the exact test draws nothing')
}

/** All 2^n patterns, one by one, in exact integer arithmetic. */
function bruteForce(values: readonly number[]): number {
  const observed = Math.abs(values.reduce((sum, x) => sum + x, 0))
  let hits = 0
  for (let pattern = 0; pattern < 2 ** values.length; pattern++) {
    const sum = values.reduce((total, x, i) => total + ((pattern >> i) & 1 ? x : -x), 0)
    if (Math.abs(sum) >= observed) hits++
  }
  return hits / 2 ** values.length
}

describe('signFlipP', () => {
  test.each(readGolden('tests').tests)('enumeration in NumPy: $name', ({ values, signFlip }) => {
    expect(signFlipP(values, unused)).toBe(signFlip)
  })

  test('equals brute force on whole numbers, ties and zeros among them', () => {
    const sample = fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 1, maxLength: 11 })
    fc.assert(fc.property(sample, (values) => expect(signFlipP(values, unused)).toBe(bruteForce(values))))
  })

  test('ties that rounding splits still count: 0.1 + 0.2 against 0.3', () => {
    // Patterns that reach |0.1 + 0.2 - 0.3 + 1| = 1: as with 1, 2, 3 and 10 in whole numbers.
    expect(signFlipP([0.1, 0.2, -0.3, 1], unused)).toBe(bruteForce([1, 2, -3, 10]))
  })

  test('permutation, scale and sign change nothing', () => {
    const sample = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 14 })
    fc.assert(
      fc.property(sample, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (values, scale) => {
        const p = signFlipP(values, unused)
        expect(signFlipP([...values].reverse(), unused)).toBe(p)
        expect(
          signFlipP(
            values.map((x) => -x * scale),
            unused
          )
        ).toBe(p)
      })
    )
  })

  test('all of one sign: 2^(1 - n), at 20, 30 and 34 too', () => {
    for (const n of [1, 5, 20, 30, 34]) {
      const values = Array.from({ length: n }, (_, i) => -1 - i / 100)
      expect(signFlipP(values, unused)).toBe(2 ** (1 - n))
    }
  })

  test('meets in the middle as the normal approximation predicts at n = 30', () => {
    // Equal sizes: a binomial; 20 of 30 positive. 2 P(X >= 20) = 0.0987..., by the sum of binomial coefficients.
    const values = Array.from({ length: 30 }, (_, i) => (i < 20 ? 1 : -1))
    let [tail, coefficient] = [0, 1]
    for (let k = 0; k <= 10; k++) {
      tail += coefficient
      coefficient = (coefficient * (30 - k)) / (k + 1)
    }
    expect(signFlipP(values, unused)).toBe((2 * tail) / 2 ** 30)
  })

  test('draws patterns above n = 34, within 4 standard errors of the exact p', () => {
    const values = Array.from({ length: 41 }, (_, i) => (i < 26 ? 1 : -1))
    // 2 P(X >= 26) for Binomial(41, 1/2): 2 * scipy.stats.binom.sf(25, 41, 0.5), SciPy 1.17.1
    const exact = 0.11727520595741225
    const p = signFlipP(values, seedrandom.alea('specs/signFlip'))
    expect(Math.abs(p - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact)) / 99_999))
    expect(signFlipP(values, seedrandom.alea('specs/signFlip'))).toBe(p)
    // What no draw can show is Hoeffding's bound, above the exact 2^-49 and the same whatever is drawn.
    const certain = signFlipP(new Array<number>(50).fill(1), seedrandom.alea('specs/signFlip'))
    expect(certain / (2 * Math.exp(-25))).toBeCloseTo(1, 5)
  })

  test('sums neither overflow nor vanish', () => {
    for (const unit of [1.7e308, 5e-324]) {
      expect(
        signFlipP(
          [1, 1, 1, -1].map((x) => x * unit),
          unused
        )
      ).toBe(bruteForce([1, 1, 1, -1]))
    }
  })

  test('a sum of 0 says nothing, nor do zeros', () => {
    expect(signFlipP([1, -1], unused)).toBe(1)
    expect(signFlipP([0, 0, 0], unused)).toBe(1)
    expect(() => signFlipP([], unused)).toThrow(RangeError)
  })
})
