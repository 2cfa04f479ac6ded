import path from 'node:path'
import { gzipSync, strToU8 } from 'fflate'
import { InfrastructureError } from '../errors'
import { writeDurableFiles } from './durableFile'
import { remedyOfExhaustion } from './systemErrors'

export interface OutputWords {
  /** What is written, for the message: `the report`. */
  readonly what: string
  /** What helps where the folder cannot be written. */
  readonly remedy?: string
}

export interface OutputFile {
  readonly name: string
  readonly content: string | Uint8Array
  /** Another form of the same under another name, which this one takes the place of. */
  readonly insteadOf?: string
}

/**
 * Writes files that were asked for and belong together, each whole or not at all, in the place of older ones. Whenever
 * it ends, be it by a kill or a full disk, no file of an older set lies beside one of the new: where not all could be
 * written either the old ones are as they were, or some are missing.
 *
 * @param folder made where it does not exist
 * @param files the first is what the others can be made from again, which is there at any moment
 * @param gone names of an older set that this one has not
 * @returns where they lie, in the same order
 * @throws InfrastructureError when the folder cannot be written
 */
export function writeOutputs(
  folder: string,
  files: readonly OutputFile[],
  { what, remedy = 'choose another folder for the reports, or make room' }: OutputWords,
  gone: readonly string[] = []
): string[] {
  try {
    writeDurableFiles(folder, files, gone)
  } catch (error) {
    throw new InfrastructureError(`${what} could not be written`, {
      where: folder,
      expected: 'a folder that can be written',
      received: error instanceof Error ? error.message : String(error),
      remedy: remedyOfExhaustion(error) ?? remedy
    })
  }
  return files.map(({ name }) => path.join(folder, name))
}

/**
 * A text as a file, plain or, with `.gz` behind its name, compressed: the same bytes on every machine, which Node's zlib
 * does not promise. It takes the place of the other form.
 */
export function dataFile(name: string, text: string, compressed: boolean): OutputFile {
  const packed = `${name}.gz`
  return compressed
    ? { name: packed, content: gzipSync(strToU8(text), { level: 9, mtime: 0 }), insteadOf: name }
    : { name, content: text, insteadOf: packed }
}
