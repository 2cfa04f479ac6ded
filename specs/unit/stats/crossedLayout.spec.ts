import fc from 'fast-check'
import seedrandom from 'seedrandom'
import { normalStream } from '../../../src/random/streams'
import { columnVariance, crossedLayout } from '../../../src/stats/crossedLayout'
import { mean } from '../../../src/stats/describe'

const table = fc.tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 7 })).chain(([rows, columns]) => {
  const row = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: columns, maxLength: columns })
  return fc.array(row, { minLength: rows, maxLength: rows })
})

function covariance(a: readonly number[], b: readonly number[]): number {
  const products = a.map((value, i) => (value - mean(a)) * (b[i]! - mean(b)))
  return products.reduce((sum, product) => sum + product, 0) / (a.length - 1)
}

describe('crossedLayout', () => {
  test('has the mean squares that the definitions give, in exact fractions', () => {
    // Python: fractions.Fraction over [[3,1,4,1],[5,9,2,6],[5,3,5,9]]
    const {
      mean: center,
      rows,
      columns,
      residual
    } = crossedLayout([
      [3, 1, 4, 1],
      [5, 9, 2, 6],
      [5, 3, 5, 9]
    ])
    expect([rows.df, columns.df, residual.df]).toEqual([2, 3, 6])
    expect(center).toBeCloseTo(53 / 12, 14)
    expect(rows.meanSquare).toBeCloseTo(169 / 12, 13)
    expect(columns.meanSquare).toBeCloseTo(17 / 12, 13)
    expect(residual.meanSquare).toBeCloseTo(31 / 4, 13)
  })

  test('takes the squares of all cells apart', () => {
    fc.assert(
      fc.property(table, (cells) => {
        const { mean: center, ...parts } = crossedLayout(cells)
        const total = cells.flat().reduce((sum, value) => sum + (value - center) ** 2, 0)
        const sum = Object.values(parts).reduce((rest, { df, meanSquare }) => rest + df * meanSquare, 0)
        expect(sum).toBeCloseTo(total, 8)
      })
    )
  })

  test('of what differs by a number a row, columns and residual do not change', () => {
    const cells = [
      [1, 2, 4],
      [0, 3, 5]
    ]
    const [one, other] = [cells, cells.map((row, i) => row.map((value) => value + 8 * i))].map(crossedLayout)
    expect(other!.columns).toEqual(one!.columns)
    expect(other!.residual.meanSquare).toBeCloseTo(one!.residual.meanSquare, 13)
  })

  test.each([
    [[]],
    [[[1, 2]]],
    [[[1], [2]]],
    [[[1, 2], [3]]],
    [
      [
        [1, 2],
        [3, Number.NaN]
      ]
    ]
  ])('%j is none', (cells) => {
    expect(() => crossedLayout(cells)).toThrow(RangeError)
  })
})

describe('columnVariance', () => {
  test('is the mean covariance of two rows over the columns, by their number, cut off at 0', () => {
    fc.assert(
      fc.property(table, (cells) => {
        const pairs = cells.flatMap((a, i) => cells.flatMap((b, j) => (i === j ? [] : [covariance(a, b)])))
        expect(columnVariance(crossedLayout(cells))).toBeCloseTo(Math.max(0, mean(pairs)) / cells[0]!.length, 9)
      })
    )
  })

  test('with the variance of the means of rows it is that of the mean, on average over drawn rows and columns', () => {
    // Rows spread by 1, columns by 2, the rest by 3: 1/4 + 4/25 + 9/100 of the mean of 4 x 25.
    const normal = normalStream(seedrandom.alea('specs/crossedLayout'))
    const numTables = 4000
    const tables = Array.from({ length: numTables }, () => {
      const columns = Array.from({ length: 25 }, () => 2 * normal())
      return Array.from({ length: 4 }, () => {
        const row = normal()
        return columns.map((column) => row + column + 3 * normal())
      })
    }).map(crossedLayout)
    const estimate = mean(tables.map((layout) => layout.rows.meanSquare / 100 + columnVariance(layout)))
    const measured = mean(tables.map((layout) => layout.mean ** 2))
    // Of a squared normal: 4 standard errors of the measured variance, sqrt(2/4000) of it each.
    const slack = 4 * Math.sqrt(2 / numTables)
    expect(Math.abs(measured / 0.5 - 1)).toBeLessThan(slack)
    expect(Math.abs(estimate / 0.5 - 1)).toBeLessThan(slack)
  })
})
