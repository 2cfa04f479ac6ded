import path from 'node:path'
import { InfrastructureError } from '../../errors'
import { writeDurableFile } from '../../files/durableFile'
import { encodeTree } from '../../json/numbers'
import { renderAdjudicationMarkdown } from './markdown'
import type { AdjudicationReport } from './types'

/** The text of `adjudication.json`: indented, non-finite numbers as strings, a line end at the end. */
export function encodeAdjudication(report: AdjudicationReport): string {
  return `${JSON.stringify(encodeTree(report), null, 2)}\n`
}

/**
 * Writes adjudication.json and adjudication.md, each whole or not at all.
 *
 * @param folder made where it does not exist
 * @returns the files
 * @throws InfrastructureError when the folder cannot be written
 */
export function writeAdjudication(folder: string, report: AdjudicationReport): string[] {
  const contents = [
    [path.join(folder, 'adjudication.json'), encodeAdjudication(report)],
    [path.join(folder, 'adjudication.md'), renderAdjudicationMarkdown(report)]
  ] as const
  try {
    for (const [file, text] of contents) writeDurableFile(file, text, { replace: true })
  } catch (error) {
    throw new InfrastructureError('the adjudication could not be written', {
      where: folder,
      expected: 'a folder that can be written',
      received: error instanceof Error ? error.message : String(error),
      remedy: 'choose another folder for the reports, or make room'
    })
  }
  return contents.map(([file]) => file)
}
