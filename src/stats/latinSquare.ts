import { chiSquareQuantile } from './chiSquare'
import { mean } from './describe'
import { fQuantile, fUpperTail } from './fDistribution'
import type { Interval } from './interval'

/** One source of variance of a square. */
export interface SourceOfVariance {
  readonly name: string
  readonly df: number
  readonly sumOfSquares: number
  readonly meanSquare: number
  /** Variance that the source adds to a single run, cut off at 0. */
  readonly variance: number
  /** Of the variance, cut off at 0. */
  readonly interval: Interval
  /** Share of the variance of a single run with seeds of its own; null where nothing varies. */
  readonly share: number | null
}

/** A factor is tested against the residual. */
export interface FactorOfVariance extends SourceOfVariance {
  /** MS/MS_E; Infinity over a residual of 0, null where both are 0. */
  readonly fRatio: number | null
  readonly p: number | null
}

export interface LatinSquareAnalysis {
  /** K: number of levels of each factor. */
  readonly size: number
  readonly mean: number
  readonly factors: readonly FactorOfVariance[]
  /** Runs are deterministic, so it holds no noise: interaction of the factors, and what the design aliases with it. */
  readonly residual: SourceOfVariance
  /** Of a single run whose seeds are all its own: the sum of the variances. */
  readonly varianceOfRun: number
  /** Of the square's mean: (sum of the factors' variances)/K + residual variance/K^2. */
  readonly varianceOfMean: number
}

/**
 * Analysis of variance of a K x K Latin square whose factors are random: rows, columns and, where `factors` names a
 * third one, symbols, cell (i, j) carrying symbol (i + j) mod K. Two factors alone make a two-way layout without
 * replication, with (K - 1)^2 degrees of freedom for the residual instead of (K - 1)(K - 2).
 *
 * Variance of a factor: max(0, (MS - MS_E)/K). Its interval is Tukey and Williams', from chi-square and F quantiles:
 * conservative (level at least 1 - 2 alpha, in practice close to 1 - alpha). The residual's is the exact chi-square
 * interval. Both assume normal effects.
 *
 * @param cells K rows of K finite numbers, K >= 3
 * @param factors names of rows and columns, and of the symbols if they are a factor
 * @param level of the intervals, in (0, 1)
 * @throws RangeError where the cells are no square, smaller than 3 x 3, or not all finite
 * @example latinSquare([[1, 2, 3], [2, 3, 5], [3, 4, 4]], ['init', 'order'], 0.95).factors[0].meanSquare // 2.3333333333333335
 * @see Montgomery, Design and Analysis of Experiments, 8th ed., section 4.2; Williams 1962 (Biometrika 49) for the interval
 */
export function latinSquare(
  cells: readonly (readonly number[])[],
  factors: readonly [string, string] | readonly [string, string, string],
  level: number
): LatinSquareAnalysis {
  const size = requireSquare(cells)
  const center = mean(cells.flat())
  const deviations = cells.map((row) => row.map((value) => value - center))
  const groups = [
    (i: number, _j: number) => i,
    (_i: number, j: number) => j,
    (i: number, j: number) => (i + j) % size
  ].slice(0, factors.length)
  const effects = groups.map((groupOf) => levelMeans(deviations, groupOf))
  const residualSquares = sumOfSquares(
    deviations.map((row, i) =>
      row.map((value, j) => groups.reduce((rest, g, f) => rest - effects[f]![g(i, j)]!, value))
    )
  )
  if (!Number.isFinite(residualSquares)) throw new RangeError('the squares of the cells are too large for a number')
  const residualDf = (size - 1) * (size + 1 - factors.length)
  const residualMeanSquare = residualSquares / residualDf
  const meanSquares = effects.map((means) => (size * sumOfSquares([means])) / (size - 1))
  const variances = meanSquares.map((meanSquare) => Math.max(0, (meanSquare - residualMeanSquare) / size))
  const sum = variances.reduce((total, variance) => total + variance, 0)
  const varianceOfRun = sum + residualMeanSquare
  const shareOf = (variance: number) => (varianceOfRun === 0 ? null : variance / varianceOfRun)

  return {
    size,
    mean: center,
    factors: factors.map((name, f) => ({
      name,
      df: size - 1,
      sumOfSquares: meanSquares[f]! * (size - 1),
      meanSquare: meanSquares[f]!,
      variance: variances[f]!,
      interval: factorInterval(meanSquares[f]!, residualMeanSquare, size, residualDf, level),
      share: shareOf(variances[f]!),
      ...fTest(meanSquares[f]!, residualMeanSquare, size - 1, residualDf)
    })),
    residual: {
      name: 'residual',
      df: residualDf,
      sumOfSquares: residualSquares,
      meanSquare: residualMeanSquare,
      variance: residualMeanSquare,
      interval: residualInterval(residualMeanSquare, residualDf, level),
      share: shareOf(residualMeanSquare)
    },
    varianceOfRun,
    varianceOfMean: sum / size + residualMeanSquare / size ** 2
  }
}

function requireSquare(cells: readonly (readonly number[])[]): number {
  const size = cells.length
  if (size < 3 || cells.some((row) => row.length !== size)) {
    throw new RangeError(`a square of at least 3 x 3 cells is needed, not rows of ${cells.map((row) => row.length)}`)
  }
  if (!cells.flat().every(Number.isFinite)) throw new RangeError('a cell of the square is not finite')
  return size
}

function levelMeans(cells: readonly (readonly number[])[], groupOf: (i: number, j: number) => number): number[] {
  const groups = cells.map((): number[] => [])
  for (const [i, row] of cells.entries()) for (const [j, value] of row.entries()) groups[groupOf(i, j)]!.push(value)
  return groups.map(mean)
}

function sumOfSquares(rows: readonly (readonly number[])[]): number {
  return rows.flat().reduce((sum, value) => sum + value * value, 0)
}

function fTest(meanSquare: number, residual: number, df: number, residualDf: number) {
  if (meanSquare === 0 && residual === 0) return { fRatio: null, p: null }
  const fRatio = meanSquare / residual
  return { fRatio, p: fUpperTail(fRatio, df, residualDf) }
}

/** Williams: df (MS - F MS_E)/(K chi2), F and chi2 at the same tail area. */
function factorInterval(
  meanSquare: number,
  residual: number,
  size: number,
  residualDf: number,
  level: number
): Interval {
  const bound = (p: number): number => {
    const above = meanSquare - fQuantile(p, size - 1, residualDf) * residual
    return Math.max(0, ((size - 1) * above) / (size * chiSquareQuantile(p, size - 1)))
  }
  const tail = (1 - level) / 2
  return { lower: bound(1 - tail), upper: bound(tail), level }
}

function residualInterval(meanSquare: number, df: number, level: number): Interval {
  const tail = (1 - level) / 2
  return {
    lower: (df * meanSquare) / chiSquareQuantile(1 - tail, df),
    upper: (df * meanSquare) / chiSquareQuantile(tail, df),
    level
  }
}
