import pc from 'picocolors'
import type { Formatter } from 'picocolors/types'
import { plainLine, shorten } from './escape'
import type { Report, ReportClaim } from './types'
import { countsWords, effectWords, explorationWords, registeredWords, registrationWords, statusWords } from './words'

export interface TerminalOptions {
  readonly color: boolean
  /** Width of a line; 80 by default. */
  readonly columns?: number
}

type Row = readonly [id: string, status: string, effect: string, n: string, registered: string]

/** Where a line is too long to be aligned, an id keeps this many characters and an outcome the others, if it can. */
const ID_WIDTH = 20
const MIN_STATUS_WIDTH = 14
/** Behind a claim that was not registered as it was judged. */
const EXPLORATORY = ' (e)'

/**
 * The report for a terminal: one line a claim with outcome, effect, interval, number of pairs, seeds or starting
 * points, and whether it is as registered; then the counts.
 */
export function renderTerminal(report: Report, { color, columns = 80 }: TerminalOptions): string {
  const rows = report.claims.map(rowOf)
  const widths = naturalWidths(rows)
  const aligned = widths.reduce((sum, width) => sum + width + 1, -1) <= columns
  const lines = report.claims.map((entry, index) => {
    const row = rows[index]!
    return aligned
      ? alignedLine(row, widths, paintOf(entry, color))
      : tightLine(row, widths[0]!, columns, paintOf(entry, color))
  })
  const exploration = explorationWords(report.claims)
  const counts = [
    `profile ${report.profile}: ${countsWords(report.counts)}`,
    registrationWords(report.counts),
    ...(exploration === '' ? [] : [`${EXPLORATORY.trim()} ${exploration}`])
  ]
  return `${[...lines, ...(lines.length === 0 ? [] : ['']), ...counts].join('\n')}\n`
}

function rowOf(entry: ReportClaim): Row {
  const id = printable(entry.claim.id)
  const status = printable(statusWords(entry))
  if (entry.kind !== 'judged') return [id, status, '', '', '']
  const { effect, interval, n } = effectWords(entry.claim, entry.judgement, 2)
  // The effect's unit is that of the interval, and what n counts; it need not be said twice.
  const value = effect.replace(/ (?:seeds|starts|claims)$/, '').replace(' %', '%')
  const bounds = interval === '–' ? '' : ` ${interval.replaceAll(' %', '')}`
  const mark = entry.registration.state === 'registered' ? '' : EXPLORATORY
  return [id, status, printable(`${value}${bounds}`), n === null ? '' : `n=${n}`, registeredWords(entry) + mark]
}

/** Only characters whose width is known to be one column, and none that a terminal would obey. */
function printable(text: string): string {
  return plainLine(text)
    .replaceAll('–', '-')
    .replace(/[^\x20-\x7E]/gu, '?')
}

/** Widths of the columns. A claim without a verdict has a status and nothing after it, which may run on. */
function naturalWidths(rows: readonly Row[]): readonly number[] {
  const isCounted = (row: Row, column: number) => column !== 1 || row[4] !== ''
  return [0, 1, 2, 3, 4].map((column) =>
    Math.max(0, ...rows.filter((row) => isCounted(row, column)).map((row) => row[column]!.length))
  )
}

function alignedLine([id, ...cells]: Row, widths: readonly number[], paint: Formatter): string {
  const rest = cells.map((cell, index) => cell.padEnd(widths[index + 1]!)).join(' ')
  return `${id.padEnd(widths[0]!)} ${paint(rest.trimEnd())}`
}

/** Only the ids are aligned; the end of the outcome's subtype gives way first, then the beginning of the id. */
function tightLine([id, status, ...cells]: Row, widestId: number, columns: number, paint: Formatter): string {
  const idWidth = Math.min(widestId, ID_WIDTH)
  const tail = cells.filter((cell) => cell !== '').join(' ')
  const room = columns - 1 - (tail === '' ? 0 : tail.length + 1)
  const outcome = shorten(status, Math.max(room - idWidth, MIN_STATUS_WIDTH))
  const name = shortenStart(id, Math.min(idWidth, room - outcome.length))
  return `${name.padEnd(Math.min(idWidth, room - outcome.length))} ${paint(`${outcome} ${tail}`.trimEnd())}`
}

/** The end of an id tells it from its neighbours. */
function shortenStart(text: string, limit: number): string {
  return text.length <= limit ? text : `…${text.slice(text.length - limit + 1)}`
}

function paintOf(entry: ReportClaim, color: boolean): Formatter {
  const colors = pc.createColors(color)
  switch (entry.kind) {
    case 'judged':
      return entry.matches ? colors.green : colors.red
    case 'could-not-run':
      return entry.cause === 'crash' ? colors.red : colors.yellow
    case 'not-in-profile':
      return colors.dim
    default:
      return entry satisfies never
  }
}
