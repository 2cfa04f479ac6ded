import { csvRecord } from '../text/csvRecord'

/** A row of a figure's data; null where there is no value. */
export type Row = Readonly<Record<string, string | number | boolean | null>>

/**
 * Rows as CSV (RFC 4180, lines end with a line feed), the columns in the order of the first row.
 *
 * @example csvOf([{ seed: 0, arm: 'a, b' }]) // 'seed,arm\n0,"a, b"\n'
 */
export function csvOf(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {})
  const lines = [columns, ...rows.map((row) => columns.map((column) => finite(row[column] ?? null)))]
  return lines.map((cells) => `${csvRecord(cells)}\n`).join('')
}

/** Vega draws nothing where there is no value. */
function finite(value: Row[string]): Row[string] {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value
}
