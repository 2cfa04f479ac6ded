import fc from 'fast-check'
import { isSkewed, skewness } from '../../../src/stats/skewness'
import { readGolden, relativeError } from './golden'

describe('skewness', () => {
  test.each(readGolden('tests').descriptions)('SciPy: $values', ({ values, skewness: expected }) => {
    // Third powers of deviations: three more roundings each.
    expect(relativeError(skewness(values)!, expected)).toBeLessThan(1e-13)
  })

  test('mirrors with the sign and is undefined without spread', () => {
    const sample = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 12 })
    fc.assert(
      fc.property(sample, (values) => {
        const g1 = skewness(values)
        if (g1 === null) expect(new Set(values).size).toBe(1)
        else expect(skewness(values.map((x) => -x))).toBeCloseTo(-g1, 12)
      })
    )
  })

  test('warns beyond 1.645 sqrt(6(n - 2)/((n + 1)(n + 3)))', () => {
    // n = 10: 1.645 sqrt(48/143) = 0.95306...
    expect(isSkewed(0.954, 10)).toBe(true)
    expect(isSkewed(-0.954, 10)).toBe(true)
    expect(isSkewed(0.952, 10)).toBe(false)
    expect(isSkewed(null, 10)).toBe(false)
    expect(isSkewed(0.7, 2)).toBe(false)
  })
})
