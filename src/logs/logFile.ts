import { constants } from 'node:buffer'
import { isGzip, uncompress } from '../files/gzip'
import { type Reading, refusal } from './problem'
import type { LogFile } from './types'

/** What a file that is no text is, by its first bytes, and what can be done with it. */
const BINARY: readonly (readonly [magics: readonly string[], what: string, remedy: string])[] = [
  [['\x93NUMPY'], 'a NumPy array', 'say "format": "npy"'],
  [['PK\x03\x04'], 'a ZIP archive', 'say "format": "npz" where it holds NumPy arrays; unpack it otherwise'],
  [
    ['PAR1'],
    'a Parquet file',
    "write it as CSV: python -c \"import pandas; pandas.read_parquet('x.parquet').to_csv('x.csv', index=False)\""
  ],
  [
    ['SQLite format 3'],
    'an SQLite database',
    'write its table as CSV: sqlite3 -header -csv x.db "select * from t" > x.csv'
  ],
  [['\x89HDF'], 'an HDF5 file', 'write its arrays as .npy or CSV'],
  [
    ['\x80\x02', '\x80\x03', '\x80\x04', '\x80\x05'],
    'a pickle of Python',
    'write what it holds as JSON or CSV: to open a pickle runs code'
  ],
  [['\x28\xb5\x2f\xfd', 'BZh', '\xfd7zXZ'], 'compressed, and not by gzip', 'unpack it, or compress it by gzip']
]

/**
 * A log under its name, uncompressed where it was compressed by gzip; its content tells, not its name.
 *
 * @throws InputError where the gzip data is damaged
 */
export function openLog(name: string, stored: Uint8Array): LogFile {
  if (!isGzip(stored)) return { name, bytes: stored }
  return { name: name.replace(/\.gz$/i, ''), bytes: uncompress(stored, constants.MAX_STRING_LENGTH, name) }
}

/** The text of a log. Not UTF-8: the kind of file is named by its first bytes, and what can be done with it. */
export function logText({ name, bytes }: LogFile): Reading<string> {
  const known = binaryKind(bytes)
  if (known === null) {
    try {
      return { ok: true, value: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
    } catch {}
  }
  const [received, remedy] = known ?? ['bytes that are none', 'save it as UTF-8, or leave it out']
  return refusal(name, { message: 'the file cannot be read', expected: 'a text file in UTF-8', received, remedy })
}

function binaryKind(bytes: Uint8Array): readonly [what: string, remedy: string] | null {
  const head = headOf(bytes)
  if (isEventFile(head)) return ['a file of TensorBoard events', 'say "format": "tensorboard"']
  const found = BINARY.find(([magics]) => magics.some((magic) => head.startsWith(magic)))
  return found === undefined ? null : [found[1], found[2]]
}

/** The first bytes, as Latin-1. */
export function headOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString('latin1')
}

const HEAD_BYTES = 4096

/** Its first record, after a header of 12 bytes, states the version of the format. */
export function isEventFile(head: string): boolean {
  return head.slice(12, 60).includes('brain.Event:')
}
