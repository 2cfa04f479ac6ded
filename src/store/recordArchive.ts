import { Gzip, strToU8 } from 'fflate'
import { InputError } from '../errors'
import { isGzip, uncompress } from '../files/gzip'
import { readInput } from '../files/readInput'
import { MAX_PRODUCED_BYTES } from '../files/readRegularFile'
import { canonicalJson } from '../json/canonical'
import { encodeTree } from '../json/numbers'
import { checkRecord } from './recordCodec'
import { type NamedRecord, recordsDigest } from './recordsDigest'
import type { Lookup, RecordSource, RecordsDigest, RunRecord } from './types'

const FORMAT = 'claimcheck-records'
const FORMAT_VERSION = 1
/** Uncompressed: what fits into a text of Node. The records of 80,000 trainings of a small network. */
const MAX_BYTES = MAX_PRODUCED_BYTES
const KEY = /^[0-9a-f]{64}$/
const LINE_FEED = 0x0a
const REMEDY = 'get the archive anew, or make it again with claimcheck store export'

/** The first line of an archive. */
interface Manifest extends RecordsDigest {
  readonly format: typeof FORMAT
  readonly formatVersion: typeof FORMAT_VERSION
}

/** A record with the key of its run. */
export interface KeyedRecord {
  readonly key: string
  readonly record: RunRecord
}

/**
 * Packs records into one file: JSON Lines, compressed by gzip. The first line is the manifest, `{ digest, format,
 * formatVersion, records }`; then come the records in the order of their keys, each as `{ key, record }` in canonical JSON.
 * There are no names of files in it that could lead anywhere. The same records give the same bytes on every machine.
 *
 * @param records valid ones, in any order; of one that stands twice the last
 */
export function encodeArchive(records: Iterable<KeyedRecord>): Uint8Array {
  const byKey = new Map([...records].map(({ key, record }) => [key, record]))
  const sorted = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1))
  const named = sorted.map(([key, { checksum }]) => ({ key, checksum }))
  const manifest: Manifest = { format: FORMAT, formatVersion: FORMAT_VERSION, ...recordsDigest(named) }
  const chunks: Uint8Array[] = []
  const gzip = new Gzip({ level: 9, mtime: 0 }, (chunk) => chunks.push(chunk))
  gzip.push(strToU8(`${canonicalJson(manifest)}\n`))
  for (const [key, record] of sorted) {
    gzip.push(strToU8(`${canonicalJson({ key, record: encodeTree(record) })}\n`))
  }
  gzip.push(new Uint8Array(0), true)
  return Buffer.concat(chunks)
}

/** The records of an archive, all of which were checked when it was opened. */
export class RecordArchive implements RecordSource {
  readonly #lines: ReadonlyMap<string, Uint8Array>

  /**
   * @param content the bytes of its file
   * @param file for messages
   * @throws InputError where it is none, or damaged, or where any of its records is not what its key and digests say
   */
  constructor(
    content: Uint8Array,
    readonly file: string
  ) {
    const lines = linesOf(content, file)
    const first = lines.next()
    if (first.done) throw damaged(file, 'a manifest in its first line', 'nothing')
    const manifest = manifestOf(first.value, file)
    const records = new Map<string, Uint8Array>()
    const named: NamedRecord[] = []
    let before = ''
    for (const line of lines) {
      const where = `${file}, line ${named.length + 2}`
      const { key, record } = recordOf(line, where)
      // In one order there is one archive of these records, and none of them twice.
      if (key <= before) throw damaged(where, `a key behind ${before}`, key)
      before = key
      named.push({ key, checksum: record.checksum })
      records.set(key, line)
    }
    const found = recordsDigest(named)
    if (found.records !== manifest.records) {
      throw damaged(file, `${manifest.records} records, as its manifest says`, `${found.records}`)
    }
    if (found.digest !== manifest.digest) {
      throw damaged(file, `records of the digest ${manifest.digest}, as its manifest says`, found.digest)
    }
    this.digest = found
    this.#lines = records
  }

  /** @throws InputError also where the file cannot be read */
  static open(file: string): RecordArchive {
    const content = readInput(file, MAX_PRODUCED_BYTES, {
      what: 'the archive of records',
      expected: 'a file that claimcheck store export wrote',
      remedy: 'give the path of an archive that is there'
    })
    return new RecordArchive(content, file)
  }

  readonly digest: RecordsDigest

  /** What it holds for a run. */
  read(key: string): Lookup {
    const line = this.#lines.get(key)
    return line === undefined ? { state: 'absent' } : { state: 'valid', record: recordOf(line, this.file).record }
  }

  /** In their order. */
  keys(): readonly string[] {
    return [...this.#lines.keys()]
  }

  /** In the order of the keys. */
  *list(): Generator<KeyedRecord, void, undefined> {
    for (const line of this.#lines.values()) yield recordOf(line, this.file)
  }
}

/** One by one: a hostile archive may have as many as bytes. */
function* linesOf(content: Uint8Array, file: string): Generator<Uint8Array, void, undefined> {
  if (!isGzip(content)) {
    throw new InputError('this is no archive of records', {
      where: file,
      expected: 'a file that claimcheck store export wrote',
      received: content.length === 0 ? 'an empty file' : 'a file that gzip did not compress',
      remedy: 'give the path of such a file; claimcheck store merge takes a folder of records'
    })
  }
  const bytes = uncompress(content, MAX_BYTES, file)
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(LINE_FEED, start)
    if (end === -1) throw damaged(file, 'a line feed at its end', 'a line that is cut short')
    yield bytes.subarray(start, end)
    start = end + 1
  }
}

function manifestOf(line: Uint8Array, file: string): Manifest {
  const where = `${file}, line 1`
  const manifest = parse(line) as Partial<Record<keyof Manifest, unknown>> | null
  const { format, formatVersion, records, digest } = manifest ?? {}
  if (format !== FORMAT) throw damaged(where, `a manifest with "format": "${FORMAT}"`, shown(line))
  if (formatVersion !== FORMAT_VERSION) {
    throw new InputError('the archive has a format version that this release does not read', {
      where,
      expected: `"formatVersion": ${FORMAT_VERSION}`,
      received: shown(line),
      remedy: 'read it with the release of claimcheck that wrote it'
    })
  }
  if (Number.isSafeInteger(records) && typeof digest === 'string' && KEY.test(digest)) return manifest as Manifest
  throw damaged(where, 'how many records there are, and their digest', shown(line))
}

/** @throws InputError where the record is not that of its key, whole and unchanged */
function recordOf(line: Uint8Array, where: string): KeyedRecord {
  const { key, record } = (parse(line) ?? {}) as { key?: unknown; record?: unknown }
  if (typeof key !== 'string' || !KEY.test(key)) throw damaged(where, 'a record with the key of its run', shown(line))
  const decoded = checkRecord(record, key)
  switch (decoded.state) {
    case 'valid':
      return { key, record: decoded.record }
    case 'failed':
      throw damaged(where, `the result of run ${key}`, 'a failure of the infrastructure')
    default:
      throw damaged(where, `the record of run ${key}, whole and unchanged`, decoded.reason)
  }
}

function parse(line: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(line).toString('utf8'))
  } catch {
    return null
  }
}

function shown(line: Uint8Array): string {
  return Buffer.from(line.subarray(0, 80)).toString('utf8')
}

function damaged(where: string, expected: string, received: string): InputError {
  return new InputError('the archive of records is damaged, and nothing of it is used', {
    where,
    expected,
    received,
    remedy: REMEDY
  })
}
