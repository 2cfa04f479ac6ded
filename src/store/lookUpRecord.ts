import { ConflictingResultError } from './conflictingResultError'
import type { RunStore } from './store'
import type { Lookup, RecordSource } from './types'

/**
 * The record of a run in a store, else in an archive beside it.
 *
 * @throws ConflictingResultError where both hold one, of different results
 */
export function lookUpRecord(store: RunStore, archive: RecordSource | undefined, key: string): Lookup {
  const own = store.read(key)
  const other = archive?.read(key)
  if (other?.state !== 'valid') return own
  if (own.state === 'valid' && own.record.resultDigest !== other.record.resultDigest) {
    throw new ConflictingResultError(key, own.record, other.record)
  }
  return own.state === 'valid' ? own : other
}
