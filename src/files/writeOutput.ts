import path from 'node:path'
import { InfrastructureError } from '../errors'
import { writeDurableFile } from './durableFile'

export interface OutputWords {
  /** What is written, for the message: `the report`. */
  readonly what: string
  /** What helps where the folder cannot be written. */
  readonly remedy?: string
}

/**
 * Writes a file that was asked for, whole or not at all, in the place of an older one.
 *
 * @param folder made where it does not exist
 * @returns where the file lies
 * @throws InfrastructureError when the folder cannot be written
 */
export function writeOutput(
  folder: string,
  name: string,
  text: string,
  { what, remedy = 'choose another folder for the reports, or make room' }: OutputWords
): string {
  const file = path.join(folder, name)
  try {
    writeDurableFile(file, text, { replace: true })
  } catch (error) {
    throw new InfrastructureError(`${what} could not be written`, {
      where: folder,
      expected: 'a folder that can be written',
      received: error instanceof Error ? error.message : String(error),
      remedy
    })
  }
  return file
}
