import path from 'node:path'
import { InfrastructureError } from '../errors'
import { writeDurableFile } from '../files/durableFile'
import { renderBadge } from './badge'
import { encodeReport } from './encode'
import { renderJunit } from './junit'
import { renderMarkdown } from './markdown/renderMarkdown'
import { renderSummary } from './summary'
import type { Report } from './types'

/** Where a report's files lie. */
export interface ReportFiles {
  readonly json: string
  readonly markdown: string
  readonly junit: string
  readonly summary: string
  readonly badge: string
}

/**
 * Writes report.json, report.md, junit.xml, summary.md and badge.svg, each whole or not at all, and replaces those of an
 * earlier report.
 *
 * @param folder made where it does not exist
 * @throws InfrastructureError when the folder cannot be written
 */
export function writeReport(folder: string, report: Report): ReportFiles {
  const files: ReportFiles = {
    json: path.join(folder, 'report.json'),
    markdown: path.join(folder, 'report.md'),
    junit: path.join(folder, 'junit.xml'),
    summary: path.join(folder, 'summary.md'),
    badge: path.join(folder, 'badge.svg')
  }
  const contents = [
    [files.json, encodeReport(report)],
    [files.markdown, renderMarkdown(report)],
    [files.junit, renderJunit(report)],
    [files.summary, renderSummary(report)],
    [files.badge, renderBadge(report)]
  ] as const
  try {
    for (const [file, text] of contents) writeDurableFile(file, text, { replace: true })
  } catch (error) {
    throw new InfrastructureError('the report could not be written', {
      where: folder,
      expected: 'a folder that can be written',
      received: error instanceof Error ? error.message : String(error),
      remedy: 'choose another folder for the reports, or make room'
    })
  }
  return files
}
