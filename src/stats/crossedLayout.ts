import { sum } from 'simple-statistics'
import { mean } from './describe'

/** Two factors that are crossed, one observation a cell: analysis of variance of a random sample of rows and one of columns. */
export interface CrossedLayout {
  /** Of all cells. */
  readonly mean: number
  readonly rows: SquaresOf
  readonly columns: SquaresOf
  /** What rows and columns do not explain: their interaction, and noise. */
  readonly residual: SquaresOf
}

export interface SquaresOf {
  readonly df: number
  readonly meanSquare: number
}

/**
 * Two-way analysis of variance without replication, both factors random. With n rows and B columns E[MS_rows] is
 * s_e^2 + B s_rows^2, E[MS_columns] is s_e^2 + n s_columns^2, E[MS_residual] is s_e^2.
 *
 * @param cells at least 2 rows of the same 2 or more finite numbers
 * @throws RangeError for anything else
 * @example crossedLayout([[1, 2], [3, 6]]).rows // { df: 1, meanSquare: 9 }
 * @see Searle, Casella & McCulloch 1992, Variance Components, section 4.3
 */
export function crossedLayout(cells: readonly (readonly number[])[]): CrossedLayout {
  const numRows = cells.length
  const numColumns = cells[0]?.length ?? 0
  if (numRows < 2 || numColumns < 2 || cells.some((row) => row.length !== numColumns)) {
    throw new RangeError(`at least 2 x 2 crossed cells are needed, not rows of [${cells.map((row) => row.length)}]`)
  }
  if (!cells.every((row) => row.every(Number.isFinite))) throw new RangeError('a crossed cell is not finite')
  const rowMeans = cells.map((row) => mean(row))
  const columnMeans = Array.from({ length: numColumns }, (_, column) => mean(cells.map((row) => row[column]!)))
  const center = mean(rowMeans)
  const squares = (deviations: readonly number[]) => sum(deviations.map((deviation) => deviation ** 2))
  const rest = cells.flatMap((row, i) => row.map((value, j) => value - rowMeans[i]! - columnMeans[j]! + center))
  const part = (df: number, sumOfSquares: number): SquaresOf => ({ df, meanSquare: sumOfSquares / df })
  return {
    mean: center,
    rows: part(numRows - 1, numColumns * squares(rowMeans.map((value) => value - center))),
    columns: part(numColumns - 1, numRows * squares(columnMeans.map((value) => value - center))),
    residual: part((numRows - 1) * (numColumns - 1), squares(rest))
  }
}

/**
 * What the sample of columns adds to the variance of the mean over all cells, beside that of the means of the rows:
 * s_columns^2/B = (MS_columns - MS_residual)/(n B), cut off at 0.
 *
 * @example columnVariance(crossedLayout([[1, 2], [3, 6]])) // 0.75
 */
export function columnVariance({ rows, columns, residual }: CrossedLayout): number {
  return Math.max(0, columns.meanSquare - residual.meanSquare) / ((rows.df + 1) * (columns.df + 1))
}
