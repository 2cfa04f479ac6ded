import { writeOutputs } from '../../files/writeOutput'
import { jsonText } from '../../json/jsonText'
import { renderComparisonMarkdown } from './markdown'
import type { ReportComparison } from './types'

/** The text of `comparison.json`: indented, non-finite numbers as strings, a line end at the end. */
export function encodeComparison(comparison: ReportComparison): string {
  return jsonText(comparison)
}

/**
 * Writes comparison.json and comparison.md, each whole or not at all, and replaces those of an earlier comparison.
 *
 * @param folder made where it does not exist
 * @returns where they lie
 * @throws InfrastructureError when the folder cannot be written
 */
export function writeComparison(
  folder: string,
  comparison: ReportComparison
): { readonly json: string; readonly markdown: string } {
  const files = [
    { name: 'comparison.json', content: encodeComparison(comparison) },
    { name: 'comparison.md', content: renderComparisonMarkdown(comparison) }
  ]
  const [json, markdown] = writeOutputs(folder, files, { what: 'the comparison' }) as [string, string]
  return { json, markdown }
}
