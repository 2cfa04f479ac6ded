import { dataFile, writeOutputs } from '../../files/writeOutput'
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
 * @param compress writes `sensitivity.json.gz` instead of `sensitivity.json`
 * @returns where they lie
 * @throws InfrastructureError when the folder cannot be written
 */
export function writeSensitivity(folder: string, report: SensitivityReport, compress = false): SensitivityFiles {
  const texts = { json: encodeSensitivity(report), markdown: renderSensitivityMarkdown(report) }
  return writeSensitivityFiles(folder, texts, compress)
}

/** The two files of a study: where they lie, or their texts. */
export interface SensitivityFiles {
  readonly json: string
  readonly markdown: string
}

/** As `writeSensitivity`, from the texts. */
export function writeSensitivityFiles(folder: string, texts: SensitivityFiles, compress: boolean): SensitivityFiles {
  const files = [
    dataFile('sensitivity.json', texts.json, compress),
    { name: 'sensitivity.md', content: texts.markdown }
  ]
  const [json, markdown] = writeOutputs(folder, files, { what: 'the report' }) as [string, string]
  return { json, markdown }
}
