import { plainLine } from '../../text/escape'
import { textTable } from '../../text/table'
import type { Section } from './section'
import { sensitivitySections } from './sections'
import type { SensitivityReport } from './types'

/** A sensitivity report for a terminal: a title, its sentences and an aligned table for each part. */
export function renderSensitivityTerminal(report: SensitivityReport): string {
  const head = plainLine(`Sensitivity of ${report.claim.id}, profile ${report.profile}, by ${report.by.join(', ')}`)
  if (report.outcome === 'could-not-run') {
    return `${head}\n\ncould-not-run (${report.cause}): ${plainLine(report.reason)}\nWhat helps: ${plainLine(report.remedy)}\n`
  }
  return `${[head, ...sensitivitySections(report).map(sectionLines)].join('\n\n')}\n`
}

/** A section as lines of plain text. */
export function sectionLines({ title, paragraphs, table }: Section): string {
  const lines = [title, '', ...paragraphs.map(plainLine)]
  if (table === null) return lines.join('\n')
  const rows = table.rows.map((row) => row.map(plainLine))
  return [...lines, '', textTable(table.headers.map(plainLine), rows)].join('\n')
}
