import { readFileSync } from 'node:fs'
import path from 'node:path'
import { matchDifference, sourceHalfWidth } from '../../../../src/kinds/matches/difference'
import { reportedNumbers } from '../../../../src/kinds/matches/reportedNumbers'
import { studentTTwoSidedP } from '../../../../src/stats/distributions'
import { relativeError } from '../../stats/golden'
import { symmetric } from '../builders'

interface Row {
  readonly name: string
  readonly values: readonly number[]
  readonly value: string
  readonly sd: string
  readonly n: number
  readonly difference: number
  readonly df: number
  readonly p: number
  readonly interval: readonly [number, number]
}

const FILE = path.resolve(__dirname, '../../../../fixtures/golden/stats/reported.json')
const { rows } = JSON.parse(readFileSync(FILE, 'utf8')) as { readonly rows: readonly Row[] }

describe('matchDifference', () => {
  test.each(rows)('SciPy: $name against $value +- $sd of $n', (row) => {
    const reported = reportedNumbers({ value: row.value, sd: row.sd, n: row.n })
    const { difference, df, interval } = matchDifference(row.values, reported, 1)
    const { lower, upper } = interval(0.05)
    // The difference of two numbers that are close loses some digits.
    expect(difference).toBeCloseTo(row.difference, 13)
    expect(relativeError(df, row.df)).toBeLessThan(1e-10)
    expect(lower).toBeCloseTo(row.interval[0], 10)
    expect(upper).toBeCloseTo(row.interval[1], 10)
    const error = (upper - lower) / 2 - reported.rounding
    expect(error).toBeGreaterThan(0)
    // Welch's p, at the bound that the golden value is of.
    const t = (difference - 0.01) / Math.hypot(...errorsOf(row.values, reported.standardError!))
    expect(relativeError(studentTTwoSidedP(t, df), row.p)).toBeLessThan(1e-8)
  })

  const errorsOf = (values: readonly number[], source: number) => {
    const center = values.reduce((sum, value) => sum + value, 0) / values.length
    const squares = values.reduce((sum, value) => sum + (value - center) ** 2, 0)
    return [Math.sqrt(squares / (values.length - 1) / values.length), source]
  }

  const values = symmetric(0.303, 0.01)

  test('p is the smallest level at which it is decided', () => {
    for (const [center, at] of [
      [0.303, 'inside'],
      [0.36, 'above'],
      [0.25, 'below']
    ] as const) {
      const found = matchDifference(
        symmetric(center, 0.01),
        reportedNumbers({ value: '0.300', sd: '0.004', n: 5 }),
        0.02
      )
      expect(found.position(found.p * 1.0001)).toBe(at)
      expect(found.position(found.p * 0.9999)).toBe('open')
    }
  })

  test('a spread of the source widens, and so does what is not printed', () => {
    const widthOf = (reported: Parameters<typeof reportedNumbers>[0]) => {
      const { lower, upper } = matchDifference(values, reportedNumbers(reported), 0.02).interval(0.05)
      return upper - lower
    }
    const alone = widthOf({ value: '0.30000' })
    expect(widthOf({ value: '0.300' }) - alone).toBeCloseTo(2 * (0.0005 - 0.000005), 12)
    expect(widthOf({ value: '0.30000', se: '0.0010', n: 5 })).toBeGreaterThan(alone)
    // Few runs know their spread badly.
    expect(widthOf({ value: '0.30000', se: '0.0100', n: 3 })).toBeGreaterThan(
      widthOf({ value: '0.30000', se: '0.0100', n: 30 })
    )
    // "+- 0.01" may be nearly 0.015.
    expect(widthOf({ value: '0.30000', sd: '0.01', n: 5 })).toBeGreaterThan(
      widthOf({ value: '0.30000', sd: '0.0100', n: 5 })
    )
  })

  test('without a spread of the source it is the t interval of our mean, up to the digits', () => {
    const { interval, df } = matchDifference(values, reportedNumbers({ value: '0.3' }), 0.2)
    expect(df).toBeCloseTo(9, 12)
    // t(.975, 9) .01/sqrt(10) + .05
    expect(interval(0.05).upper).toBeCloseTo(0.003 + (2.262157162798205 * 0.01) / Math.sqrt(10) + 0.05, 10)
    expect(sourceHalfWidth(reportedNumbers({ value: '0.3' }), 0.05)).toBe(0.05)
  })

  test('beyond both ends of what is printed, it is outside of any value that is printed so', () => {
    const at = (center: number) =>
      matchDifference(symmetric(center, 0.001), reportedNumbers({ value: '0.3' }), 0.1).position(0.05)
    expect([0.3, 0.34, 0.36, 0.44, 0.46].map(at)).toEqual(['inside', 'inside', 'open', 'open', 'above'])
  })
})

test('degrees of freedom neither overflow nor vanish, however large a spread is', () => {
  for (const scale of [1e-150, 1, 1e150]) {
    const values = [0.29, 0.3, 0.31, 0.3].map((value) => scale * value)
    const reported = { printed: '', value: 0.3 * scale, rounding: 0, standardError: 0.004 * scale, runs: 5 }
    const { df } = matchDifference(values, reported, 0.02 * scale)
    // as at scale 1: a ratio alone
    expect(df).toBeGreaterThan(3)
    expect(df).toBeLessThan(8)
  }
})
