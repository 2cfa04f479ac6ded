import { readFileSync } from 'node:fs'
import path from 'node:path'
import seedrandom from 'seedrandom'
import { pageTrend } from '../../../src/stats/pageTrend'

interface Golden {
  readonly page: readonly {
    readonly name: string
    readonly rows: readonly (readonly number[])[]
    readonly statistic: number
    readonly pRising: number
    readonly pFalling: number
  }[]
}

const { page }: Golden = JSON.parse(
  readFileSync(path.join(__dirname, '../../../fixtures/golden/stats/severalArms.json'), 'utf8')
)

const never = () => {
  throw new Error('nothing is drawn where all orders are counted')
}

test.each(page)('$name, as SciPy has it', ({ rows, statistic, pRising, pFalling }) => {
  const own = pageTrend(rows, never)
  expect(own.statistic).toBe(statistic)
  expect(own.pRising).toBeCloseTo(pRising, 12)
  expect(own.pFalling).toBeCloseTo(pFalling, 12)
  expect(own.isExact).toBe(true)
})

/** All orders of a row. */
function orders(row: readonly number[]): number[][] {
  if (row.length < 2) return [[...row]]
  return row.flatMap((value, index) => orders(row.toSpliced(index, 1)).map((rest) => [value, ...rest]))
}

const order = (row: readonly number[]) => row.reduce((sum, rank, place) => sum + (place + 1) * rank, 0)

it('counts ties as they are: every order of the tied ranks, by brute force', () => {
  const rows = [
    [1, 2, 2, 3],
    [5, 5, 5, 4],
    [0, 1, 2, 3]
  ]
  const ranks = [
    [1, 2.5, 2.5, 4],
    [3, 3, 3, 1],
    [1, 2, 3, 4]
  ]
  const observed = ranks.reduce((sum, row) => sum + order(row), 0)
  const sums = ranks.map((row) => orders(row).map(order))
  const totals = sums[0]!.flatMap((a) => sums[1]!.flatMap((b) => sums[2]!.map((c) => a + b + c)))
  const { statistic, pRising, pFalling } = pageTrend(rows, never)
  expect(statistic).toBe(observed)
  expect(pRising).toBeCloseTo(totals.filter((total) => total >= observed).length / totals.length, 12)
  expect(pFalling).toBeCloseTo(totals.filter((total) => total <= observed).length / totals.length, 12)
})

it('is a sign test of two levels', () => {
  const rows = [...new Array<number[]>(9).fill([0, 1]), [1, 0]]
  expect(pageTrend(rows, never).pRising).toBeCloseTo(11 / 1024, 12)
})

it('is turned round with the values', () => {
  const rows = [
    [3, 1, 4, 1.5],
    [2, 7, 1, 8],
    [1, 2, 3, 5]
  ]
  const turned = pageTrend(
    rows.map((row) => row.map((value) => -value)),
    never
  )
  const own = pageTrend(rows, never)
  expect(turned.pRising).toBeCloseTo(own.pFalling, 12)
  expect(turned.pFalling).toBeCloseTo(own.pRising, 12)
})

it('shuffles more than eight levels, reproducibly and close to what is counted of fewer', () => {
  const random = () => seedrandom.alea('specs/page')
  const nine = Array.from({ length: 3 }, (_, seed) =>
    [0, 1, 2, 3, 4, 5, 6, 7, 8].map((level) => (level * (3 + seed)) % 9)
  )
  const drawn = pageTrend(nine, random())
  expect(drawn.isExact).toBe(false)
  expect(drawn).toEqual(pageTrend(nine, random()))
  // L is normal to good approximation here: mean n k (k+1)^2/4, variance n k^2 (k+1)^2 (k-1)/144 (Page 1963).
  const [n, k] = [3, 9]
  const z = (drawn.statistic - (n * k * (k + 1) ** 2) / 4) / Math.sqrt((n * k ** 2 * (k + 1) ** 2 * (k - 1)) / 144)
  expect(Math.abs(drawn.pRising - normalTail(z))).toBeLessThan(0.03)
})

/** By Abramowitz and Stegun 26.2.17. */
function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z)
  const t = 1 / (1 + 0.2316419 * z)
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return (series * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI)
}

it('has no order without rows, or of rows of several lengths', () => {
  expect(() => pageTrend([], never)).toThrow(RangeError)
  expect(() => pageTrend([[1], [2]], never)).toThrow(RangeError)
  expect(() =>
    pageTrend(
      [
        [1, 2],
        [1, 2, 3]
      ],
      never
    )
  ).toThrow(RangeError)
})
