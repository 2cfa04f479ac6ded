import fc from 'fast-check'
import { correlation } from '../../../src/stats/correlation'
import { sampleStandardDeviation } from '../../../src/stats/describe'
import { pairingGain } from '../../../src/stats/pairingGain'

describe('pairingGain', () => {
  test('equals its expression by the correlation', () => {
    const pairs = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), {
      minLength: 3,
      maxLength: 12
    })
    fc.assert(
      fc.property(pairs, (rows) => {
        const [a, b] = [rows.map((row) => row[0]), rows.map((row) => row[1])]
        const rho = correlation(a, b)
        const gain = pairingGain(a, b)
        fc.pre(rho !== null && gain !== null && gain < 1e6)
        const [sa, sb] = [sampleStandardDeviation(a), sampleStandardDeviation(b)]
        // Var(b - a) = Var(a) + Var(b) - 2 rho sd(a) sd(b)
        expect(1 / gain).toBeCloseTo((sa ** 2 + sb ** 2 - 2 * rho * sa * sb) / (sa ** 2 + sb ** 2), 10)
        expect(pairingGain(b, a)).toBe(gain)
      })
    )
  })

  test('is undefined where the difference does not vary', () => {
    expect(pairingGain([1, 2, 3], [2, 3, 4])).toBeNull()
    expect(pairingGain([1, 2, 3], [1, 3, 2])).toBeCloseTo(2, 14)
    expect(() => pairingGain([1, 2], [1])).toThrow(RangeError)
  })
})
