import { readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { ClaimcheckError } from '../errors'
import { writeDurableFile } from '../files/durableFile'
import { MAX_PRODUCED_BYTES, readRegularFile, UnreadableFileError } from '../files/readRegularFile'
import { sha256 } from '../json/canonical'
import { storeError } from './storeError'

const FOLDER = 'checkpoints'
const FILE_NAME = /^([0-9a-f]{64})\.ckpt$/
/** Differs from every other kind of file and from other versions of this one. */
const MAGIC = 'claimcheck checkpoint 1'
/** Magic, key and digest, a space between them, a line feed at the end. */
const HEADER_BYTES = MAGIC.length + 2 * (1 + 64) + 1
/** A run that is still going writes its checkpoint anew every half minute. */
const ABANDONED_AFTER_MS = 14 * 24 * 3_600_000

/** A checkpoint in the list. */
export interface StoredCheckpoint {
  /** Of the run. */
  readonly key: string
  readonly file: string
  readonly bytes: number
  /** By the clock of the file system, since 1970. */
  readonly writtenAtMs: number
}

/**
 * States of unfinished runs, beside the records of a store: `<store>/checkpoints/<key>.ckpt`. They are a cache: whatever
 * is not whole, or of another run, is removed and never used, and what nobody has touched for two weeks goes when the
 * next one is written.
 *
 * Several processes may share a folder. A file appears whole or not at all, and two processes that execute the same run
 * write states of the same course: whichever was last is a good one to go on from.
 */
export class CheckpointStore {
  readonly folder: string

  /** @param storeFolder of the run records; absolute, or relative to the working directory of this moment */
  constructor(storeFolder: string) {
    this.folder = path.join(path.resolve(storeFolder), FOLDER)
  }

  /** What was last written for a run; null where there is nothing whole. */
  read(key: string): Uint8Array | null {
    const file = this.fileOf(key)
    return this.guarded(() => {
      const content = contentOf(file)
      if (content === null) return null
      const payload = payloadOf(content, key)
      if (payload === null) removeDamaged(file, key)
      return payload
    })
  }

  /**
   * Replaces what was there; durable when it returns.
   *
   * @throws InfrastructureError where the disk is full or the folder cannot be written
   */
  write(key: string, payload: Uint8Array): void {
    const file = this.fileOf(key)
    this.guarded(() => {
      writeDurableFile(file, Buffer.concat([headerOf(payload, key), payload]), { replace: true })
      // "Now" by the clock of the file system, which may be another machine's.
      const nowMs = statSync(file, { throwIfNoEntry: false })?.mtimeMs
      if (nowMs !== undefined) this.removeBefore(nowMs - ABANDONED_AFTER_MS)
    })
  }

  remove(key: string): void {
    const file = this.fileOf(key)
    this.guarded(() => rmSync(file, { force: true }))
  }

  /** In the order of the keys. Other files are passed over. */
  list(): readonly StoredCheckpoint[] {
    return this.guarded(() =>
      namesIn(this.folder).flatMap((name) => {
        const key = FILE_NAME.exec(name)?.[1]
        if (key === undefined) return []
        const file = path.join(this.folder, name)
        const found = statSync(file, { throwIfNoEntry: false })
        return found === undefined ? [] : [{ key, file, bytes: found.size, writtenAtMs: found.mtimeMs }]
      })
    )
  }

  private removeBefore(timeMs: number): void {
    for (const { file, writtenAtMs } of this.list()) if (writtenAtMs < timeMs) rmSync(file, { force: true })
  }

  private fileOf(key: string): string {
    return path.join(this.folder, `${key}.ckpt`)
  }

  private guarded<T>(action: () => T): T {
    try {
      return action()
    } catch (error) {
      throw error instanceof ClaimcheckError ? error : storeError(this.folder, error)
    }
  }
}

function headerOf(payload: Uint8Array, key: string): Buffer {
  return Buffer.from(`${MAGIC} ${key} ${sha256(payload)}\n`, 'latin1')
}

function payloadOf(content: Buffer, key: string): Uint8Array | null {
  const payload = content.subarray(HEADER_BYTES)
  return content.subarray(0, HEADER_BYTES).equals(headerOf(payload, key)) ? payload : null
}

/** Removes a damaged file, but not the whole one that another process may have put in its place since it was read. */
function removeDamaged(file: string, key: string): void {
  // Moved to a name of its own it can be looked at again without a race.
  const aside = `${file}.${process.pid}.damaged`
  try {
    renameSync(file, aside)
    const content = contentOf(aside)
    if (content !== null && payloadOf(content, key) !== null) renameSync(aside, file)
  } catch (error) {
    if (!isMissing(error)) throw error
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
}

function contentOf(file: string): Buffer | null {
  try {
    return readRegularFile(file, MAX_PRODUCED_BYTES)
  } catch (error) {
    if (isMissing(error)) return null
    const isNoFile = error instanceof UnreadableFileError || (error as NodeJS.ErrnoException).code === 'EISDIR'
    if (isNoFile) return Buffer.alloc(0)
    throw error
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort()
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
}
