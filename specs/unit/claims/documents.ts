import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { ClaimFile } from '../../../src/kinds'
import { loadClaims } from '../../../src/load/load'
import type { ExperimentFile } from '../../../src/runs/runKinds'

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

/** One of the project's own files as it would be without any other: what it leaves to its source and experiment is in it. */
export function standaloneFile(file: string): object {
  const own = ownFile(file) as ClaimFile & ExperimentFile
  if (file.startsWith('experiments/')) {
    const { assumptions: _, ...rest } = own
    return rest
  }
  const { source, assumptions } = loadClaims(CLAIMS_ROOT).claims.find(({ id }) => id === own.id)!
  const { viaLocator: _, ...rest } = own.source
  return { ...own, source: { ...rest, citation: source.citation, via: source.via }, assumptions }
}
