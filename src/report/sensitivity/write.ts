import { writeOutput } from '../../files/writeOutput'
import { jsonText } from '../../json/jsonText'
import { renderSensitivityMarkdown } from './markdown'
import type { SensitivityReport } from './types'

/** The text of `sensitivity.json`: indented, non-finite numbers as strings, a line end at the end. */
export function encodeSensitivity(report: SensitivityReport): string {
  return jsonText(report)
}

/**
 * Writes sensitivity.json and sensitivity.md, each whole or not at all, and replaces those of an earlier study.
 *
 * @param folder made where it does not exist
 * @returns where they lie
 * @throws InfrastructureError when the folder cannot be written
 */
export function writeSensitivity(folder: string, report: SensitivityReport): SensitivityFiles {
  return writeSensitivityFiles(folder, { json: encodeSensitivity(report), markdown: renderSensitivityMarkdown(report) })
}

/** The two files of a study: where they lie, or their texts. */
export interface SensitivityFiles {
  readonly json: string
  readonly markdown: string
}

/** As `writeSensitivity`, from the texts. */
export function writeSensitivityFiles(folder: string, texts: SensitivityFiles): SensitivityFiles {
  const write = (name: string, text: string) => writeOutput(folder, name, text, { what: 'the report' })
  return { json: write('sensitivity.json', texts.json), markdown: write('sensitivity.md', texts.markdown) }
}
