import pc from 'picocolors'
import type { Formatter } from 'picocolors/types'
import { paragraph } from '../../document/document'
import { columnsBelow, type TerminalRow, terminalRows } from '../../document/terminalRows'
import { toTerminal } from '../../document/toTerminal'
import { formatCount } from '../../text/format'
import { blockedGroups } from '../data/blockedGroups'
import { headlineClaims } from '../data/ranked'
import type { Report, ReportClaim } from '../data/types'
import { claimTable, EXPLORATORY_SIGN, lineColumns } from '../sections/claimTable'
import { headline } from '../sections/overview'
import { countsWords, expectationWords, explorationWords, substitutionWords } from '../words'

export interface TerminalOptions {
  readonly color: boolean
  /** Width of a line; 80 by default. */
  readonly columns?: number
  /** Where an id alone is wider than a line, leave out its middle: on a terminal, but not in a log. */
  readonly shortenIds?: boolean
}

/**
 * The report for a terminal: one line a claim with outcome, effect, interval, number of pairs, seeds or starting
 * points, and whether it is as expected; under a claim that could not run why, and what helps; then the counts. Claims
 * that could not run for one reason share a line, and those of other profiles are counted alone. A claim whose line is
 * too long takes several: an id that fits on a line is never cut, and a verdict never at all. Headlines come last, each
 * with its statement.
 *
 * @example renderTerminal(report, { color: false }).includes('profile quick: 32 claims') // true
 */
export function renderTerminal(report: Report, { color, columns = 80, shortenIds = false }: TerminalOptions): string {
  const { rows } = claimTable(report.claims, lineColumns(shortenIds ? columns : null))
  const cellsOf = new Map(report.claims.map((entry, index) => [entry, rows[index]!]))
  const rowOf = ({ entry, count, why }: CountedLine): TerminalRow => {
    const [id, ...others] = cellsOf.get(entry)!
    const isHeadline = headlines.has(entry) && count === 1
    return {
      cells: [count === 1 ? id! : formatCount(count, 'claim'), ...others],
      paint: paintOf(entry, color),
      below: [
        ...(isHeadline ? [linesWithin([entry.claim.statement], columnsBelow(columns))] : []),
        linesWithin(why, columnsBelow(columns))
      ]
        .filter((text) => text !== '')
        .join('\n')
    }
  }
  const headlines: ReadonlySet<ReportClaim> = new Set(headlineClaims(report.claims))
  const lines = linesOf(report.claims)
  const [last, first] = [true, false].map((isLast) =>
    lines.filter(({ entry, count }) => (headlines.has(entry) && count === 1) === isLast).map(rowOf)
  )
  const exploration = explorationWords(report.claims)
  const counts = [
    `profile ${report.profile}: ${countsWords(report.counts)}`,
    substitutionWords(report),
    expectationWords(report.counts),
    exploration && `${EXPLORATORY_SIGN} ${exploration}`
  ]
  const parts = [
    terminalRows(first!, columns),
    // The last screen is the one that stays.
    ...(last!.length > 0
      ? [linesWithin([`Headlines. ${headline(report)}`], columns), terminalRows(last!, columns)]
      : []),
    toTerminal(
      counts.map((line) => paragraph(line)),
      { columns }
    )
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

/** So many claims that could not run for one reason each still have a line of their own. */
const NAMED_EACH = 2

interface CountedLine {
  readonly entry: ReportClaim
  readonly count: number
  /** Why it could not run, and what helps. */
  readonly why: readonly string[]
}

/** What has a line: a claim, or the first of several that could not run for one reason; another profile's where there are no others. */
function linesOf(claims: readonly ReportClaim[]): readonly CountedLine[] {
  const lineOf = (entry: ReportClaim, why: readonly string[] = [], count = 1): CountedLine => ({ entry, count, why })
  const judged = claims.filter(({ kind }) => kind === 'judged').map((entry) => lineOf(entry))
  const notRun = blockedGroups(claims.filter((entry) => entry.kind === 'could-not-run'))
  const blocked = notRun.flatMap(({ entries, reason, remedy }) =>
    entries.length > NAMED_EACH
      ? [lineOf(entries[0]!, reasonLines(reason, remedy), entries.length)]
      : entries.map((entry) => lineOf(entry, reasonLines(entry.reason, entry.remedy)))
  )
  const lines = [...judged, ...blocked]
  return lines.length > 0 ? lines : claims.map((entry) => lineOf(entry))
}

function reasonLines(reason: string, remedy: string): readonly string[] {
  return [...reason.split('\n'), `to mend: ${remedy}`]
}

function linesWithin(lines: readonly string[], columns: number): string {
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
