import { appendFileSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Batch, BatchFolder } from '../../../../../src/exec/carriers/slurm/batchFolder'
import { withHomeLock } from '../../../../../src/exec/carriers/slurm/homeLock'
import { SilenceWatch } from '../../../../../src/exec/carriers/slurm/silenceWatch'

const PARCEL = 'a'.repeat(64)
const HOUR_MS = 3_600_000
const BATCH: Batch = {
  ...{ id: '00000000', profile: 'default', engine: 'auto', storeFolder: '/store', options: [], numTasks: 1 },
  ...{ limitMs: HOUR_MS, leaseMs: 60_000, graceMs: 0, parcels: [] }
}

let store: string
let folder: BatchFolder
beforeEach(() => {
  store = mkdtempSync(path.join(tmpdir(), 'claimcheck-batch-'))
  folder = new BatchFolder(path.join(store, 'slurm', BATCH.id))
})
afterEach(() => rmSync(store, { recursive: true, force: true }))

describe('a batch', () => {
  it('is read only as it was submitted', () => {
    const digest = folder.create(BATCH)
    expect(folder.read(digest)).toEqual(BATCH)
    appendFileSync(path.join(folder.folder, 'batch.json'), ' ')
    expect(folder.read(digest)).toBeNull()
    expect(BatchFolder.all(store).map(({ id }) => id)).toEqual([BATCH.id])
  })

  it('gives a try of a parcel to one task, and the next to another', () => {
    folder.create(BATCH)
    expect(folder.lease(PARCEL, { tries: 1, token: 'one' })).toBe(true)
    expect(folder.lease(PARCEL, { tries: 1, token: 'two' })).toBe(false)
    expect(folder.holder(PARCEL, 1)).toBe('one')
    expect(folder.lease(PARCEL, { tries: 2, token: 'two' })).toBe(true)
    expect([...folder.tries()]).toEqual([[PARCEL, 2]])
    folder.release(PARCEL, 2)
    expect([...folder.tries()]).toEqual([[PARCEL, 1]])
  })

  it('tells a failure once', () => {
    folder.create(BATCH)
    const error = { deliberate: true, name: 'InputError', message: 'm', subject: 's', details: {}, stack: '' } as const
    folder.fail(PARCEL, { kind: 'raised', error })
    expect(folder.failures().get(PARCEL)).toMatchObject({ kind: 'raised', reported: false })
    folder.markReported(PARCEL)
    folder.markReported(PARCEL)
    expect(folder.failures().get(PARCEL)).toMatchObject({ kind: 'raised', reported: true })
    expect([...folder.settled()]).toEqual([PARCEL])
  })
})

describe('the silence of a task', () => {
  const task = () => folder.tasks()[0]!
  const beat = (count: number) => folder.beat('t', { count, parcel: PARCEL, share: 0.5, ms: 10 })
  const shift = (ms: number) => {
    const seconds = (Date.now() + ms) / 1000
    utimesSync(path.join(folder.folder, 'tasks/t.beat'), seconds, seconds)
  }
  beforeEach(() => {
    folder.create(BATCH)
    folder.begin({ token: 't', index: 0, host: 'node', pid: 1 })
    beat(0)
  })

  it('is measured against the file system’s own time, and its probe is gone afterwards', () => {
    expect(task()).toMatchObject({ token: 't', end: null, beat: { count: 0, parcel: PARCEL } })
    expect(Math.abs(task().silentMs)).toBeLessThan(60_000)
    shift(-HOUR_MS)
    expect(task().silentMs).toBeGreaterThan(HOUR_MS - 60_000)
    expect(readdirSync(folder.folder).filter((name) => name.startsWith('.now'))).toEqual([])
  })

  it.each([-HOUR_MS, HOUR_MS])(
    'with a clock that is off by %i ms, is no loss as long as it is seen to live',
    async (ms) => {
      const watch = new SilenceWatch()
      const leaseMs = 100
      for (let count = 1; count < 8; count += 1) {
        beat(count)
        shift(ms)
        expect(watch.isDoubtful(task(), leaseMs)).toBe(true)
        expect(watch.isLost(task(), leaseMs)).toBe(false)
        await delay(20)
      }
      await delay(2 * leaseMs)
      expect(watch.isLost(task(), leaseMs)).toBe(true)
      folder.end('t', { why: 'finished', unfit: {} })
      expect(watch.isLost(task(), leaseMs)).toBe(false)
    }
  )
})

describe('the lock of home machines', () => {
  it('is with one at a time, and free afterwards, whatever became of it', async () => {
    let inside = 0
    const enter = () =>
      withHomeLock(store, async () => {
        inside += 1
        expect(inside).toBe(1)
        await delay(50)
        inside -= 1
      })
    await Promise.all([enter(), enter(), enter()])
    await expect(withHomeLock(store, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(readdirSync(path.join(store, 'slurm/lock'))).toEqual([])
  })
})
