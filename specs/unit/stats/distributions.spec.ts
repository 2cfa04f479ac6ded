import fc from 'fast-check'
import {
  betaCdf,
  betaQuantile,
  logGamma,
  normalCdf,
  normalQuantile,
  studentTCdf,
  studentTQuantile,
  studentTTwoSidedP
} from '../../../src/stats/distributions'
import { readGolden, relativeError } from './golden'

const golden = readGolden('distributions')

/** The row with the largest relative error, so that a failure names its arguments. */
function worst(rows: readonly (readonly number[])[], f: (...args: number[]) => number) {
  return rows
    .map((row) => ({ row, error: relativeError(f(...row.slice(0, -1)), row.at(-1)!) }))
    .reduce((a, b) => (b.error > a.error || Number.isNaN(b.error) ? b : a))
}

describe('distributions', () => {
  // Cephes states 1e-14 to 1e-12 relative for incbet; measured 6e-13 at df 1000.
  test('Student t distribution function, tails and fractional df included', () => {
    expect(golden.studentTCdf.length).toBeGreaterThan(300)
    expect(worst(golden.studentTCdf, (df, t) => studentTCdf(t!, df!)).error).toBeLessThan(1e-12)
    expect(worst(golden.studentTCdf, (df, t) => studentTTwoSidedP(t!, df!) / 2).error).toBeLessThan(1e-12)
  })

  // The distribution function's 1e-12 bounds what its inverse can have.
  test('Student t quantile, tails and fractional df included', () => {
    expect(worst(golden.studentTQuantile, (df, p) => studentTQuantile(p!, df!)).error).toBeLessThan(1e-12)
  })

  // Cephes states 3e-14 for ndtr's lower tail, 5e-16 for ndtri.
  test('normal distribution', () => {
    expect(worst(golden.normalCdf, (z) => normalCdf(z!)).error).toBeLessThan(1e-13)
    expect(worst(golden.normalQuantile, (p) => normalQuantile(p!)).error).toBeLessThan(1e-14)
  })

  // Cephes' ndtr is NaN at |z| = 96382.90236238758 and 108143.39512977628, and at infinity; the limits are exact from 40 on:
  // mpmath.ncdf(-40) = 3.66e-350 is below the smallest double.
  test('the normal distribution is 0 and 1 far out', () => {
    for (const z of [40, 41, 1.07e5, 96382.90236238758, 108143.39512977628, 1e300, Infinity]) {
      expect([z, normalCdf(z), normalCdf(-z)]).toEqual([z, 1, 0])
    }
    const far = fc.double({ min: 30, noNaN: true })
    fc.assert(
      fc.property(far, (z) => {
        expect([normalCdf(z), normalCdf(-z)]).toEqual([1, 0])
      })
    )
    expect(() => normalCdf(Number.NaN)).toThrow(RangeError)
  })

  // The quantile is documented to 1e-9 (Cephes' incbi stops early in some tails).
  test('beta distribution', () => {
    const representable = golden.betaCdf.filter((row) => row.at(-1)! > 1e-290)
    expect(representable.length).toBeGreaterThan(200)
    expect(worst(representable, (x, a, b) => betaCdf(x!, a!, b!)).error).toBeLessThan(1e-11)
    expect(worst(golden.betaQuantile, (p, a, b) => betaQuantile(p!, a!, b!)).error).toBeLessThan(1e-9)
  })

  test('a fractional number of degrees of freedom is not cut down', () => {
    expect(studentTCdf(-2, 2.5)).toBeLessThan(studentTCdf(-2, 2))
    expect(studentTCdf(-2, 2.5)).toBeGreaterThan(studentTCdf(-2, 3))
  })

  test('symmetry, edges and inverses', () => {
    expect(studentTCdf(0, 7)).toBe(0.5)
    expect(studentTCdf(-Infinity, 7)).toBe(0)
    expect(studentTCdf(Infinity, 7)).toBe(1)
    expect(studentTQuantile(0.5, 7) === 0).toBe(true)
    expect([normalCdf(-Infinity), normalCdf(0), normalCdf(Infinity)]).toEqual([0, 0.5, 1])
    expect(logGamma(5)).toBeCloseTo(Math.log(24), 14)
    fc.assert(
      fc.property(
        fc.double({ min: 1e-9, max: 0.25, noNaN: true }),
        fc.double({ min: 1, max: 500, noNaN: true }),
        (p, df) => {
          // 1 - p rounds by 1e-16; t answers a relative change of p with at most 1.6 times as much (df 1, p .25).
          const t = studentTQuantile(p, df)
          expect(relativeError(studentTCdf(t, df), p)).toBeLessThan(1e-11)
          expect(relativeError(-studentTQuantile(1 - p, df), t)).toBeLessThan(4e-16 / p + 1e-12)
        }
      )
    )
  })

  test.each([
    ['df 0', () => studentTCdf(1, 0)],
    ['t NaN', () => studentTCdf(Number.NaN, 3)],
    ['z NaN', () => normalCdf(Number.NaN)],
    ['df NaN', () => studentTQuantile(0.1, Number.NaN)],
    ['p 0', () => studentTQuantile(0, 3)],
    ['p 1', () => normalQuantile(1)],
    ['x above 1', () => betaCdf(1.1, 2, 3)],
    ['b negative', () => betaQuantile(0.5, 2, -1)]
  ])('refuses %s', (_, call) => {
    expect(call).toThrow(RangeError)
  })
})
