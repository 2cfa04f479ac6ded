import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { digestOf } from '../../../src/json/canonical'
import { addRecords } from '../../../src/store/addRecords'
import type { KeyedRecord } from '../../../src/store/recordArchive'
import { decodeRecord, encodeRecord } from '../../../src/store/recordCodec'
import { RunStore } from '../../../src/store/store'
import type { RunResult } from '../../../src/store/types'
import { SAMPLE_ENVIRONMENT, sampleResult, withValues } from './sampleRun'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-records-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function recordOf(result: RunResult): KeyedRecord {
  const key = digestOf(result.spec)
  const decoded = decodeRecord(encodeRecord(result, SAMPLE_ENVIRONMENT), key)
  if (!('record' in decoded)) throw new Error(decoded.reason)
  return { key, record: decoded.record }
}

describe('addRecords', () => {
  it('adds what is new, leaves what is there, and names what is another result', async () => {
    const store = new RunStore(folder)
    const records = [0, 1, 2].map((seed) => recordOf(sampleResult(seed)))
    expect(await addRecords(store, records.slice(0, 2))).toMatchObject({ added: 2, present: 0, conflicts: [] })
    expect(await addRecords(store, records)).toMatchObject({ added: 1, present: 2, conflicts: [] })
    const other = recordOf(withValues(1, [1, 2, 3, 4]))
    const { conflicts, added } = await addRecords(store, [other])
    expect([conflicts.length, added]).toEqual([1, 0])
    expect(store.read(records[1]!.key)).toMatchObject({ record: { resultDigest: records[1]!.record.resultDigest } })
  })

  it('hears that it is to stop, whatever becomes of the records', async () => {
    const store = new RunStore(folder)
    const [first, another] = [recordOf(sampleResult(0)), recordOf(withValues(0, [1, 2, 3, 4]))]
    await addRecords(store, [first])
    const stop = new AbortController()
    setImmediate(() => stop.abort())
    const { interrupted, conflicts } = await addRecords(
      store,
      [first, ...Array.from({ length: 500 }, () => another)],
      stop.signal
    )
    expect(interrupted).toBe(true)
    expect(conflicts.length).toBeLessThan(500)
  })
})
