/**
 * A Markdown table.
 *
 * @param headers one a column, already escaped
 * @param rows cells in the columns' order, already escaped, without line ends
 * @param numeric indices of the columns that are aligned to the right
 */
export function markdownTable(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  numeric: readonly number[] = []
): string {
  const rule = headers.map((_, column) => (numeric.includes(column) ? '---:' : '---'))
  return [headers, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** The same as aligned plain text, the first column to the left and the others to the right. */
export function textTable(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [headers, ...rows]
  const widths = headers.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)))
  return lines
    .map((cells) =>
      cells
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd()
    )
    .join('\n')
}
