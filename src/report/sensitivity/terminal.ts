import { plainLine } from '../escape'
import { textTable } from '../table'
import { sensitivitySections } from './sections'
import type { SensitivityReport } from './types'

/** A sensitivity report for a terminal: a title, its sentences and an aligned table for each part. */
export function renderSensitivityTerminal(report: SensitivityReport): string {
  const head = plainLine(`Sensitivity of ${report.claim.id}, profile ${report.profile}, by ${report.by.join(', ')}`)
  if (report.outcome === 'could-not-run') {
    return `${head}\n\ncould-not-run (${report.cause}): ${plainLine(report.reason)}\nWhat helps: ${plainLine(report.remedy)}\n`
  }
  const blocks = sensitivitySections(report).map(({ title, paragraphs, table }) => {
    const lines = [title, '', ...paragraphs.map(plainLine)]
    if (table !== null)
      lines.push(
        '',
        textTable(
          table.headers.map(plainLine),
          table.rows.map((row) => row.map(plainLine))
        )
      )
    return lines.join('\n')
  })
  return `${[head, ...blocks].join('\n\n')}\n`
}
