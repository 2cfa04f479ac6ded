import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import path from 'node:path'

const TEMPORARY_SUFFIX = '.tmp'
/** A writer needs its temporary file for milliseconds; one an hour old belongs to a writer that was killed. */
const LEFTOVER_AGE_MS = 3_600_000
const RENAME_ATTEMPTS = 8

/**
 * Writes a file so that its final name never holds less than the whole content, whatever is killed and however many
 * write it at once: temporary file in the same folder, fsync, link or rename, fsync of the folder. When it returns,
 * the file survives a power cut (on Windows, which cannot sync a folder, as far as the file system journals names).
 *
 * Not `write-file-atomic`: that one takes a short write (disk full in the middle of it) for a whole one and publishes
 * the truncated file, and its temporary names collide between two machines that share a folder.
 *
 * @param replace false: do nothing where the file exists already
 * @returns whether the file was written
 * @throws the error of the file system; nothing is left behind
 */
export function writeDurableFile(
  file: string,
  content: string | Uint8Array,
  { replace }: { replace: boolean }
): boolean {
  const folder = path.dirname(file)
  createDurableFolder(folder)
  const unique = `${process.pid}-${randomBytes(6).toString('hex')}`
  const temporary = path.join(folder, `.${path.basename(file)}.${unique}${TEMPORARY_SUFFIX}`)
  let published: boolean
  try {
    const writtenAtMs = writeSynced(temporary, content)
    published = replace ? rename(temporary, file) : publishNew(temporary, file)
    removeLeftovers(folder, writtenAtMs - LEFTOVER_AGE_MS)
  } finally {
    discard(temporary)
  }
  syncFolder(folder)
  return published
}

/**
 * Writes files of one set in the place of an older set, each as `writeDurableFile`: at no moment does a file of the old
 * set lie beside one of the new. All are on the disk under temporary names before the first old one is touched.
 *
 * @param files the first, once it has been there, always is: the old one or the new one
 * @param gone names of the old set that the new one has not
 * @throws the error of the file system; where a new file could not be written, the old ones are as they were
 */
export function writeDurableFiles(
  folder: string,
  files: readonly { readonly name: string; readonly content: string | Uint8Array; readonly insteadOf?: string }[],
  gone: readonly string[] = []
): void {
  createDurableFolder(folder)
  const unique = `${process.pid}-${randomBytes(6).toString('hex')}`
  const set = files.map(({ name, content, insteadOf }) => ({
    file: path.join(folder, name),
    content,
    temporary: path.join(folder, `.${name}.${unique}${TEMPORARY_SUFFIX}`),
    others: insteadOf === undefined ? [] : [path.join(folder, insteadOf)]
  }))
  try {
    const writtenAtMs = set.map(({ temporary, content }) => writeSynced(temporary, content))
    const old = [
      ...set.slice(1).flatMap(({ file, others }) => [file, ...others]),
      ...gone.map((name) => path.join(folder, name))
    ]
    for (const file of old) rmSync(file, { force: true })
    // Names may reach the disk in any order; the old ones have to be gone first.
    syncFolder(folder)
    for (const { file, temporary, others } of set) {
      rename(temporary, file)
      for (const other of others) rmSync(other, { force: true })
      syncFolder(folder)
    }
    removeLeftovers(folder, Math.min(...writtenAtMs) - LEFTOVER_AGE_MS)
  } finally {
    for (const { temporary } of set) discard(temporary)
  }
}

function createDurableFolder(folder: string): void {
  const first = mkdirSync(folder, { recursive: true })
  if (first === undefined) return
  for (let created = folder; created.length >= first.length; created = path.dirname(created)) {
    syncFolder(path.dirname(created))
  }
}

/** @returns the file's modification time: "now" by the clock of the file system, which may be another machine's */
function writeSynced(file: string, content: string | Uint8Array): number {
  const descriptor = openSync(file, 'wx')
  try {
    writeFileSync(descriptor, content)
    fsyncSync(descriptor)
    return fstatSync(descriptor).mtimeMs
  } finally {
    closeSync(descriptor)
  }
}

/** A hard link, unlike a rename, fails where the name is taken: of two writers exactly one is the first. */
function publishNew(temporary: string, file: string): boolean {
  try {
    linkSync(temporary, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST' || existsSync(file)) return false
    // No hard links here (FAT, some network shares), or an error that the rename will meet as well.
    return rename(temporary, file)
  }
}

function rename(temporary: string, file: string): true {
  for (let attempt = 1; ; attempt += 1) {
    try {
      renameSync(temporary, file)
      return true
    } catch (error) {
      // Windows refuses to replace a file while anybody, a virus scanner for one, has it open.
      const code = (error as NodeJS.ErrnoException).code ?? ''
      const transient = process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(code)
      if (!transient || attempt === RENAME_ATTEMPTS) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5 * 2 ** attempt)
    }
  }
}

function removeLeftovers(folder: string, olderThanMs: number): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith('.') || !name.endsWith(TEMPORARY_SUFFIX)) continue
    const leftover = path.join(folder, name)
    const modifiedAtMs = statSync(leftover, { throwIfNoEntry: false })?.mtimeMs
    if (modifiedAtMs !== undefined && modifiedAtMs < olderThanMs) discard(leftover)
  }
}

/** A temporary file that cannot be removed now (another user's, or held open by a scanner) harms nobody. */
function discard(file: string): void {
  try {
    rmSync(file, { force: true })
  } catch {
    // It is a leftover from now on.
  }
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } catch (error) {
    // Some network file systems have no fsync for folders.
    if (!['EINVAL', 'ENOTSUP', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  } finally {
    closeSync(descriptor)
  }
}
