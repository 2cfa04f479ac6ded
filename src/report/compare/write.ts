import path from 'node:path'
import { InfrastructureError } from '../../errors'
import { writeDurableFile } from '../../files/durableFile'
import { encodeTree } from '../../json/numbers'
import { renderComparisonMarkdown } from './markdown'
import type { ReportComparison } from './types'

/** The text of `comparison.json`: indented, non-finite numbers as strings, a line end at the end. */
export function encodeComparison(comparison: ReportComparison): string {
  return `${JSON.stringify(encodeTree(comparison), null, 2)}\n`
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
  const files = { json: path.join(folder, 'comparison.json'), markdown: path.join(folder, 'comparison.md') }
  try {
    writeDurableFile(files.json, encodeComparison(comparison), { replace: true })
    writeDurableFile(files.markdown, renderComparisonMarkdown(comparison), { replace: true })
  } catch (error) {
    throw new InfrastructureError('the comparison could not be written', {
      where: folder,
      expected: 'a folder that can be written',
      received: error instanceof Error ? error.message : String(error),
      remedy: 'choose another folder for the reports, or make room'
    })
  }
  return files
}
