import { InputError } from '../errors'

const BLOCK = 512

/** The kinds of entry that a plain archive of files consists of: `typeflag` of POSIX.1-1988 (ustar) and of pax. */
const FILE = ['0', '\0']
const FOLDER = '5'
const PAX_HEADERS = ['x', 'g']
/** Pax records that would change which file an entry is, or how long it is. */
const DECISIVE_RECORD = /\d+ (?:path|linkpath|size|GNU\.[^=]*)=/

/**
 * The files of a tar archive, strictly: plain files and folders with relative names, in ustar, pax or GNU format. A link,
 * a device, a name that leads out of the archive's folder, a wrong checksum and a missing end are errors. Nothing is
 * written: the names are only read.
 *
 * @param archive uncompressed
 * @param where the archive, for messages
 * @returns views on the archive's bytes, by the entry's name
 * @throws InputError naming the byte at which the archive is wrong
 */
export function readTar(archive: Uint8Array, where: string): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  let offset = 0
  for (;;) {
    const header = archive.subarray(offset, offset + BLOCK)
    const fail = (expected: string, received: string) => {
      return new InputError('not a plain tar archive', {
        where,
        expected: `${expected} at byte ${offset}`,
        received,
        remedy: 'get the file anew'
      })
    }
    if (header.length < BLOCK) throw fail('a header or the end mark', 'the end of the file')
    if (header.every((byte) => byte === 0)) return files
    if (sumOf(header) !== octal(header, 148, 8)) throw fail('a header with its checksum', 'another sum')
    const size = octal(header, 124, 12)
    const start = offset + BLOCK
    if (size === null || start + size > archive.length) throw fail('a file that ends in the archive', `${size} bytes`)
    const name = nameOf(header)
    const type = String.fromCharCode(header[156]!)
    const content = archive.subarray(start, start + size)
    if (PAX_HEADERS.includes(type)) {
      if (DECISIVE_RECORD.test(latin1(content))) throw fail('a plain header', 'a pax header that renames or resizes')
    } else {
      if (!isInside(name)) throw fail('a relative name', JSON.stringify(name))
      if (type !== FOLDER && !FILE.includes(type)) throw fail('a file or a folder', `type ${JSON.stringify(type)}`)
      if (type === FOLDER && size > 0) throw fail('a folder without content', `${size} bytes`)
      if (files.has(name)) throw fail('each name once', JSON.stringify(name))
      if (type !== FOLDER) files.set(name, content)
    }
    offset = start + Math.ceil(size / BLOCK) * BLOCK
  }
}

/** The header's bytes, its own checksum field counted as spaces. */
function sumOf(header: Uint8Array): number {
  return header.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 0x20 : byte), 0)
}

/** A number in octal digits, ended by a space or a zero byte; null for anything else, also the binary form of GNU. */
function octal(header: Uint8Array, from: number, length: number): number | null {
  const digits = /^ *([0-7]+)[ \0]*$/.exec(latin1(header.subarray(from, from + length)))?.[1]
  return digits === undefined ? null : Number.parseInt(digits, 8)
}

/** In POSIX's own format a long name begins in the field `prefix`; GNU keeps other things there. */
function nameOf(header: Uint8Array): string {
  const name = text(header, 0, 100)
  const prefix = latin1(header.subarray(257, 263)) === 'ustar\0' ? text(header, 345, 155) : ''
  return prefix === '' ? name : `${prefix}/${name}`
}

function isInside(name: string): boolean {
  return name !== '' && !/^[/\\]|^[A-Za-z]:|\\/.test(name) && !name.split('/').includes('..')
}

function text(header: Uint8Array, from: number, length: number): string {
  return latin1(header.subarray(from, from + length)).replace(/\0.*$/s, '')
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
