import { fQuantile, fUpperTail } from '../../../src/stats/fDistribution'
import { relativeError } from './golden'
import { VARIABILITY } from './variabilityGolden'

describe('fUpperTail', () => {
  test.each(VARIABILITY.fUpperTail)('SciPy: f = %p, df %p and %p', (f, numeratorDf, denominatorDf, value) => {
    // The accuracy to which SciPy and Cephes agree on the incomplete beta function.
    expect(relativeError(fUpperTail(f!, numeratorDf!, denominatorDf!), value!)).toBeLessThan(1e-12)
  })

  test('beyond everything: 0', () => expect(fUpperTail(Infinity, 2, 3)).toBe(0))

  test('refuses what is no ratio', () => {
    expect(() => fUpperTail(-1, 2, 3)).toThrow(RangeError)
    expect(() => fUpperTail(Number.NaN, 2, 3)).toThrow(RangeError)
    expect(() => fUpperTail(1, 0, 3)).toThrow(RangeError)
  })
})

describe('fQuantile', () => {
  test.each(VARIABILITY.fQuantile)('SciPy: p = %p, df %p and %p', (p, numeratorDf, denominatorDf, value) => {
    // 1 - share cancels for F(1, 1) at p = .995, where share = 0.99993.
    expect(relativeError(fQuantile(p!, numeratorDf!, denominatorDf!), value!)).toBeLessThan(1e-10)
  })

  test('is the inverse of the upper tail', () => {
    expect(fUpperTail(fQuantile(0.9, 4, 12), 4, 12)).toBeCloseTo(0.1, 12)
    expect(() => fQuantile(1, 4, 12)).toThrow(RangeError)
  })
})
