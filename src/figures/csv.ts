/** A row of a figure's data; null where there is no value. */
export type Row = Readonly<Record<string, string | number | boolean | null>>

/**
 * Rows as CSV (RFC 4180, lines end with a line feed), the columns in the order of the first row.
 *
 * @example csvOf([{ seed: 0, arm: 'a, b' }]) // 'seed,arm\n0,"a, b"\n'
 */
export function csvOf(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {})
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? null))]
  return lines.map((cells) => `${cells.map(cellOf).join(',')}\n`).join('')
}

function cellOf(value: Row[string]): string {
  if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return ''
  const text = String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
