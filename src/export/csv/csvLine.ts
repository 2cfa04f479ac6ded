import type { RunFact } from '../../runs/types'
import { csvRecord } from '../../text/csvRecord'
import { plainLine } from '../../text/escape'

/** A spreadsheet takes a cell that begins with one of these for a formula, and would run it. */
const FORMULA = /^[=+\-@\t\r\n]/

/**
 * One record of a CSV file (RFC 4180), with its line end. Text is one line, and where a spreadsheet would take it for a
 * formula it begins with an apostrophe.
 *
 * @example csvLine(['=1+1', -1, 'a "b", c', null]) // '\'=1+1,-1,"a ""b"", c",\r\n'
 */
export function csvLine(cells: readonly RunFact[]): string {
  return `${csvRecord(cells.map((cell) => (typeof cell === 'string' ? guarded(plainLine(cell)) : cell)))}\r\n`
}

function guarded(line: string): string {
  return FORMULA.test(line) ? `'${line}` : line
}
