import { normalCdf, normalQuantile, studentTTwoSidedP } from '../../../../src/stats/distributions'
import { ALPHAS, LOG_CRITICAL_VALUES } from '../../../../src/stats/sequential/criticalValues'
import { groupSequential } from '../../../../src/stats/sequential/groupSequential'
import { criticalValue, leastAlpha } from '../../../../src/stats/sequential/groupSequentialBoundary'
import { GROUP_SEQUENTIAL_LOOKS as LOOKS } from '../../../../src/stats/sequential/groupSequentialLooks'
import { tTest } from '../../../../src/stats/tTest'
import { relativeError } from '../golden'
import { readSequentialGolden } from './golden'
import { errorStream } from './simulate'

const NAMES = ['pocock', 'obrien-fleming'] as const
const SPENT = {
  pocock: (alpha: number, t: number) => alpha * Math.log(1 + (Math.E - 1) * t),
  'obrien-fleming': (alpha: number, t: number) => 2 * normalCdf(normalQuantile(alpha / 2) / Math.sqrt(t))
}
/** Shares of studies without an effect that have crossed at or before each look, for each rule and each alpha. */
function simulateCrossings(numStudies: number, alphas: readonly number[]): Record<string, number[]> {
  const draw = errorStream('normal', 'group-sequential')
  const shares: Record<string, number[]> = {}
  const rules = NAMES.flatMap((name) =>
    alphas.map((alpha) => ({ key: `${name} ${alpha}`, critical: LOOKS.map((n) => criticalValue(name, n, alpha)) }))
  )
  for (const { key } of rules) shares[key] = LOOKS.map(() => 0)
  for (let study = 0; study < numStudies; study++) {
    let [sum, squares] = [0, 0]
    const t: number[] = []
    for (let n = 1; n <= 30; n++) {
      const x = draw()
      sum += x
      squares += x * x
      if (n === LOOKS[t.length]) t.push(Math.abs(sum) / Math.sqrt((n * (squares - (sum * sum) / n)) / (n - 1)))
    }
    for (const { key, critical } of rules) {
      const crossed = t.findIndex((value, look) => value >= critical[look]!)
      if (crossed >= 0) for (let look = crossed; look < LOOKS.length; look++) shares[key]![look]! += 1 / numStudies
    }
  }
  return shares
}

describe('the table of critical values', () => {
  test.each(readSequentialGolden().criticalValues)('interpolated at $alpha, $name: as integrated there', (golden) => {
    LOOKS.forEach((n, look) => {
      // in terms of what matters: the error that is spent there
      const interpolated = studentTTwoSidedP(criticalValue(golden.name, n, golden.alpha), n - 1)
      const integrated = studentTTwoSidedP(golden.values[look]!, n - 1)
      expect(Math.abs(interpolated - integrated)).toBeLessThan(1e-4 * golden.alpha)
    })
  })

  test('at alpha .05 close to the values that were simulated elsewhere', () => {
    const simulated = { pocock: [3.65, 3.39, 3.01, 2.73, 2.47], 'obrien-fleming': [17.6, 5.99, 3.76, 2.79, 2.11] }
    for (const name of NAMES) {
      LOOKS.forEach((n, look) => {
        // 17.6 is the 1.2e-5 quantile of a simulation: 2 % of it; the others are given to 3 digits
        expect(relativeError(criticalValue(name, n, 0.05), simulated[name][look]!)).toBeLessThan(
          look === 0 ? 0.02 : 0.005
        )
      })
    }
  })

  test('the first look spends exactly its share', () => {
    for (const name of NAMES) {
      for (const alpha of [1e-4, 0.01, 0.05, 0.3]) {
        const p = studentTTwoSidedP(criticalValue(name, 6, alpha), 5)
        expect(Math.abs(p - SPENT[name](alpha, 0.2))).toBeLessThan(1e-4 * alpha)
      }
    }
  })

  test('every boundary falls as alpha grows, so that p is well defined', () => {
    for (const name of NAMES) {
      const rows: readonly (readonly number[])[] = LOG_CRITICAL_VALUES[name]
      expect(rows).toHaveLength(ALPHAS.length)
      for (let i = 1; i < rows.length; i++) {
        LOOKS.forEach((_, look) => void expect(rows[i]![look]!).toBeLessThan(rows[i - 1]![look]!))
      }
    }
  })

  test('30,000 studies without an effect cross as often as has been spent, look by look', () => {
    const numStudies = 30_000
    const shares = simulateCrossings(numStudies, [0.05, 0.0125, 0.2])
    for (const [key, crossed] of Object.entries(shares)) {
      const [name, alpha] = key.split(' ') as ['pocock' | 'obrien-fleming', string]
      LOOKS.forEach((n, look) => {
        const spent = SPENT[name](Number(alpha), n / 30)
        const slack = 4 * Math.sqrt((spent * (1 - spent)) / numStudies) + 1 / numStudies
        expect(Math.abs(crossed[look]! - spent)).toBeLessThan(slack)
      })
    }
  })

  test('z mapped to t by tail areas overspends, and the same simulation shows it', () => {
    const z = [2.44, 2.55, 2.5, 2.42, 2.3]
    const mapped = LOOKS.map((n, look) => {
      let [low, high] = [1, 20]
      for (let i = 0; i < 60; i++) {
        const middle = (low + high) / 2
        if (studentTTwoSidedP(middle, n - 1) > 2 * normalCdf(-z[look]!)) low = middle
        else high = middle
      }
      return high
    })
    // all of them lie below the boundary of the t process after the first look
    LOOKS.slice(1).forEach((n, i) => void expect(mapped[i + 1]!).toBeLessThan(criticalValue('pocock', n, 0.05)))
  })

  test('refuses levels outside the table', () => {
    expect(() => criticalValue('pocock', 6, 1e-7)).toThrow(RangeError)
    expect(() => criticalValue('pocock', 6, 0.6)).toThrow(RangeError)
    expect(() => groupSequential('pocock').sequence([1, 2, 3, 4, 5, 6], 0.7)).toThrow(RangeError)
  })
})

describe('leastAlpha', () => {
  test('is the inverse of criticalValue, and ends at the table', () => {
    for (const name of NAMES) {
      for (const n of LOOKS) {
        for (const alpha of [1e-5, 0.0007, 0.0125, 0.05, 0.4]) {
          expect(relativeError(leastAlpha(name, n, criticalValue(name, n, alpha)), alpha)).toBeLessThan(1e-9)
        }
        expect(leastAlpha(name, n, 0)).toBe(1)
        expect(leastAlpha(name, n, Infinity)).toBe(ALPHAS[0])
      }
    }
  })
})

describe('groupSequential', () => {
  const values = [0.31, 1.12, 0.44, 0.85, 0.27, 1.61, 0.98, 0.73, 1.29, 0.57]

  test('looks at 6, 9, 13, 19 and 30, not before the first look', () => {
    expect(groupSequential('pocock').looks(100)).toEqual([6, 9, 13, 19, 30])
    expect(groupSequential('pocock', 10).looks(29)).toEqual([13, 19])
    expect(groupSequential('pocock').sequence(values.slice(0, 5), 0.05)).toEqual([])
    expect(groupSequential('pocock').p(values.slice(0, 5), 0)).toBe(1)
  })

  test('its intervals are mean +- critical value x s/sqrt(n), intersected', () => {
    for (const name of NAMES) {
      const [six, nine] = groupSequential(name).sequence(values, 0.05)
      expect([six!.n, nine!.n]).toEqual([6, 9])
      // t of the bound is the critical value: its two-sided p under t is that of the critical value
      const p = tTest(values.slice(0, 6), six!.interval.upper).twoSided
      expect(relativeError(p, studentTTwoSidedP(criticalValue(name, 6, 0.05), 5))).toBeLessThan(1e-9)
      expect(nine!.interval.upper).toBeLessThanOrEqual(six!.interval.upper)
    }
  })

  test('p is the level at which the interval reaches the reference', () => {
    for (const name of NAMES) {
      const method = groupSequential(name)
      const p = method.p(values, 0)
      expect(method.sequence(values, p * 0.999).at(-1)!.interval.lower).toBeLessThan(0)
      expect(method.sequence(values, p * 1.001).at(-1)!.interval.lower).toBeGreaterThan(0)
    }
  })

  test('equal values are known from the first look on', () => {
    expect(groupSequential('pocock').sequence(new Array(6).fill(0.5), 0.05)[0]!.interval).toEqual({
      lower: 0.5,
      upper: 0.5,
      level: 0.95
    })
    expect(groupSequential('pocock').p(new Array(6).fill(0.5), 0)).toBe(ALPHAS[0])
    expect(groupSequential('pocock').p(new Array(6).fill(0.5), 0.5)).toBe(1)
  })
})
