import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { InputError } from '../../../src/errors'
import { canonicalJson, digestOf, sha256 } from '../../../src/json/canonical'
import { encodeTree } from '../../../src/json/numbers'
import { encodeArchive, type KeyedRecord, RecordArchive } from '../../../src/store/recordArchive'
import { decodeRecord, encodeRecord } from '../../../src/store/recordCodec'
import { recordsDigest } from '../../../src/store/recordsDigest'
import type { RunResult } from '../../../src/store/types'
import { NO_FILES, plantNoFile } from '../../support/hostileFiles'
import { failedResult, SAMPLE_ENVIRONMENT, sampleResult, withValues } from './sampleRun'

const FILE = 'records.jsonl.gz'

function recordOf(result: RunResult, wallTimeMs = 1): KeyedRecord {
  const key = digestOf(result.spec)
  const decoded = decodeRecord(encodeRecord(result, { ...SAMPLE_ENVIRONMENT, wallTimeMs }), key)
  if (!('record' in decoded)) throw new Error(decoded.reason)
  return { key, record: decoded.record }
}

const RECORDS = [0, 1, 2, 3].map((seed) => recordOf(sampleResult(seed)))
const SORTED = [...RECORDS].sort((a, b) => (a.key < b.key ? -1 : 1))

const linesOf = (archive: Uint8Array) => gunzipSync(archive).toString('utf8').split('\n').slice(0, -1)
const archiveOf = (lines: readonly string[]) => gzipSync(lines.map((line) => `${line}\n`).join(''))
const lineOf = ({ key, record }: KeyedRecord, stated = key) =>
  canonicalJson({ key: stated, record: encodeTree(record) })

function manifestOf(records: readonly KeyedRecord[]): string {
  const named = records.map(({ key, record: { checksum } }) => ({ key, checksum }))
  return canonicalJson({ format: 'claimcheck-records', formatVersion: 1, ...recordsDigest(named) })
}

function errorOf(open: () => unknown): InputError {
  try {
    open()
  } catch (error) {
    if (error instanceof InputError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('an archive of records', () => {
  it('holds what was put into it, to the bit, non-finite numbers too', () => {
    const odd = recordOf(withValues(7, [Number.NaN, Number.POSITIVE_INFINITY, -0, 1e-300]))
    const archive = new RecordArchive(encodeArchive([...RECORDS, odd]), FILE)
    expect([...archive.list()]).toEqual([...SORTED, odd].sort((a, b) => (a.key < b.key ? -1 : 1)))
    expect(archive.read(odd.key)).toEqual({ state: 'valid', record: odd.record })
    expect(archive.read('0'.repeat(64))).toEqual({ state: 'absent' })
  })

  it('may be empty', () => {
    expect([...new RecordArchive(encodeArchive([]), FILE).list()]).toEqual([])
  })

  it('has the same bytes for the same records, in whatever order and however often they came', () => {
    const bytes = sha256(encodeArchive(RECORDS))
    expect(sha256(encodeArchive([...RECORDS].reverse()))).toBe(bytes)
    expect(sha256(encodeArchive([...RECORDS, RECORDS[0]!]))).toBe(bytes)
    // Written down: the same on every machine and with every version of Node.
    expect(bytes).toBe('7e0163c197dfb5710a5fb5fb5089618683ba8d53fc9a5de228dde2c9bbff965b')
  })

  it('is named by its records, not by how they are compressed', () => {
    const { digest } = new RecordArchive(encodeArchive(RECORDS), FILE)
    expect(new RecordArchive(gzipSync(gunzipSync(encodeArchive(RECORDS)), { level: 1 }), FILE).digest).toEqual(digest)
    expect(digest).toEqual(recordsDigest(RECORDS.map(({ key, record }) => ({ key, checksum: record.checksum }))))
    const slower = [recordOf(sampleResult(0), 2), ...RECORDS.slice(1)]
    expect(new RecordArchive(encodeArchive(slower), FILE).digest).not.toEqual(digest)
  })

  it('is read by anybody: JSON Lines behind a manifest', () => {
    const [manifest, ...lines] = linesOf(encodeArchive(RECORDS))
    expect(JSON.parse(manifest!)).toEqual({
      format: 'claimcheck-records',
      formatVersion: 1,
      records: 4,
      digest: sha256(SORTED.map(({ key, record }) => `${key} ${record.checksum}\n`).join(''))
    })
    expect(lines.map((line) => JSON.parse(line).key)).toEqual(SORTED.map(({ key }) => key))
  })
})

describe('an archive of somebody who means harm', () => {
  const [first, second] = [SORTED[0]!, SORTED[1]!]
  const good = encodeArchive(RECORDS)
  const [manifest, ...lines] = linesOf(good)
  const failed = () => recordOf(failedResult(9, 'no memory'))
  const changed = lines[0]!.replace(/"values":\[[^,]+,/, '"values":[0.5,')
  const cases: readonly (readonly [what: string, archive: Uint8Array, said: RegExp])[] = [
    ['nothing', new Uint8Array(0), /no archive of records[\s\S]*an empty file/],
    ['another file', Buffer.from('PK\u0003\u0004'), /no archive of records[\s\S]*gzip did not compress/],
    ['a tar', gzipSync(Buffer.alloc(10_240)), /damaged[\s\S]*line feed/],
    ['an empty gzip', gzipSync(''), /a manifest in its first line/],
    ['another manifest', archiveOf(['{"format":"claimcheck-report"}']), /"format": "claimcheck-records"/],
    [
      'a later version',
      archiveOf([manifest!.replace('Version":1', 'Version":2')]),
      /does not read[\s\S]*"formatVersion": 1/
    ],
    ['no count', archiveOf([manifest!.replace('"records":4', '"records":"4"')]), /how many records/],
    ['torn in the gzip data', good.subarray(0, good.length / 2), /cut off before its end/],
    ['torn in a line', gzipSync(gunzipSync(good).subarray(0, -20)), /cut short/],
    ['torn between lines', archiveOf([manifest!, ...lines.slice(0, 3)]), /expected: 4 records[\s\S]*received: 3/],
    [
      'a record too many',
      archiveOf([manifestOf(SORTED.slice(0, 3)), ...lines]),
      /expected: 3 records[\s\S]*received: 4/
    ],
    ['a record of another', archiveOf([manifestOf(SORTED.slice(1)), ...lines.slice(0, 3)]), /of the digest/],
    ['no record', archiveOf([manifest!, '[]', ...lines]), /line 2[\s\S]*with the key of its run/],
    ['lines of nothing', gzipSync(`${manifest}\n${'\n'.repeat(1e6)}`), /line 2[\s\S]*with the key of its run/],
    ['a path for a key', archiveOf([manifest!, lineOf(first, '../../.bashrc')]), /line 2[\s\S]*\.\.\/\.\.\/\.bashrc/],
    ['a record twice', archiveOf([manifest!, lines[0]!, lines[0]!]), /line 3[\s\S]*a key behind/],
    ['another order', archiveOf([manifest!, lines[1]!, lines[0]!]), /line 3[\s\S]*a key behind/],
    [
      "a record under another's key",
      archiveOf([manifest!, lines[0]!, lineOf(first, second.key)]),
      new RegExp(`line 3[\\s\\S]*record of run ${second.key}[\\s\\S]*it is the record of run ${first.key}`)
    ],
    ['a changed value', archiveOf([manifest!, changed]), new RegExp(`record of run ${first.key}[\\s\\S]*checksum`)],
    ['a failure', archiveOf([manifestOf([failed()]), lineOf(failed())]), /a failure of the infrastructure/],
    [
      'brackets without end',
      archiveOf([manifest!, `{"key":"${first.key}","record":${'['.repeat(1e6)}${']'.repeat(1e6)}}`]),
      /line 2/
    ]
  ]

  it.each(cases)('is refused as a whole: %s', (_, archive, said) => {
    const error = errorOf(() => new RecordArchive(archive, FILE))
    expect(error.message).toMatch(said)
    expect(error.details).toMatchObject({
      where: expect.stringContaining(FILE),
      expected: expect.any(String),
      received: expect.any(String),
      remedy: expect.any(String)
    })
  })

  it('that unpacks to more than is read is given up', () => {
    const mebibyte = gzipSync(Buffer.alloc(2 ** 20), { level: 9 })
    const bomb = Buffer.concat(new Array<Uint8Array>(512).fill(mebibyte))
    expect(bomb.length).toBeLessThan(1e6)
    expect(errorOf(() => new RecordArchive(bomb, FILE)).message).toMatch(/received: more than \d+ bytes uncompressed/)
  })

  it('is refused, or the same records, whichever bit of it is flipped', () => {
    const record = recordOf(sampleResult(0, 3))
    const small = encodeArchive([record])
    let [tried, refused] = [0, 0]
    for (let bit = 0; bit < 8 * small.length; bit += 7) {
      tried += 1
      const bytes = Uint8Array.from(small)
      bytes[bit >> 3]! ^= 1 << (bit & 7)
      try {
        expect([...new RecordArchive(bytes, FILE).list()]).toEqual([record])
      } catch (error) {
        expect(error).toBeInstanceOf(InputError)
        refused += 1
      }
    }
    // Flags of gzip that say nothing of the content may stand otherwise.
    expect(tried - refused).toBeLessThan(12)
  })
})

describe('a file', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-archive-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('is opened by its path, which messages name', () => {
    const file = path.join(folder, FILE)
    expect(errorOf(() => RecordArchive.open(file)).message).toContain(file)
    writeFileSync(file, encodeArchive(RECORDS))
    expect(RecordArchive.open(file).digest.records).toBe(4)
    writeFileSync(file, readFileSync(file).subarray(0, 100))
    expect(errorOf(() => RecordArchive.open(file)).message).toContain(file)
  })

  it.each(NO_FILES)('that is %s is not waited for', (_, make, said) => {
    const file = plantNoFile(path.join(folder, FILE), make)
    expect(errorOf(() => RecordArchive.open(file)).message).toMatch(said)
  })
})
