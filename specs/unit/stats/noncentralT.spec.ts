import { studentTCdf } from '../../../src/stats/distributions'
import { noncentralTUpperTail } from '../../../src/stats/noncentralT'
import { readGolden } from './golden'

describe('noncentralTUpperTail', () => {
  test.each(readGolden('distributions').noncentralTUpperTail)('critical %f, df %f, noncentrality %f: %f', (...row) => {
    const [critical, df, noncentrality, expected] = row as unknown as [number, number, number, number]
    // The documented accuracy of the quadrature.
    expect(Math.abs(noncentralTUpperTail(critical, df, noncentrality) - expected)).toBeLessThan(1e-8)
  })

  test('without an effect it is Student t', () => {
    expect(noncentralTUpperTail(2.5, 6, 0)).toBeCloseTo(studentTCdf(-2.5, 6), 9)
  })

  test.each([9, 10, 29, 400, 999])('with df %i the quick one is the same but for rounding', (df) => {
    for (const critical of [1.5, 2.2, 8, 20, 43]) {
      for (const noncentrality of [0, 1, 3, 12]) {
        const quick = noncentralTUpperTail(critical, df, noncentrality, 'quick')
        expect(Math.abs(quick - noncentralTUpperTail(critical, df, noncentrality))).toBeLessThan(1e-13)
      }
    }
  })

  test('refuses less than one degree of freedom', () => {
    expect(() => noncentralTUpperTail(2, 0.5, 1)).toThrow(RangeError)
  })
})
