import { writeOutputs } from '../../files/writeOutput'
import { jsonText } from '../../json/jsonText'
import { renderAdjudicationMarkdown } from './markdown'
import type { AdjudicationReport } from './types'

/** The text of `adjudication.json`: indented, non-finite numbers as strings, a line end at the end. */
export function encodeAdjudication(report: AdjudicationReport): string {
  return jsonText(report)
}

/**
 * Writes adjudication.json and adjudication.md, each whole or not at all.
 *
 * @param folder made where it does not exist
 * @returns the files
 * @throws InfrastructureError when the folder cannot be written
 */
export function writeAdjudication(folder: string, report: AdjudicationReport): string[] {
  const files = [
    { name: 'adjudication.json', content: encodeAdjudication(report) },
    { name: 'adjudication.md', content: renderAdjudicationMarkdown(report) }
  ]
  return writeOutputs(folder, files, { what: 'the adjudication' })
}
