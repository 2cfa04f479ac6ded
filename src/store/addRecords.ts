import { setImmediate } from 'node:timers/promises'
import { ConflictingResultError } from './conflictingResultError'
import type { KeyedRecord } from './recordArchive'
import type { RunStore } from './store'

/** What became of records that were put into a store. */
export interface AddedRecords {
  readonly added: number
  /** The store has the same result of the run, and keeps its own record of it. */
  readonly present: number
  /** The store has another result, which stays. */
  readonly conflicts: readonly ConflictingResultError[]
  /** The signal ended it before its end: what was added so far is whole. */
  readonly interrupted: boolean
}

const PAUSE_AFTER = 64

/**
 * Puts records into a store, each as if its run had just been made: whole or not at all, and never in the place of another
 * result.
 *
 * @throws InfrastructureError where the disk is full or the folder cannot be written
 */
export async function addRecords(
  store: RunStore,
  records: Iterable<KeyedRecord>,
  signal?: AbortSignal
): Promise<AddedRecords> {
  let [added, present] = [0, 0]
  const conflicts: ConflictingResultError[] = []
  const outcome = (interrupted: boolean) => ({ added, present, conflicts, interrupted })
  for (const { key, record } of records) {
    // Ctrl-C is heard between two records only.
    if ((added + present + conflicts.length) % PAUSE_AFTER === 0) await setImmediate()
    if (signal?.aborted) return outcome(true)
    const own = store.read(key)
    if (own.state === 'valid' && own.record.resultDigest === record.resultDigest) {
      present += 1
      continue
    }
    try {
      store.write(record.result, record.environment)
    } catch (error) {
      if (!(error instanceof ConflictingResultError)) throw error
      conflicts.push(error)
      continue
    }
    added += 1
  }
  return outcome(false)
}
