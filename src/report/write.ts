import { readdirSync } from 'node:fs'
import { dataFile, type OutputFile, writeOutputs } from '../files/writeOutput'
import type { Report } from './data/types'
import { FORMATS, type FormatName } from './formats'
import { BESIDE_INDEX, renderPages } from './formats/html/renderPages'
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
 * @param split writes the page as several: the first under its usual name, the others beside it
 * @throws InfrastructureError when the folder cannot be written
 */
export async function writeReport(
  folder: string,
  report: Report,
  studies = NO_STUDIES,
  { compress = false, split = false } = {}
): Promise<ReportFiles> {
  const words = { what: 'the report' }
  const files: OutputFile[] = []
  try {
    for (const { name, file, render } of FORMATS) {
      if (name === 'html' && split) files.push(...(await renderPages(report, studies)))
      else files.push(outputOf(name, file, await render(report, studies), compress))
    }
  } catch (error) {
    // Whatever keeps the page from being drawn, the numbers are there.
    const missing = [...FORMATS.slice(files.length).map(({ file }) => file), ...pagesIn(folder)]
    if (files.length > 0) writeOutputs(folder, files, words, missing)
    throw error
  }
  const written = new Set(files.map(({ name }) => name))
  const paths = writeOutputs(
    folder,
    files,
    words,
    pagesIn(folder).filter((name) => !written.has(name))
  )
  return Object.fromEntries(FORMATS.map(({ name }, index) => [name, paths[index]!])) as ReportFiles
}

function outputOf(name: FormatName, file: string, text: string, compress: boolean): OutputFile {
  return name === 'json' ? dataFile(file, text, compress) : { name: file, content: text }
}

/** Pages of an older report, beside its first. */
function pagesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => BESIDE_INDEX.test(name))
  } catch {
    // There is none yet, or writing says what is wrong with it.
    return []
  }
}
