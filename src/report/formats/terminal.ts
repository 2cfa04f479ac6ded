import pc from 'picocolors'
import type { Formatter } from 'picocolors/types'
import { paragraph } from '../../document/document'
import { columnsBelow, type TerminalRow, terminalRows } from '../../document/terminalRows'
import { toTerminal } from '../../document/toTerminal'
import type { Report, ReportClaim } from '../data/types'
import { claimTable, EXPLORATORY_SIGN, lineColumns } from '../sections/claimTable'
import { countsWords, explorationWords, registrationWords, substitutionWords } from '../words'

export interface TerminalOptions {
  readonly color: boolean
  /** Width of a line; 80 by default. */
  readonly columns?: number
  /** Where an id alone is wider than a line, leave out its middle: on a terminal, but not in a log. */
  readonly shortenIds?: boolean
}

/**
 * The report for a terminal: one line a claim with outcome, effect, interval, number of pairs, seeds or starting
 * points, and whether it is as registered; under a claim that could not run why, and what helps; then the counts. A
 * claim whose line is too long takes several: an id that fits on a line is never cut, and a verdict never at all.
 *
 * @example renderTerminal(report, { color: false }).includes('profile quick: 32 claims') // true
 */
export function renderTerminal(report: Report, { color, columns = 80, shortenIds = false }: TerminalOptions): string {
  const { rows } = claimTable(report.claims, lineColumns(shortenIds ? columns : null))
  const claims = report.claims.map(
    (entry, index): TerminalRow => ({
      cells: rows[index]!,
      paint: paintOf(entry, color),
      below: reasonText(entry, columnsBelow(columns))
    })
  )
  const exploration = explorationWords(report.claims)
  const counts = [
    `profile ${report.profile}: ${countsWords(report.counts)}`,
    substitutionWords(report),
    registrationWords(report.counts),
    exploration && `${EXPLORATORY_SIGN} ${exploration}`
  ]
  const parts = [
    terminalRows(claims, columns),
    toTerminal(
      counts.map((line) => paragraph(line)),
      { columns }
    )
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function reasonText(entry: ReportClaim, columns: number): string {
  if (entry.kind !== 'could-not-run') return ''
  const lines = [...entry.reason.split('\n'), `to mend: ${entry.remedy}`]
  return toTerminal(
    lines.map((line) => paragraph(line)),
    { columns }
  )
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
