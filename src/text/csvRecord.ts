/**
 * One record of CSV (RFC 4180) without its line end. Numbers are printed so that they read back to the same bits; null is
 * empty.
 *
 * @example csvRecord([0.1, null, 'a "b", c']) // '0.1,,"a ""b"", c"'
 */
export function csvRecord(cells: readonly (string | number | boolean | null)[]): string {
  return cells
    .map((cell) => {
      const text = String(cell ?? '')
      return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
    })
    .join(',')
}
