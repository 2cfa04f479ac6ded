import pc from 'picocolors'
import type { Formatter } from 'picocolors/types'
import { plainLine, printable, shortenMiddle } from '../../text/escape'
import { wrapLine, wrapParts } from '../../text/wrapLine'
import type { Report, ReportClaim } from '../data/types'
import {
  countsWords,
  effectWords,
  explorationWords,
  registeredWords,
  registrationWords,
  statusWords,
  substitutionWords
} from '../words'

export interface TerminalOptions {
  readonly color: boolean
  /** Width of a line; 80 by default. */
  readonly columns?: number
  /** Where an id alone is wider than a line, leave out its middle: on a terminal, but not in a log. */
  readonly shortenIds?: boolean
}

type Row = readonly [id: string, status: string, effect: string, n: string, registered: string]

const INDENT = '    '
/** Behind a claim that was not registered as it was judged. */
const EXPLORATORY = ' (e)'

/**
 * The report for a terminal: one line a claim with outcome, effect, interval, number of pairs, seeds or starting
 * points, and whether it is as registered; under a claim that could not run why, and what helps; then the counts. A
 * claim whose line is too long takes several: an id that fits on a line is never cut, and a verdict never at all.
 *
 * @example renderTerminal(report, { color: false }).includes('profile quick: 32 claims') // true
 */
export function renderTerminal(report: Report, { color, columns = 80, shortenIds = false }: TerminalOptions): string {
  const rows = report.claims.map((entry) => rowOf(entry, shortenIds ? columns : null))
  const widths = naturalWidths(rows)
  const aligned = widths.reduce((sum, width) => sum + width + 1, -1) <= columns
  const lines = report.claims.flatMap((entry, index) => {
    const row = rows[index]!
    const paint = paintOf(entry, color)
    return [
      ...(aligned ? [alignedLine(row, widths, paint)] : foldedLines(row, widths[0]!, columns, paint)),
      ...reasonLines(entry, columns)
    ]
  })
  const exploration = explorationWords(report.claims)
  const counts = [
    `profile ${report.profile}: ${countsWords(report.counts)}`,
    ...[substitutionWords(report)].filter((words) => words !== ''),
    registrationWords(report.counts),
    ...(exploration === '' ? [] : [`${EXPLORATORY.trim()} ${exploration}`])
  ].flatMap((line) => wrapLine(line, columns))
  return `${[...lines, ...(lines.length === 0 ? [] : ['']), ...counts].join('\n')}\n`
}

function reasonLines(entry: ReportClaim, columns: number): string[] {
  if (entry.kind !== 'could-not-run') return []
  const reason = entry.reason.split('\n').map(plainLine)
  return [...reason.filter((line) => line !== ''), `to mend: ${plainLine(entry.remedy)}`]
    .flatMap((line) => wrapLine(line, columns - INDENT.length))
    .map((line) => INDENT + line)
}

function rowOf(entry: ReportClaim, idLimit: number | null): Row {
  const whole = printable(entry.claim.id)
  const id = idLimit === null ? whole : shortenMiddle(whole, idLimit)
  const status = printable(statusWords(entry))
  if (entry.kind !== 'judged') return [id, status, '', '', '']
  const { effect, interval, n } = effectWords(entry.claim, entry.judgement, 2)
  // The effect's unit is that of the interval, and what n counts; it need not be said twice.
  const value = effect.replace(/ (?:seeds|starts|settings|claims)$/, '').replace(' %', '%')
  const bounds = interval === '–' ? '' : ` ${interval.replaceAll(' %', '')}`
  const mark = entry.registration.state === 'registered' ? '' : EXPLORATORY
  return [id, status, printable(`${value}${bounds}`), n === null ? '' : `n=${n}`, registeredWords(entry) + mark]
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

/** One line where it fits, with the id aligned if that fits too; else the parts that fit on a line, the others below. */
function foldedLines([id, status, ...cells]: Row, widestId: number, columns: number, paint: Formatter): string[] {
  const parts = cells.filter((cell) => cell !== '')
  const tail = parts.join(' ')
  const rest = tail === '' ? status : `${status} ${tail}`
  const roomForId = columns - 1 - rest.length
  if (widestId <= roomForId) return [`${id.padEnd(widestId)} ${paint(rest)}`]
  if (id.length <= roomForId) return [`${id} ${paint(rest)}`]
  const below = tail === '' ? [] : wrapParts(parts, ' ', columns - INDENT.length).map((part) => INDENT + paint(part))
  if (id.length + 1 + status.length <= columns) return [`${id} ${paint(status)}`, ...below]
  if (INDENT.length + rest.length <= columns) return [id, INDENT + paint(rest)]
  return [id, INDENT + paint(status), ...below]
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
