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

/** A report's files by what they are: name and content. */
export function renderFiles(
  report: Report
): Readonly<Record<keyof ReportFiles, readonly [name: string, text: string]>> {
  return {
    json: ['report.json', encodeReport(report)],
    markdown: ['report.md', renderMarkdown(report)],
    junit: ['junit.xml', renderJunit(report)],
    summary: ['summary.md', renderSummary(report)],
    badge: ['badge.svg', renderBadge(report)]
  }
}

/**
 * Writes report.json, report.md, junit.xml, summary.md and badge.svg, each whole or not at all, and replaces those of an
 * earlier report.
 *
 * @param folder made where it does not exist
 * @throws InfrastructureError when the folder cannot be written
 */
export function writeReport(folder: string, report: Report): ReportFiles {
  const files = Object.entries(renderFiles(report)).map(([kind, [name, text]]) => {
    return { kind, file: path.join(folder, name), text }
  })
  try {
    for (const { file, text } of files) writeDurableFile(file, text, { replace: true })
  } catch (error) {
    throw new InfrastructureError('the report could not be written', {
      where: folder,
      expected: 'a folder that can be written',
      received: error instanceof Error ? error.message : String(error),
      remedy: 'choose another folder for the reports, or make room'
    })
  }
  return Object.fromEntries(files.map(({ kind, file }) => [kind, file])) as unknown as ReportFiles
}
