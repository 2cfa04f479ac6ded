import fc from 'fast-check'
import { skewRobustP } from '../../../src/stats/skewRobustP'
import { tTest } from '../../../src/stats/tTest'
import { readGolden, relativeError } from './golden'

describe('p with the skewness allowed for', () => {
  test.each(readGolden('skew').hall)("mpmath, Hall's T: $name", ({ values, p }) => {
    const { twoSided } = tTest(values, -0.01)
    // The distribution function is good to 1e-12.
    expect(relativeError(skewRobustP(values, -0.01), Math.min(p, 100 * twoSided))).toBeLessThan(1e-11)
  })

  test('is that of t without skew, 0 or 1 without spread', () => {
    expect(skewRobustP([1, 2, 3], 0)).toBeCloseTo(tTest([1, 2, 3], 0).twoSided, 14)
    expect([skewRobustP([1, 1, 1], 0), skewRobustP([1, 1, 1], 1)]).toEqual([0, 1])
  })

  test('asks less of a tail that points away from the reference, more of one that points back, 100 times as much at most', () => {
    // Of the golden samples the one with g1 = 1.8.
    const { values } = readGolden('skew').hall.find(({ name }) => name === 'skewed')!
    const p = (reference: number) => [skewRobustP(values, reference), tTest(values, reference).twoSided] as const
    expect(p(-0.5)[0]).toBeLessThan(p(-0.5)[1])
    expect(p(0.6)[0]).toBeGreaterThan(p(0.6)[1])
    expect(p(1)[0]).toBe(100 * p(1)[1])
  })

  test('never leaves out a reference between the mean and one that it holds', () => {
    const sample = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 20 })
    const distance = fc.double({ min: 0, max: 2, noNaN: true })
    fc.assert(
      fc.property(sample, distance, distance, (values, near, more) => {
        fc.pre(new Set(values.map((value) => value.toFixed(6))).size > 1)
        const center = values.reduce((sum, value) => sum + value, 0) / values.length
        // T is 0 at |t| < 0.2, where p is near 1 either way.
        const at = (far: number) => Math.min(skewRobustP(values, center + far), 0.8)
        expect(at(near + more)).toBeLessThanOrEqual(at(near) + 1e-9)
      })
    )
  })
})
