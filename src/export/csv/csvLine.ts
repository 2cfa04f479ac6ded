import type { RunFact } from '../../runs/types'
import { plainLine } from '../../text/escape'

/** A spreadsheet takes a cell that begins with one of these for a formula, and would run it. */
const FORMULA = /^[=+\-@\t\r\n]/

/**
 * One record of a CSV file (RFC 4180), with its line end. Text is one line, and where a spreadsheet would take it for a
 * formula it begins with an apostrophe. Numbers are printed so that they read back to the same bits; null is empty.
 *
 * @example csvLine(['=1+1', -1, 'a "b", c', null]) // '\'=1+1,-1,"a ""b"", c",\r\n'
 */
export function csvLine(cells: readonly RunFact[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(value: RunFact): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const line = plainLine(value)
  const guarded = FORMULA.test(line) ? `'${line}` : line
  return /[",]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}
