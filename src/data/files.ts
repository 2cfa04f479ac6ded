import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import path from 'node:path'
import { InputError } from '../errors'
import { isGzip, uncompress, uncompressedHead } from '../files/gzip'
import { readInput } from '../files/readInput'
import { sha256 } from '../json/canonical'
import { checkCifar10 } from './cifar10'
import { parseIdxHeader, readIdx } from './idx'
import type { FileDescription } from './types'

/** A file whose content is exactly what is pinned. */
export interface VerifiedFile {
  readonly path: string
  /** The bytes on disk, plain or gzip. */
  readonly stored: Uint8Array
  readonly content: Uint8Array
}

/**
 * The names under which a file is accepted, in this order: as published (`train-images-idx3-ubyte`), with `.gz`, and
 * both with a dot before `idx`, as some unpackers write it. Whether a file is compressed is told by its content.
 */
export function acceptedNames(file: FileDescription): readonly string[] {
  const dotted = file.name.replace(/-(idx\d-)/, '.$1')
  const names = dotted === file.name ? [file.name] : [file.name, dotted]
  return names.flatMap((name) => [name, `${name}.gz`])
}

/** The first accepted name that exists in the folder, as a full path; null where there is none. */
export function findFile(folder: string, file: FileDescription): string | null {
  for (const name of acceptedNames(file)) {
    const candidate = path.join(folder, name)
    if (existsSync(candidate)) return candidate
  }
  return null
}

/**
 * Reads a file and checks all of its content: what its layout demands, then size and SHA-256.
 *
 * @throws InputError naming the file and what is wrong with it
 */
export function readVerified(location: string, file: FileDescription): VerifiedFile {
  return verifyStored(readBounded(location, file), file, location)
}

/** The same of bytes that are in memory, plain or gzip. */
export function verifyStored(stored: Uint8Array, file: FileDescription, location: string): VerifiedFile {
  const content = onlyLooksCompressed(stored, file) ? stored : uncompress(stored, file.bytes, location)
  return verifyContent(stored, content, file, location)
}

/**
 * The same where both forms are in memory.
 *
 * @param stored the bytes to keep, plain or gzip
 * @param content the same, uncompressed
 * @throws InputError naming the place and what is wrong with it
 */
export function verifyContent(
  stored: Uint8Array,
  content: Uint8Array,
  file: FileDescription,
  location: string
): VerifiedFile {
  // The sum alone decides; the format is read first because it can say what is wrong.
  checkLayout(content, file, location)
  const received = sha256(content)
  if (content.length === file.bytes && received === file.sha256) return { path: location, stored, content }
  throw new InputError('the content is not what was published', {
    where: location,
    expected: `${file.bytes} bytes with SHA-256 ${file.sha256}`,
    received: `${content.length} bytes with SHA-256 ${received}`,
    remedy: 'get the file anew'
  })
}

/**
 * A look at a file that costs no more than 1 KiB of reading: its uncompressed size (from gzip's trailer where it is
 * compressed) and its IDX header. True does not mean verified, and false does not mean wrong (gzip files of several
 * members state another size): then `readVerified` decides.
 */
export function looksRight(location: string, file: FileDescription): boolean {
  let descriptor: number | null = null
  try {
    const stats = statSync(location)
    // To open a named pipe would wait for whoever writes to it.
    if (!stats.isFile()) return false
    const { size } = stats
    descriptor = openSync(location, 'r')
    const head = readAt(descriptor, 0, Math.min(size, 1024))
    const statedSize = isGzip(head) ? readAt(descriptor, size - 4, 4).readUInt32LE(0) : size
    if (statedSize !== file.bytes) return false
    if (file.layout.kind === 'idx') {
      parseIdxHeader(uncompressedHead(head), { where: location, ...file.layout })
    }
    return true
  } catch {
    return false
  } finally {
    if (descriptor !== null) closeSync(descriptor)
  }
}

/** Label 31 and pixel 139 are the first bytes of gzip too. */
function onlyLooksCompressed(stored: Uint8Array, { bytes, sha256: wanted }: FileDescription): boolean {
  return isGzip(stored) && stored.length === bytes && sha256(stored) === wanted
}

/** Checks what the layout says of a file's content; of a CSV nothing before it is read. */
function checkLayout(content: Uint8Array, { layout }: FileDescription, where: string): void {
  switch (layout.kind) {
    case 'idx':
      readIdx(content, { where, ...layout })
      return
    case 'cifar10-binary':
      checkCifar10(content, { where, ...layout })
      return
    case 'csv':
      return
    default:
      layout satisfies never
  }
}

/** Upper bound for the bytes on disk: deflate adds at most 5 bytes to 16 KiB, gzip a short header and a trailer. */
export function maxStoredBytes(file: Pick<FileDescription, 'bytes'>): number {
  return file.bytes + Math.ceil(file.bytes / 1000) + 64 * 1024
}

function readBounded(location: string, file: FileDescription): Uint8Array {
  const maxBytes = maxStoredBytes(file)
  return readInput(location, maxBytes, {
    what: 'the file',
    expected: `a readable file with the content of ${file.name}, at most ${maxBytes} bytes`,
    remedy: 'give this user the right to read it, or get the file anew'
  })
}

function readAt(descriptor: number, position: number, length: number): Buffer {
  const buffer = Buffer.alloc(length)
  const count = readSync(descriptor, buffer, 0, length, position)
  return buffer.subarray(0, count)
}
