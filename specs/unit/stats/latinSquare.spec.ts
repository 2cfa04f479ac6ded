import fc from 'fast-check'
import seedrandom from 'seedrandom'
import { normalStream } from '../../../src/random/streams'
import { type LatinSquareAnalysis, latinSquare } from '../../../src/stats/latinSquare'
import { relativeError } from './golden'
import { VARIABILITY } from './variabilityGolden'

const THREE = ['init', 'order', 'dropout'] as const
const TWO = ['init', 'order'] as const

/** A sum of squares is a difference of numbers of the size of the cells squared. */
const TOLERANCE = 1e-9

function variances({ factors, residual }: LatinSquareAnalysis): number[] {
  return [...factors, residual].map(({ variance }) => variance)
}

describe('latinSquare', () => {
  test.each(VARIABILITY.squares)('statsmodels: $name', ({ cells, factors, mean, rows, residual }) => {
    const analysis = latinSquare(cells, factors.length === 3 ? THREE : TWO, 0.95)
    expect(analysis.mean).toBeCloseTo(mean, 12)
    for (const [index, row] of rows.entries()) {
      const factor = analysis.factors[index]!
      expect(factor).toMatchObject({ name: row.name, df: row.df })
      expect(relativeError(factor.sumOfSquares, row.sumOfSquares)).toBeLessThan(TOLERANCE)
      expect(relativeError(factor.fRatio!, row.fRatio)).toBeLessThan(TOLERANCE)
      expect(relativeError(factor.p!, row.p)).toBeLessThan(TOLERANCE)
      expect(relativeError(factor.variance, row.variance)).toBeLessThan(TOLERANCE)
      expect(relativeError(factor.interval.lower, row.interval[0]!)).toBeLessThan(TOLERANCE)
      expect(relativeError(factor.interval.upper, row.interval[1]!)).toBeLessThan(TOLERANCE)
    }
    expect(analysis.residual.df).toBe(residual.df)
    expect(relativeError(analysis.residual.sumOfSquares, residual.sumOfSquares)).toBeLessThan(TOLERANCE)
    expect(relativeError(analysis.residual.interval.lower, residual.interval[0]!)).toBeLessThan(TOLERANCE)
    expect(relativeError(analysis.residual.interval.upper, residual.interval[1]!)).toBeLessThan(TOLERANCE)
  })

  test('the sums of squares and the degrees of freedom add up to those of the cells', () => {
    const square = fc.integer({ min: 3, max: 6 }).chain((size) =>
      fc.array(fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: size, maxLength: size }), {
        minLength: size,
        maxLength: size
      })
    )
    fc.assert(
      fc.property(square, fc.boolean(), (cells, withDropout) => {
        const { factors, residual, mean, varianceOfRun } = latinSquare(cells, withDropout ? THREE : TWO, 0.95)
        const total = cells.flat().reduce((sum, value) => sum + (value - mean) ** 2, 0)
        const parts = [...factors, residual]
        expect(parts.reduce((sum, part) => sum + part.sumOfSquares, 0)).toBeCloseTo(total, 8)
        expect(parts.reduce((sum, part) => sum + part.df, 0)).toBe(cells.length ** 2 - 1)
        for (const { variance, interval } of parts) {
          expect(interval.lower).toBeLessThanOrEqual(variance * (1 + 1e-9))
          expect(interval.upper).toBeGreaterThanOrEqual(interval.lower)
        }
        expect(varianceOfRun).toBeGreaterThanOrEqual(0)
      })
    )
  })

  test('an effect of rows alone is found in the rows alone', () => {
    const rows = [1, 2, 4, 8, 16]
    const analysis = latinSquare(
      rows.map((value) => rows.map(() => value)),
      THREE,
      0.95
    )
    // The variance of 1, 2, 4, 8, 16 with n - 1.
    expect(analysis.factors.map(({ variance }) => variance)).toEqual([expect.closeTo(37.2, 10), 0, 0])
    expect(analysis.residual.variance).toBeCloseTo(0, 20)
    expect(analysis.factors[0]!.share).toBeCloseTo(1, 12)
    expect(analysis.varianceOfMean).toBeCloseTo(37.2 / 5, 10)
  })

  test('an effect of symbols is of the dropout factor, and of the residual where that is left out', () => {
    const cells = [0, 1, 2].map((i) => [0, 1, 2].map((j) => [5, 6, 10][(i + j) % 3]!))
    expect(variances(latinSquare(cells, THREE, 0.95))).toEqual([0, 0, expect.closeTo(7, 12), expect.closeTo(0, 20)])
    const without = latinSquare(cells, TWO, 0.95)
    expect(without.residual.df).toBe(4)
    expect(without.residual.variance).toBeCloseTo(42 / 4, 12)
  })

  test('nothing varies: no shares, no tests, intervals of length 0', () => {
    const analysis = latinSquare(
      [0, 1, 2].map(() => [7, 7, 7]),
      THREE,
      0.95
    )
    expect(analysis).toMatchObject({ mean: 7, varianceOfRun: 0, varianceOfMean: 0 })
    expect(analysis.factors[0]).toMatchObject({ variance: 0, share: null, fRatio: null, p: null })
    expect(analysis.factors[0]!.interval).toEqual({ lower: 0, upper: 0, level: 0.95 })
  })

  test('scaling the cells scales the variances by its square; transposing swaps rows and columns', () => {
    const { cells } = VARIABILITY.squares[0]!
    const plain = variances(latinSquare(cells, THREE, 0.95))
    const scaled = variances(
      latinSquare(
        cells.map((row) => row.map((value) => -4 * value + 100)),
        THREE,
        0.95
      )
    )
    const transposed = variances(
      latinSquare(
        cells.map((_, i) => cells.map((row) => row[i]!)),
        THREE,
        0.95
      )
    )
    for (const [index, variance] of plain.entries()) expect(scaled[index]).toBeCloseTo(16 * variance, 10)
    expect(transposed).toEqual([plain[1], plain[0], plain[2], plain[3]].map((value) => expect.closeTo(value!, 12)))
  })

  test('simulated: unbiased before the cut, Var(mean) as the formula says, intervals keep their level', () => {
    const normal = normalStream(seedrandom.alea('specs/latinSquare'))
    const [size, studies] = [5, 1500]
    const sigma = { init: 0.7, order: 0.4, dropout: 0.5, residual: 0.3 }
    const trueVariances = [sigma.init ** 2, sigma.order ** 2, sigma.dropout ** 2]
    const covered = [0, 0, 0, 0]
    let [sumOfMeans, squaresOfMeans, sumOfUncut] = [0, 0, 0]
    for (let study = 0; study < studies; study++) {
      const draw = (s: number) => Array.from({ length: size }, () => s * normal())
      const [rows, columns, symbols] = [draw(sigma.init), draw(sigma.order), draw(sigma.dropout)]
      const cells = rows.map((row, i) =>
        columns.map((column, j) => row + column + symbols[(i + j) % size]! + sigma.residual * normal())
      )
      const { factors, residual, mean } = latinSquare(cells, THREE, 0.9)
      sumOfMeans += mean
      squaresOfMeans += mean ** 2
      sumOfUncut += (factors[0]!.meanSquare - residual.meanSquare) / size
      for (const [index, { interval }] of [...factors, residual].entries()) {
        const truth = trueVariances[index] ?? sigma.residual ** 2
        if (interval.lower <= truth && truth <= interval.upper) covered[index]!++
      }
    }
    // Var of an estimate is about 2 (sigma_A^2)^2/4: 4 standard errors of the mean of 1,500.
    expect(Math.abs(sumOfUncut / studies - 0.49)).toBeLessThan(4 * Math.sqrt((2 * 0.51 ** 2) / 4 / studies))
    const expected = trueVariances.reduce((sum, v) => sum + v, 0) / size + sigma.residual ** 2 / size ** 2
    const measured = squaresOfMeans / studies - (sumOfMeans / studies) ** 2
    expect(Math.abs(measured / expected - 1)).toBeLessThan(4 * Math.sqrt(2 / studies))
    // 4 standard errors of a share of .9; Williams' intervals may only be too wide.
    const slack = 4 * Math.sqrt((0.9 * 0.1) / studies)
    for (const count of covered) expect(count / studies).toBeGreaterThan(0.9 - slack)
    expect(covered[3]! / studies).toBeLessThan(0.9 + slack)
  })

  test('refuses what is no square', () => {
    expect(() =>
      latinSquare(
        [
          [1, 2],
          [3, 4]
        ],
        THREE,
        0.95
      )
    ).toThrow(RangeError)
    expect(() =>
      latinSquare(
        [
          [1, 2, 3],
          [4, 5, 6],
          [7, 8]
        ],
        THREE,
        0.95
      )
    ).toThrow(RangeError)
    expect(() =>
      latinSquare(
        [
          [1, 2, 3],
          [4, Number.NaN, 6],
          [7, 8, 9]
        ],
        THREE,
        0.95
      )
    ).toThrow(RangeError)
    const huge = [0, 1, 2].map((i) => [0, 1, 2].map((j) => (i * j === 2 ? 1e200 : -1e200)))
    expect(() => latinSquare(huge, THREE, 0.95)).toThrow(RangeError)
  })
})
