import fc from 'fast-check'
import { binomialTwoSidedP } from '../../../src/stats/binomialTest'
import { clopperPearson } from '../../../src/stats/clopperPearson'
import { readGolden } from './golden'

const counts = fc.integer({ min: 1, max: 80 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)))

describe('clopperPearson', () => {
  test.each(readGolden('tests').shares)('SciPy: $successes of $trials', (golden) => {
    for (const level of [0.95, 0.99] as const) {
      const interval = clopperPearson(golden.successes, golden.trials, level)
      // The documented accuracy of the beta quantile.
      expect(interval.lower).toBeCloseTo(golden[`exact${level}`][0]!, 9)
      expect(interval.upper).toBeCloseTo(golden[`exact${level}`][1]!, 9)
    }
  })

  test('leaves a share out exactly where the doubled binomial tail is at most 1 - level', () => {
    fc.assert(
      fc.property(counts, fc.double({ min: 0.02, max: 0.98, noNaN: true }), ([k, n], share) => {
        const p = binomialTwoSidedP(k, n, share)
        fc.pre(Math.abs(p - 0.05) > 1e-8)
        const { lower, upper } = clopperPearson(k, n, 0.95)
        expect(p <= 0.05).toBe(lower > share || upper < share)
      })
    )
  })

  test('mirrors when successes and failures are swapped', () => {
    fc.assert(
      fc.property(counts, ([k, n]) => {
        const interval = clopperPearson(k, n, 0.9)
        const mirrored = clopperPearson(n - k, n, 0.9)
        expect(mirrored.lower).toBeCloseTo(1 - interval.upper, 12)
        expect(mirrored.upper).toBeCloseTo(1 - interval.lower, 12)
      })
    )
  })

  // All successes decide at n = 6/17/36/72 for pi0 = .5/.8/.9/.95.
  test.each([
    [0.5, 6],
    [0.8, 17],
    [0.9, 36],
    [0.95, 72]
  ])('all successes show a share above %f from n = %i on', (share, n) => {
    expect(clopperPearson(n, n, 0.95).lower).toBeGreaterThan(share)
    expect(clopperPearson(n - 1, n - 1, 0.95).lower).toBeLessThanOrEqual(share)
  })

  test('no trials say nothing', () => {
    expect(clopperPearson(0, 0, 0.95)).toEqual({ lower: 0, upper: 1, level: 0.95 })
  })
})
