import { logGamma } from '../../../../src/stats/distributions'
import { mixtureT, mixtureTLogE } from '../../../../src/stats/sequential/mixtureT'
import { tInterval } from '../../../../src/stats/tInterval'
import { readSequentialGolden } from './golden'

/** Integral of E(t^2/(n-1)) against the t density with n - 1 degrees of freedom, over t = tan(u) by Simpson's rule. */
function meanUnderT(n: number, e: (q: number) => number): number {
  const df = n - 1
  const constant = Math.exp(logGamma((df + 1) / 2) - logGamma(df / 2)) / Math.sqrt(df * Math.PI)
  const integrand = (u: number): number => {
    const t = Math.tan(u)
    return constant * (1 + (t * t) / df) ** (-(df + 1) / 2) * e((t * t) / df) * (1 + t * t)
  }
  const intervals = 20_000
  // the last step before pi/2 holds less than 1e-4 of the mass for df >= 2, where the integrand is bounded
  const end = Math.PI / 2 - 1e-7
  const h = end / intervals
  let sum = integrand(0) + integrand(end)
  for (let i = 1; i < intervals; i++) sum += (i % 2 === 1 ? 4 : 2) * integrand(i * h)
  return (2 * sum * h) / 3
}

const isFair = (n: number, e: (q: number) => number): boolean => Math.abs(meanUnderT(n, e) - 1) < 1e-5

describe('mixtureTLogE', () => {
  test.each(readSequentialGolden().mixtureT)('n %f, t %f: ln E %f by integration over the effect size', (...row) => {
    const [n, t, expected] = row as unknown as [number, number, number]
    // what scipy.stats.nct and quad leave
    expect(mixtureTLogE(n, (t * t) / (n - 1))).toBeCloseTo(expected, 8)
  })

  test.each([3, 4, 6, 10, 30, 100])('its integral against the t density is 1 at n = %i', (n) => {
    expect(isFair(n, (q) => Math.exp(mixtureTLogE(n, q)))).toBe(true)
  })

  // Mutants of the factor: each would pass for an e-process and none is fair.
  test.each<[string, (n: number, q: number) => number]>([
    ['without A^(-1/2)', (n, q) => Math.sqrt(1 + n) * Math.exp(mixtureTLogE(n, q))],
    ['q = t^2/n', (n, q) => Math.exp(mixtureTLogE(n, (q * (n - 1)) / n))],
    ['q = t^2', (n, q) => Math.exp(mixtureTLogE(n, q * (n - 1)))],
    ['exponent (n + 1)/2', (n, q) => Math.exp(mixtureTLogE(n, q) + Math.log((1 + q) / (1 + q / (1 + n))) / 2)],
    ['A = n', (n, q) => Math.exp(mixtureTLogE(n, q)) * Math.sqrt((n + 1) / n)]
  ])('the integral rejects %s', (_, mutant) => {
    for (const n of [4, 6, 10]) expect(isFair(n, (q) => mutant(n, q))).toBe(false)
  })

  test('without spread: A^((n-1)/2) off the mean, A^(-1/2) on it', () => {
    for (const n of [2, 5, 30]) {
      expect(mixtureTLogE(n, Infinity)).toBeCloseTo(((n - 1) / 2) * Math.log(1 + n), 12)
      expect(mixtureTLogE(n, 1e300)).toBeCloseTo(((n - 1) / 2) * Math.log(1 + n), 12)
      expect(mixtureTLogE(n, 0)).toBeCloseTo(-Math.log(1 + n) / 2, 12)
    }
  })
})

describe('mixtureT', () => {
  const values = [0.31, 1.12, 0.44, 0.85, 0.27, 1.61, 0.98, 0.73, 1.29, 0.57, 0.5, 0.2, 0.9, 1.1]

  test.each(readSequentialGolden().mixtureTCritical)('n %f, alpha %f: |t| = %f at its bounds', (...row) => {
    const [n, alpha, t] = row as unknown as [number, number, number]
    const sample = Array.from({ length: n }, (_, i) => ((i * 7) % n) / n)
    const { interval } = mixtureT(n).sequence(sample, alpha)[0]!
    const student = tInterval(sample, 0.5)
    const center = (student.lower + student.upper) / 2
    const standardDeviation = Math.sqrt(sample.reduce((sum, x) => sum + (x - center) ** 2, 0) / (n - 1))
    expect(((interval.upper - center) * Math.sqrt(n)) / standardDeviation).toBeCloseTo(t, 7)
  })

  test('3.0 times the width of the t interval at n = 5, 1.7 times at 10', () => {
    const widthOf = ({ lower, upper }: { lower: number; upper: number }): number => upper - lower
    const ratio = (n: number): number => {
      const sample = values.slice(0, n)
      return widthOf(mixtureT(n).sequence(sample, 0.05)[0]!.interval) / widthOf(tInterval(sample, 0.95))
    }
    expect(ratio(5)).toBeCloseTo(3.0, 1)
    expect(ratio(10)).toBeCloseTo(1.7, 1)
  })

  test('p at a bound of the interval is alpha', () => {
    const { interval } = mixtureT(10).sequence(values.slice(0, 10), 0.03)[0]!
    expect(mixtureT(10).p(values.slice(0, 10), interval.upper)).toBeCloseTo(0.03, 10)
    expect(mixtureT(10).p(values.slice(0, 10), interval.lower)).toBeCloseTo(0.03, 10)
  })

  test('equal values: infinite until the level can be reached, then of no length', () => {
    const intervals = mixtureT().sequence([2, 2, 2, 2, 2, 2], 0.05)
    // A^((n-1)/2) >= 20: 6^2 at n = 5
    expect(intervals[3]!.interval).toEqual({ lower: -Infinity, upper: Infinity, level: 0.95 })
    expect(intervals[4]!.interval).toEqual({ lower: 2, upper: 2, level: 0.95 })
    expect(mixtureT().p([2, 2, 2, 2, 2], 2)).toBe(1)
    expect(mixtureT().p([2, 2, 2, 2, 2], 2.1)).toBeCloseTo(1 / 36, 14)
  })
})
