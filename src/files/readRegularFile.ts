import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs'

/** A file that is never read, because reading it might not end: no regular file, or a longer one than any is. */
export class UnreadableFileError extends Error {}

/** Most bytes of files that people write: claims, experiments, manifests, mappings. */
export const MAX_WRITTEN_BYTES = 16 * 2 ** 20
/** Most bytes of files that programs write: records, registrations, reports, logs; what fits into a text of Node. */
export const MAX_PRODUCED_BYTES = 2 ** 29 - 25

const CHUNK_BYTES = 1 << 16

/**
 * All bytes of a regular file, links followed. A pipe or a device is refused without waiting for it, and at most
 * `maxBytes` are read, whatever the file says of its size: a folder of somebody else can hold anything.
 *
 * @throws UnreadableFileError where it is no regular file, or longer; the error of the file system otherwise
 */
export function readRegularFile(file: string, maxBytes: number): Buffer {
  // Looked at first, since to open a device can do something.
  requireRegular(statSync(file))
  // Without NONBLOCK opening a pipe that has come since waits for a writer; Windows has neither.
  const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const stats = fstatSync(descriptor)
    requireRegular(stats)
    if (stats.size > maxBytes) throw tooLong(stats.size, maxBytes)
    return readAll(descriptor, stats.size, maxBytes)
  } finally {
    closeSync(descriptor)
  }
}

function requireRegular(stats: Stats): void {
  // As readFileSync has it, for callers who tell a folder from other trouble.
  if (stats.isDirectory()) throw Object.assign(new Error('EISDIR: it is a folder'), { code: 'EISDIR' })
  if (!stats.isFile()) throw new UnreadableFileError(`not a regular file but ${kindOf(stats)}`)
}

/** The size is a first guess: a file may grow, and those of /proc have none. One byte more than it finds the end. */
function readAll(descriptor: number, size: number, maxBytes: number): Buffer {
  let bytes = Buffer.allocUnsafe(size + 1)
  let filled = 0
  for (;;) {
    const count = readSync(descriptor, bytes, filled, bytes.length - filled, null)
    if (count === 0) return bytes.subarray(0, filled)
    filled += count
    if (filled > maxBytes) throw tooLong(filled, maxBytes)
    if (filled === bytes.length) {
      const grown = Buffer.allocUnsafe(2 * filled + CHUNK_BYTES)
      bytes.copy(grown)
      bytes = grown
    }
  }
}

function tooLong(bytes: number, maxBytes: number): UnreadableFileError {
  return new UnreadableFileError(`${bytes} bytes or more, where at most ${maxBytes} are read`)
}

function kindOf(stats: Stats): string {
  if (stats.isFIFO()) return 'a named pipe'
  if (stats.isSocket()) return 'a socket'
  return stats.isCharacterDevice() || stats.isBlockDevice() ? 'a device' : 'something else'
}
