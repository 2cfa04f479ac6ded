import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ExportFolder } from '../../../src/export/exportFolder'
import { runsToExport } from '../../../src/export/runsToExport'
import { buildReport } from '../../../src/report/data/build'
import { RunStore } from '../../../src/store/store'
import { everyOutcome } from '../report/inputs'
import { failedResult, SAMPLE_ENVIRONMENT, sampleResult } from '../store/sampleRun'
import { exported, roleOf } from './runs'

let folder: string
let store: RunStore
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-export-'))
  store = new RunStore(path.join(folder, 'store'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const report = buildReport(everyOutcome())

describe('runsToExport', () => {
  it('takes all valid records of a store, and says which it leaves out', () => {
    for (const seed of [1, 2]) store.write(sampleResult(seed), SAMPLE_ENVIRONMENT)
    store.write(failedResult(3, 'a crash'), SAMPLE_ENVIRONMENT)
    const { runs, leftOut } = runsToExport(store, null)
    expect(runs.map(({ key }) => key).sort()).toEqual([exported(1).key, exported(2).key].sort())
    expect(leftOut).toEqual([expect.stringMatching(/^[0-9a-f]{64}: the record is failed$/)])
  })

  it('takes the runs of a report with their roles, but none with another result than the report states', () => {
    const records = [1, 2, 3].map((seed) => store.write(sampleResult(seed), SAMPLE_ENVIRONMENT))
    const rows = [1, 2, 4].map((seed) => {
      const run = exported(seed, sampleResult(seed))
      return roleOf({ ...run, record: records[seed - 1] ?? run.record }, 'adam')
    })
    const runs = [rows[0]!, { ...rows[0]!, arm: 'other' }, { ...rows[1]!, resultDigest: 'f'.repeat(64) }, rows[2]!]
    const found = runsToExport(store, { ...report, runs })
    expect(found.runs).toMatchObject([{ key: exported(1).key, roles: [{ arm: 'adam' }, { arm: 'other' }] }])
    expect([...found.leftOut].sort()).toEqual(
      [
        `${exported(2).key}: the record has another result than the report states`,
        `${exported(4).key}: the record is absent`
      ].sort()
    )
  })

  it('says so where there is nothing to export', () => {
    expect(() => runsToExport(store, null)).toThrow(/there is no run to export[\s\S]*--store/)
    expect(() => runsToExport(store, report)).toThrow(/the record is absent/)
    expect(runsToExport(store, { ...report, runs: [] })).toEqual({ runs: [], leftOut: [] })
  })
})

describe('ExportFolder', () => {
  it('is a new or an empty folder', () => {
    const target = new ExportFolder(path.join(folder, 'new'))
    target.write('a/b.txt', ['one', 'two'])
    expect(target.written).toEqual(['a/b.txt'])
    expect(() => new ExportFolder(path.join(folder, 'new'))).toThrow(/is not empty[\s\S]*--out/)
    writeFileSync(path.join(folder, 'file'), '')
    expect(() => new ExportFolder(path.join(folder, 'file'))).toThrow(/no folder that an export could go into/)
  })
})
