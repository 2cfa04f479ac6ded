import path from 'node:path'
import { InfrastructureError } from '../errors'
import { writeDurableFile } from '../files/durableFile'
import { encodeReport } from './encode'
import { type Companions, renderHtml } from './html/renderHtml'
import { renderJunit } from './junit'
import { renderMarkdown } from './markdown/renderMarkdown'
import type { Report } from './types'

/** Where a report's files lie. */
export interface ReportFiles {
  readonly json: string
  readonly markdown: string
  readonly html: string
  readonly junit: string
}

/**
 * Writes report.json, report.md, report.html and junit.xml, each whole or not at all, and replaces those of an earlier
 * report.
 *
 * @param folder made where it does not exist
 * @param companions what the page shows beside the report
 * @throws InfrastructureError when the folder cannot be written
 */
export async function writeReport(folder: string, report: Report, companions?: Companions): Promise<ReportFiles> {
  const files: ReportFiles = {
    json: path.join(folder, 'report.json'),
    markdown: path.join(folder, 'report.md'),
    html: path.join(folder, 'report.html'),
    junit: path.join(folder, 'junit.xml')
  }
  write(folder, [
    [files.json, encodeReport(report)],
    [files.markdown, renderMarkdown(report)],
    [files.junit, renderJunit(report)]
  ])
  // Drawn last: the numbers are safe by now.
  write(folder, [[files.html, await renderHtml(report, companions)]])
  return files
}

function write(folder: string, contents: readonly (readonly [file: string, text: string])[]): void {
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
}
