import { readFileSync } from 'node:fs'
import path from 'node:path'

/** Files of a claims root in memory, to be bent by a test and given to `inspectFiles`. */

export const CLAIMS_ROOT = path.resolve(__dirname, '../../../claims')

export type MemoryFile = readonly [file: string, bytes: Uint8Array]

export function memoryFile(file: string, content: unknown): MemoryFile {
  return [file, new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content, null, 2))]
}

/** A fresh copy of one of the project's own files. */
export function ownFile(file: string): unknown {
  return JSON.parse(readFileSync(path.join(CLAIMS_ROOT, ...file.split('/')), 'utf8'))
}
