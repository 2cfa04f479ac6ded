import { readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { RunEnvironment } from '../engine/engine'
import { ClaimcheckError, InfrastructureError, InputError } from '../errors'
import { writeDurableFile } from '../files/durableFile'
import { MAX_PRODUCED_BYTES, readRegularFile, UnreadableFileError } from '../files/readRegularFile'
import { digestOf } from '../json/canonical'
import { recordedSpec } from '../runs/recordedSpec'
import { ConflictingResultError } from './conflictingResultError'
import { decodeRecord, encodeRecord } from './recordCodec'
import { storeError } from './storeError'
import type { Lookup, RunRecord, RunResult, StoredRun, StoredState } from './types'

const KEY = /^[0-9a-f]{64}$/
const FILE_NAME = /^[0-9a-f]{64}\.json$/
const FOLDER_NAME = /^[0-9a-f]{2}$/

/**
 * Run records by content: `<folder>/<first two hex digits>/<key>.json`, the key being the SHA-256 of the run's
 * canonical spec. Several processes and machines may share a folder. Nothing is created before the first write.
 */
export class RunStore {
  /** @param folder absolute, or relative to the working directory of this moment */
  constructor(folder: string) {
    this.folder = path.resolve(folder)
  }

  readonly folder: string

  /**
   * What the store holds for a run. A damaged record is described, never used.
   *
   * @param key SHA-256 of the run's canonical spec, 64 lower-case hex digits
   * @throws InputError where `key` is none; InfrastructureError where the folder cannot be read
   */
  read(key: string): Lookup {
    const file = this.fileOf(key)
    return this.guarded(() => inspect(file, key))
  }

  /**
   * Stores what a run gave, durably, and returns the record that the store now holds for it: numbers as they will be
   * read again (-0 is 0), and the record of an earlier run where that gave the same result. A record of a failure
   * yields to a result and never replaces one; damaged records are replaced.
   *
   * @throws ConflictingResultError where the same run has another result in the store, which stays
   * @throws InfrastructureError where the disk is full or the folder cannot be written, or the result is malformed
   */
  write(given: RunResult, environment: RunEnvironment): RunRecord {
    const result = { ...given, spec: recordedSpec(given.spec) }
    const key = digestOf(result.spec)
    const text = encodeRecord(result, environment)
    const record = checked(text, key)
    const file = this.fileOf(key)
    return this.guarded(() => {
      // A second turn comes only when another writer published between the look and the link.
      for (;;) {
        const present = inspect(file, key)
        if (present.state === 'valid') return agreed(key, present.record, record)
        if (writeDurableFile(file, text, { replace: present.state !== 'absent' })) return record
      }
    })
  }

  /** Every record with its state, in the order of the keys, read one by one. Other files are passed over. */
  *list(): Generator<StoredRun, void, undefined> {
    for (const { key, file } of this.files()) {
      const lookup = this.guarded(() => inspect(file, key))
      if (lookup.state === 'absent') continue
      yield { key, file, ...(file === this.fileOf(key) ? lookup : misplaced(file)) }
    }
  }

  /** The files of `list`, not read. */
  *files(): Generator<Pick<StoredRun, 'key' | 'file'>, void, undefined> {
    for (const prefix of this.entries(this.folder, FOLDER_NAME)) {
      const folder = path.join(this.folder, prefix)
      for (const name of this.entries(folder, FILE_NAME)) {
        yield { key: name.slice(0, -'.json'.length), file: path.join(folder, name) }
      }
    }
  }

  /** @returns whether there was a record to remove */
  remove(key: string): boolean {
    const file = this.fileOf(key)
    return this.guarded(() => {
      if (inspect(file, key).state === 'absent') return false
      rmSync(file, { recursive: true, force: true })
      return true
    })
  }

  /** Where the record of a run stands, or would. */
  fileOf(key: string): string {
    if (!KEY.test(key)) {
      throw new InputError('not the key of a run', { expected: '64 lower-case hex digits', received: key })
    }
    return path.join(this.folder, key.slice(0, 2), `${key}.json`)
  }

  private entries(folder: string, pattern: RegExp): string[] {
    return this.guarded(() => {
      try {
        return readdirSync(folder)
          .filter((name) => pattern.test(name))
          .sort()
      } catch (error) {
        if (isMissing(error)) return []
        throw error
      }
    })
  }

  private guarded<T>(action: () => T): T {
    try {
      return action()
    } catch (error) {
      throw error instanceof ClaimcheckError ? error : storeError(this.folder, error)
    }
  }
}

function inspect(file: string, key: string): Lookup {
  let text: string
  try {
    text = readRegularFile(file, MAX_PRODUCED_BYTES).toString('utf8')
  } catch (error) {
    if (isMissing(error)) return { state: 'absent' }
    if (error instanceof UnreadableFileError) return { state: 'foreign', file, reason: `it is ${error.message}` }
    if ((error as NodeJS.ErrnoException).code !== 'EISDIR') throw error
    return { state: 'foreign', file, reason: 'it is a folder' }
  }
  const decoded = decodeRecord(text, key)
  return 'record' in decoded ? decoded : { ...decoded, file }
}

/** A malformed result is the engine's fault and must not reach the disk, where it would be damaged from the start. */
function checked(text: string, key: string): RunRecord {
  const decoded = decodeRecord(text, key)
  if ('record' in decoded) return decoded.record
  throw new InfrastructureError(`run ${key} gave a result that no record can hold`, { received: decoded.reason })
}

function agreed(key: string, stored: RunRecord, received: RunRecord): RunRecord {
  if (received.result.status.kind === 'failed' || stored.resultDigest === received.resultDigest) return stored
  throw new ConflictingResultError(key, stored, received)
}

function misplaced(file: string): StoredState {
  return { state: 'foreign', file, reason: 'it stands in the wrong folder and is never found' }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
}
