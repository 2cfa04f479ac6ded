import { dataFile, type OutputFile, writeOutputs } from '../files/writeOutput'
import type { Report } from './data/types'
import { FORMATS, type FormatName } from './formats'
import { NO_STUDIES } from './sections/context'

/** Where a report's files lie, by their formats. */
export type ReportFiles = Readonly<Record<FormatName, string>>

/**
 * Writes a report in every format, each file whole or not at all, and replaces those of an earlier report: a file of that one
 * never lies beside one of this.
 *
 * @param folder made where it does not exist
 * @param studies what the page shows beside the report
 * @param compress writes `report.json.gz` instead of `report.json`
 * @throws InfrastructureError when the folder cannot be written
 */
export async function writeReport(
  folder: string,
  report: Report,
  studies = NO_STUDIES,
  { compress = false } = {}
): Promise<ReportFiles> {
  const words = { what: 'the report' }
  const files: OutputFile[] = []
  try {
    for (const { name, file, render } of FORMATS) {
      const text = await render(report, studies)
      files.push(name === 'json' ? dataFile(file, text, compress) : { name: file, content: text })
    }
  } catch (error) {
    // Whatever keeps the page from being drawn, the numbers are there.
    const missing = FORMATS.slice(files.length).map(({ file }) => file)
    if (files.length > 0) writeOutputs(folder, files, words, missing)
    throw error
  }
  const paths = writeOutputs(folder, files, words)
  return Object.fromEntries(FORMATS.map(({ name }, index) => [name, paths[index]!])) as ReportFiles
}
