import { wrapParts } from '../text/wrapLine'
import type { Line } from './document'
import { plainText } from './toTerminal'

/** What a list shows on a line of its own, where it fits. */
export interface TerminalRow {
  /** A name, what is said of it, then the rest; what is empty is left out of a line that is folded. */
  readonly cells: readonly Line[]
  /** Colours all but the name. */
  readonly paint: (text: string) => string
  /** Sentences or commands that stand under it, further in. */
  readonly below: string
}

const INDENT = '    '

/**
 * Rows for a terminal: their cells under each other where every row fits on a line. Where one does not, a row takes several
 * lines: a name that fits on a line is never cut, and nothing else ever is.
 *
 * @param columns width of a line
 */
export function terminalRows(rows: readonly TerminalRow[], columns: number): string {
  const texts = rows.map(({ cells }) => cells.map(plainText))
  const widths = naturalWidths(texts)
  const isAligned = widths.reduce((sum, width) => sum + width + 1, -1) <= columns
  return rows
    .flatMap(({ paint, below }, index) => [
      ...(isAligned
        ? [alignedLine(texts[index]!, widths, paint)]
        : foldedLines(texts[index]!, widths[0]!, columns, paint)),
      ...(below === '' ? [] : [indented(below)])
    ])
    .join('\n')
}

/** How much room there is for what stands under a row. */
export function columnsBelow(columns: number): number {
  return columns - INDENT.length
}

function indented(text: string): string {
  return text.replace(/^/gm, INDENT)
}

/** Widths of the columns. The second cell of a row may run on where nothing comes after it. */
function naturalWidths(rows: readonly (readonly string[])[]): readonly number[] {
  const isCounted = (row: readonly string[], column: number) => column !== 1 || row.slice(2).some((cell) => cell !== '')
  return (rows[0] ?? []).map((_, column) =>
    Math.max(0, ...rows.filter((row) => isCounted(row, column)).map((row) => row[column]!.length))
  )
}

function alignedLine(
  [name, ...cells]: readonly string[],
  widths: readonly number[],
  paint: TerminalRow['paint']
): string {
  const rest = cells.map((cell, index) => cell.padEnd(widths[index + 1]!)).join(' ')
  return `${name!.padEnd(widths[0]!)} ${paint(rest.trimEnd())}`
}

/** One line where it fits, with the name aligned if that fits too; else the parts that fit on a line, the others below. */
function foldedLines(
  [name = '', status = '', ...cells]: readonly string[],
  widestName: number,
  columns: number,
  paint: TerminalRow['paint']
): string[] {
  const parts = cells.filter((cell) => cell !== '')
  const rest = [status, ...parts].join(' ')
  const roomForName = columns - 1 - rest.length
  if (widestName <= roomForName) return [`${name.padEnd(widestName)} ${paint(rest)}`]
  if (name.length <= roomForName) return [`${name} ${paint(rest)}`]
  const below = wrapParts(parts, ' ', columnsBelow(columns)).map((part) => INDENT + paint(part))
  if (name.length + 1 + status.length <= columns) return [`${name} ${paint(status)}`, ...below]
  if (rest.length <= columnsBelow(columns)) return [name, INDENT + paint(rest)]
  return [name, INDENT + paint(status), ...below]
}
