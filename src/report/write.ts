import { writeOutput } from '../files/writeOutput'
import { encodeReport } from './data/encode'
import type { Report } from './data/types'
import { renderBadge } from './formats/badge'
import { type Companions, renderHtml } from './formats/html/renderHtml'
import { renderJunit } from './formats/junit'
import { renderMarkdown } from './formats/markdown'
import { renderSummary } from './formats/summary'

/** Where a report's files lie. */
export interface ReportFiles {
  readonly json: string
  readonly markdown: string
  readonly html: string
  readonly junit: string
  readonly summary: string
  readonly badge: string
}

/** Name and content of one file. */
export type RenderedFile = readonly [name: string, text: string]

/** A report's files by what they are; the page, whose figures take longest, is rendered when it is asked for. */
export function renderFiles(
  report: Report,
  companions?: Companions
): Readonly<Record<Exclude<keyof ReportFiles, 'html'>, RenderedFile>> & { readonly html: () => Promise<RenderedFile> } {
  return {
    json: ['report.json', encodeReport(report)],
    markdown: ['report.md', renderMarkdown(report)],
    junit: ['junit.xml', renderJunit(report)],
    summary: ['summary.md', renderSummary(report)],
    badge: ['badge.svg', renderBadge(report)],
    html: async () => ['report.html', await renderHtml(report, companions)]
  }
}

/**
 * Writes report.json, report.md, report.html, junit.xml, summary.md and badge.svg, each whole or not at all, and replaces
 * those of an earlier report.
 *
 * @param folder made where it does not exist
 * @param companions what the page shows beside the report
 * @throws InfrastructureError when the folder cannot be written
 */
export async function writeReport(folder: string, report: Report, companions?: Companions): Promise<ReportFiles> {
  const { html, json, markdown, junit, summary, badge } = renderFiles(report, companions)
  const write = ([name, text]: RenderedFile) => writeOutput(folder, name, text, { what: 'the report' })
  // The page comes last: the numbers are safe by then.
  return {
    json: write(json),
    markdown: write(markdown),
    junit: write(junit),
    summary: write(summary),
    badge: write(badge),
    html: write(await html())
  }
}
