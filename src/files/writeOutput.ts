import { rmSync } from 'node:fs'
import path from 'node:path'
import { gzipSync, strToU8 } from 'fflate'
import { InfrastructureError } from '../errors'
import { writeDurableFile } from './durableFile'
import { remedyOfExhaustion } from './systemErrors'

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
  content: string | Uint8Array,
  { what, remedy = 'choose another folder for the reports, or make room' }: OutputWords
): string {
  const file = path.join(folder, name)
  try {
    writeDurableFile(file, content, { replace: true })
  } catch (error) {
    throw new InfrastructureError(`${what} could not be written`, {
      where: folder,
      expected: 'a folder that can be written',
      received: error instanceof Error ? error.message : String(error),
      remedy: remedyOfExhaustion(error) ?? remedy
    })
  }
  return file
}

/**
 * As `writeOutput`, plain or, with `.gz` behind its name, compressed: the same bytes on every machine, which Node's zlib
 * does not promise. What stood there in the other form is gone.
 */
export function writeData(folder: string, name: string, text: string, compressed: boolean, words: OutputWords): string {
  const packed = `${name}.gz`
  const file = compressed
    ? writeOutput(folder, packed, gzipSync(strToU8(text), { level: 9, mtime: 0 }), words)
    : writeOutput(folder, name, text, words)
  rmSync(path.join(folder, compressed ? name : packed), { force: true })
  return file
}
