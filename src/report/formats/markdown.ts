import { heading } from '../../document/document'
import { toMarkdown } from '../../document/toMarkdown'
import type { Report } from '../data/types'
import { sectionsOf } from '../sections'
import { textContext } from '../sections/context'
import { textHead } from '../sections/overview'
import type { ReportFormat } from './format'

/**
 * The report for a reader, as Markdown (CommonMark with GitHub's tables): everything that a reviewer needs, without
 * another file. A pure function of the report.
 */
export function renderMarkdown(report: Report): string {
  const context = textContext(report)
  const sections = sectionsOf(context)
  const blocks = sections.flatMap(({ title, blocks }) => [heading(2, title), ...blocks])
  return `${toMarkdown([...textHead(context), ...blocks])}\n`
}

export const MARKDOWN: ReportFormat<'markdown'> = {
  name: 'markdown',
  file: 'report.md',
  mediaType: 'text/markdown',
  description: 'The report for reading.',
  render: renderMarkdown
}
