import { writeData, writeOutput } from '../files/writeOutput'
import type { Report } from './data/types'
import { FORMATS, type FormatName } from './formats'
import { NO_STUDIES } from './sections/context'

/** Where a report's files lie, by their formats. */
export type ReportFiles = Readonly<Record<FormatName, string>>

/**
 * Writes a report in every format, each file whole or not at all, and replaces those of an earlier report.
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
  const files: [FormatName, string][] = []
  for (const { name, file, render } of FORMATS) {
    const text = await render(report, studies)
    const isData = name === 'json'
    files.push([name, isData ? writeData(folder, file, text, compress, words) : writeOutput(folder, file, text, words)])
  }
  return Object.fromEntries(files) as ReportFiles
}
