import { constants, gunzipSync } from 'node:zlib'
import { InputError } from '../errors'

/** Tells by content, not by name. An IDX file starts with two zero bytes and a CSV with a digit, so neither looks like it. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

/**
 * Uncompresses gzip bytes to at most `maxBytes`, so that a small file cannot fill the memory; leaves other bytes alone.
 *
 * @param where the file, for the message
 * @throws InputError where the gzip data is damaged, cut off, or holds more than `maxBytes`
 */
export function uncompress(stored: Uint8Array, maxBytes: number, where: string): Uint8Array {
  if (!isGzip(stored)) return stored
  try {
    return gunzipSync(stored, { maxOutputLength: Math.max(1, maxBytes), chunkSize: 1 << 20 })
  } catch (error) {
    throw new InputError('the compressed data cannot be used', {
      where,
      expected: `complete gzip data of at most ${maxBytes} bytes uncompressed`,
      received: explain(error, maxBytes),
      remedy: 'get the file anew'
    })
  }
}

/** The first bytes of the content, as far as the first bytes of the file give them; empty where nothing can be told. */
export function uncompressedHead(head: Uint8Array): Uint8Array {
  if (!isGzip(head)) return head
  try {
    // 1 KiB of deflate data holds at most about 1 MiB.
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 2 * 1032 * head.length })
  } catch {
    return new Uint8Array(0)
  }
}

function explain(error: unknown, maxBytes: number): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ERR_BUFFER_TOO_LARGE') return `more than ${maxBytes} bytes uncompressed`
  if (code === 'Z_BUF_ERROR') return 'gzip data that is cut off before its end'
  return `damaged gzip data (${message})`
}
