import { createHash } from 'node:crypto'
import type { RecordsDigest } from './types'

/** A record's name, and the SHA-256 of its content. */
export interface NamedRecord {
  /** Of its run. */
  readonly key: string
  readonly checksum: string
}

/**
 * The identity of a set of records: SHA-256 over a line `<key> <checksum>` for each, in the order of the keys, each ended by
 * a line feed. How they are packed, and where they lie, changes nothing of it.
 *
 * @param records in any order; one that stands twice counts once
 */
export function recordsDigest(records: Iterable<NamedRecord>): RecordsDigest {
  const lines = [...new Set([...records].map(({ key, checksum }) => `${key} ${checksum}\n`))].sort()
  const hash = createHash('sha256')
  for (const line of lines) hash.update(line)
  return { records: lines.length, digest: hash.digest('hex') }
}
