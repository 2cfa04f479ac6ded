import { auditRecords, type RecordsAuditOptions } from '../../../src/audit/auditRecords'
import { digestOf } from '../../../src/json/canonical'
import { currentEnvironment } from '../../../src/store/environment'
import { encodeArchive, RecordArchive } from '../../../src/store/recordArchive'
import { decodeRecord, encodeRecord } from '../../../src/store/recordCodec'
import { FAKE_IDENTITY } from '../../support/fakeEngine'
import { seeded, trainingSpec } from '../../unit/plan/runs'
import { outcomeOf, PARTS } from './outcome'

jest.setTimeout(120_000)

const HERE = currentEnvironment({ startedAt: new Date(0), wallTimeMs: 1 })

/** Five runs of the engine `none`, on a machine. */
function archive(machine: object = {}, engine: object = {}): RecordArchive {
  const records = [0, 1, 2, 3, 4].map((seed) => {
    const spec = seeded(trainingSpec({ engine: { ...FAKE_IDENTITY, ...engine } }), seed)
    const key = digestOf(spec)
    const decoded = decodeRecord(encodeRecord({ spec, ...outcomeOf(seed) }, { ...HERE, ...machine }), key)
    if (decoded.state !== 'valid') throw new Error(decoded.state)
    return { key, record: decoded.record }
  })
  return new RecordArchive(encodeArchive(records), 'records.jsonl.gz')
}

const OPTIONS: RecordsAuditOptions = { sample: 3, seed: 0, tolerance: 0.01, engine: 'none', jobs: 1, parts: PARTS }

async function outcomes(options: Partial<RecordsAuditOptions>, of = archive()) {
  const audit = await auditRecords(of, { ...OPTIONS, ...options })
  return audit!.runs.map(({ outcome }) => outcome)
}

const three = (outcome: string) => [outcome, outcome, outcome]

describe('auditRecords', () => {
  it('finds the same bits on the same engine, and says what it drew', async () => {
    const audit = await auditRecords(archive(), OPTIONS)
    expect(audit).toMatchObject({ of: 'records', records: archive().digest, sample: 3, seed: 0 })
    expect(audit!.runs).toHaveLength(3)
    for (const run of audit!.runs)
      expect(run).toMatchObject({ outcome: 'same', largest: 0, what: null, here: run.recorded })
    expect(await outcomes({ sample: 20 })).toHaveLength(5)
  })

  it('finds a result that no training gives, made up or of a machine that computes otherwise', async () => {
    const audit = await auditRecords(archive(), { ...OPTIONS, engine: 'knows its process' })
    expect(audit!.runs.map(({ outcome }) => outcome)).toEqual(three('different'))
    expect(audit!.runs[0]!.what).toMatch(/^train\.loss at epoch 2 is .*, stored was 0\.5/)
  })

  it('lets another engine, or another machine, differ within the tolerance, and the same place not at all', async () => {
    expect(await outcomes({ engine: 'other, near' })).toEqual(three('within-tolerance'))
    expect(await outcomes({ engine: 'other, near', tolerance: 1e-6 })).toEqual(three('different'))
    expect(await outcomes({ engine: 'other, far' })).toEqual(three('different'))
    const elsewhere = archive({ cpu: 'another processor' })
    expect(await outcomes({ engine: 'sees its company', tolerance: 0.01 }, elsewhere)).toEqual(
      three('within-tolerance')
    )
    expect(await outcomes({ engine: 'sees its company', tolerance: 0.01 })).toEqual(three('different'))
  })

  it('takes bits of another engine that are the same for the same', async () => {
    const audit = await auditRecords(archive({}, { version: 'older' }), OPTIONS)
    expect(audit!.runs.map(({ outcome }) => outcome)).toEqual(three('same'))
    expect(audit!.runs[0]).toMatchObject({
      recorded: { engine: { version: 'older' } },
      here: { engine: FAKE_IDENTITY }
    })
  })

  it('says of what cannot be trained here why', async () => {
    const audit = await auditRecords(archive(), { ...OPTIONS, engine: 'broken' })
    expect(audit!.runs.map(({ outcome }) => outcome)).toEqual(three('could-not-run'))
    expect(audit!.runs[0]).toMatchObject({ largest: null, what: expect.stringMatching(/a surprise/) })
  })

  it('is nothing where it was interrupted', async () => {
    expect(await auditRecords(archive(), { ...OPTIONS, signal: AbortSignal.abort() })).toBeNull()
  })
})
