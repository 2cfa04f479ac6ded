import { InfrastructureError } from '../../errors'
import { decodeRecord } from '../../store/recordCodec'
import type { RunStore } from '../../store/store'
import type { Parcel } from './carrier'

/**
 * Puts a record that came from elsewhere into the home store, as if its run had just been made here.
 *
 * @param text of the record, as `encodeRecord` wrote it where the run was made
 * @throws InfrastructureError where it is no whole record of that run of the parcel; ConflictingResultError where the store
 *   has another result of it, which stays
 */
export function takeHome(store: RunStore, { id, runs }: Parcel, key: string, text: string): void {
  if (!runs.some((run) => run.key === key)) {
    throw refused(`run ${key} does not belong to the parcel that it came with`, `a run of ${id}`, key)
  }
  const decoded = decodeRecord(text, key)
  if (decoded.state !== 'valid') {
    const received = 'reason' in decoded ? decoded.reason : 'a failure of the infrastructure'
    throw refused('what a worker sent is not the record of its run', `the record of run ${key}`, received)
  }
  store.write(decoded.record.result, decoded.record.environment)
}

function refused(subject: string, expected: string, received: string): InfrastructureError {
  return new InfrastructureError(subject, {
    expected,
    received,
    remedy: 'nothing of it was stored; look at the worker that sent it: its claimcheck may be another version'
  })
}
