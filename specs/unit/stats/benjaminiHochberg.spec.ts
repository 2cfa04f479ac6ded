import fc from 'fast-check'
import { benjaminiHochberg } from '../../../src/stats/benjaminiHochberg'

describe('benjaminiHochberg', () => {
  // scipy 1.17.1: scipy.stats.false_discovery_control(p)
  it.each([
    [
      [0.01, 0.04, 0.03, 0.005, 0.55, 0.21],
      [0.03, 0.06, 0.06, 0.03, 0.55, 0.252]
    ],
    [
      [1, 0.2, 0.2, 0],
      [1, 0.26666666666666666, 0.26666666666666666, 0]
    ]
  ])('agrees with SciPy on %j', (pValues, expected) => {
    benjaminiHochberg(pValues).forEach((q, index) => {
      expect(q).toBeCloseTo(expected[index]!, 14)
    })
  })

  it('keeps the order of p, and lies between p and m p', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 }), (pValues) => {
        const q = benjaminiHochberg(pValues)
        pValues.forEach((p, i) => {
          expect(q[i]).toBeGreaterThanOrEqual(p)
          expect(q[i]).toBeLessThanOrEqual(Math.min(1, pValues.length * p))
          for (const [j, other] of pValues.entries()) if (p < other) expect(q[i]).toBeLessThanOrEqual(q[j]!)
        })
      })
    )
  })
})
