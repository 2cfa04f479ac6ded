import { toMarkdown } from '../../document/toMarkdown'
import { comparisonBlocks } from './blocks'
import type { ReportComparison } from './types'

/**
 * `comparison.md`.
 *
 * @example renderComparisonMarkdown(compareReports(report, report)).split('\n')[0] // '# What changed'
 */
export function renderComparisonMarkdown(comparison: ReportComparison): string {
  return `${toMarkdown(comparisonBlocks(comparison))}\n`
}
