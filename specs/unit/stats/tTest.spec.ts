import fc from 'fast-check'
import { tTest } from '../../../src/stats/tTest'
import { readGolden, relativeError } from './golden'

describe('tTest', () => {
  test.each(readGolden('tests').tests)('SciPy: $name', ({ values, tTwoSided, tLess, tGreater }) => {
    const p = tTest(values, -0.01)
    // The distribution function has 1e-12; the cancellation in mean - reference costs a digit.
    expect(relativeError(p.twoSided, tTwoSided)).toBeLessThan(1e-11)
    expect(relativeError(p.less, tLess)).toBeLessThan(1e-11)
    expect(relativeError(p.greater, tGreater)).toBeLessThan(1e-11)
  })

  test('without spread the mean is known', () => {
    expect(tTest([2, 2, 2], 1)).toEqual({ twoSided: 0, less: 1, greater: 0 })
    expect(tTest([2, 2, 2], 2)).toEqual({ twoSided: 1, less: 0.5, greater: 0.5 })
  })

  test('mirrors with the sign, and the two-sided p is twice the smaller side', () => {
    const sample = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 2, maxLength: 12 })
    fc.assert(
      fc.property(sample, fc.double({ min: -1, max: 1, noNaN: true }), (values, reference) => {
        const p = tTest(values, reference)
        const mirrored = tTest(
          values.map((x) => -x),
          -reference
        )
        expect(mirrored).toEqual({ twoSided: p.twoSided, less: p.greater, greater: p.less })
        expect(p.twoSided).toBeCloseTo(2 * Math.min(p.less, p.greater), 12)
      })
    )
  })
})
