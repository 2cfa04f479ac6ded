import path from 'node:path'
import { InfrastructureError } from '../../errors'
import { writeDurableFile } from '../../files/durableFile'
import { encodeTree } from '../../json/numbers'
import { renderSensitivityMarkdown } from './markdown'
import type { SensitivityReport } from './types'

/** The text of `sensitivity.json`: indented, non-finite numbers as strings, a line end at the end. */
export function encodeSensitivity(report: SensitivityReport): string {
  return `${JSON.stringify(encodeTree(report), null, 2)}\n`
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
  const files = { json: path.join(folder, 'sensitivity.json'), markdown: path.join(folder, 'sensitivity.md') }
  try {
    writeDurableFile(files.json, texts.json, { replace: true })
    writeDurableFile(files.markdown, texts.markdown, { replace: true })
  } catch (error) {
    throw new InfrastructureError('the report could not be written', {
      where: folder,
      expected: 'a folder that can be written',
      received: error instanceof Error ? error.message : String(error),
      remedy: 'choose another folder for the reports, or make room'
    })
  }
  return files
}
