import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'
import { parseReport } from '../../src/report/data/parse'
import type { Report } from '../../src/report/data/types'
import { encodeArchive, RecordArchive } from '../../src/store/recordArchive'
import { checkAgainstRecords } from '../../src/verify/checkAgainstRecords'
import { Project } from '../support/project'

jest.setTimeout(120_000)

const REPORT = 'reports/first/report.json'
const ARCHIVE = 'records.jsonl.gz'

let project: Project
let report: Report
beforeAll(() => {
  project = new Project()
  project.writeOnlineClaims()
  project.writeDigitsClaim()
  expect(project.run(['verify', '--name', 'first', '--jobs', '1']).stderr).toMatch(/18\/18 runs/)
  report = parseReport(bytesOf(REPORT))
  const exported = project.run(['store', 'export', ARCHIVE, '--from', REPORT])
  expect(exported).toMatchObject({ status: 0, stderr: '' })
  expect(exported.stdout).toMatch(/^18 records, \d+ kB: records\.jsonl\.gz\n/)
})
afterAll(() => project.remove())

const bytesOf = (file: string) => readFileSync(project.path(file))

describe('claimcheck store export', () => {
  it.each([
    ['--from and claims', ['toy/online-adam', '--from', REPORT]],
    ['--records alone', ['--records', ARCHIVE]],
    ['--records and --from', ['--records', ARCHIVE, '--from', REPORT]]
  ])('passes over nothing that was asked for: %s', (_, args) => {
    const { status, stderr } = project.run(['store', 'export', 'other.gz', ...args])
    expect([status, stderr]).toEqual([2, expect.stringContaining('it is not clear which records are meant')])
  })

  it('merges all stores or none', () => {
    const { status } = project.run(['store', 'merge', '.claimcheck/store', 'reports', '--store', 'merged'])
    expect([status, existsSync(project.path('merged'))]).toEqual([2, false])
  })

  it('names the records as the report does, which knew the digest before there was an archive', () => {
    const manifest = JSON.parse(gunzipSync(bytesOf(ARCHIVE)).toString('utf8').split('\n')[0]!)
    expect(manifest).toMatchObject({ format: 'claimcheck-records', ...report.records })
    expect(report.records!.records).toBe(18)
    expect(bytesOf('reports/first/report.md').toString('utf8')).toContain(
      `has the digest \`${report.records!.digest}\``
    )
  })

  it('gives the same bytes for the same records: of the report, of its claims, of the whole store', () => {
    expect(project.run(['store', 'export', 'claims.gz', 'toy']).status).toBe(0)
    expect(project.run(['store', 'export', 'all.gz']).status).toBe(0)
    expect(bytesOf('claims.gz').equals(bytesOf(ARCHIVE))).toBe(true)
    expect(bytesOf('all.gz').equals(bytesOf(ARCHIVE))).toBe(true)
  })

  it('writes no archive that lacks a record', () => {
    const other = ['--store', 'part']
    expect(project.run(['store', 'import', ARCHIVE, ...other]).status).toBe(0)
    const { key } = report.runs.find(({ experiment }) => experiment === 'digits')!
    rmSync(project.path('part', key.slice(0, 2), `${key}.json`))
    const ofReport = project.run(['store', 'export', 'part.gz', '--from', REPORT, ...other])
    expect(ofReport.stderr).toMatch(
      new RegExp(`does not hold all records[\\s\\S]*received: ${key}: the record is absent\\n`)
    )
    expect(ofReport.status).toBe(2)
    const ofClaim = project.run(['store', 'export', 'part.gz', 'toy/digits-loss', ...other])
    expect(ofClaim.stderr).toMatch(/received: toy\/digits-loss: its runs are not all in the store/)
    expect(ofClaim.status).toBe(2)
    expect(() => bytesOf('part.gz')).toThrow(/ENOENT/)
  })
})

describe('claimcheck store import and merge', () => {
  it('gives a store that the report can be made from', () => {
    const imported = project.run(['store', 'import', ARCHIVE, '--store', 'imported'])
    expect(imported).toMatchObject({ status: 0, stdout: '18 records added, 0 there already: imported\n' })
    expect(project.results('imported')).toEqual(project.results())
    const again = project.run(['store', 'import', ARCHIVE, '--store', 'imported'])
    expect(again.stdout).toBe('0 records added, 18 there already: imported\n')
    project.run(['report', '--store', 'imported', '--name', 'imported'])
    expect(bytesOf('reports/imported/report.json').equals(bytesOf(REPORT))).toBe(true)
  })

  it('merges stores, and leaves out what is no record', () => {
    const key = report.runs[0]!.key
    project.run(['store', 'import', ARCHIVE, '--store', 'torn'])
    writeFileSync(project.path('torn', key.slice(0, 2), `${key}.json`), '{')
    const merged = project.run(['store', 'merge', 'torn', '.claimcheck/store', '--store', 'merged'])
    expect(merged.stderr).toMatch(new RegExp(`Not taken: .*${key}\\.json: the record is torn`))
    expect(merged).toMatchObject({ status: 0, stdout: '18 records added, 17 there already: merged\n' })
    const none = project.run(['store', 'merge', 'nowhere'])
    expect(none.status).toBe(2)
    expect(none.stderr).toMatch(/nowhere: there are no records/)
  })

  it('takes nothing of an archive of which anything is wrong, and says what', () => {
    const lines = gunzipSync(bytesOf(ARCHIVE)).toString('utf8').split('\n')
    const { key } = JSON.parse(lines[3]!)
    lines[3] = lines[3]!.replace(/"wallTimeMs":\d+/, '"wallTimeMs":0.5')
    writeFileSync(project.path('edited.gz'), gzipSync(lines.join('\n')))
    const { status, stderr } = project.run(['store', 'import', 'edited.gz', '--store', 'hostile'])
    expect(stderr).toMatch(new RegExp(`edited\\.gz, line 4: .*nothing of it is used[\\s\\S]*record of run ${key}`))
    expect(status).toBe(2)
    expect(() => project.results('hostile')).toThrow(/ENOENT/)
  })
})

describe('--records', () => {
  it('takes what the store lacks from an archive: nothing is trained, and nothing stored', () => {
    const plan = project.run(['plan', '--json', '--records', ARCHIVE, '--store', 'empty'])
    expect(JSON.parse(plan.stdout).keys.map(({ cached }: { cached: boolean }) => cached)).toEqual(
      new Array(18).fill(true)
    )
    const verified = project.run(['verify', '--records', ARCHIVE, '--store', 'empty', '--name', 'from-archive'])
    expect(verified.stderr).not.toMatch(/0\/\d+ runs/)
    expect(bytesOf('reports/from-archive/report.json').equals(bytesOf(REPORT))).toBe(true)
    expect(() => project.results('empty')).toThrow(/ENOENT/)
  })

  it('sounds the alarm where store and archive hold different results of a run', () => {
    const run = report.runs.find(({ final }) => 'train.loss' in final)!
    project.run(['store', 'import', ARCHIVE, '--store', 'drifted'])
    const file = project.path('drifted', run.key.slice(0, 2), `${run.key}.json`)
    project.write('rewrite.cjs', rewriteScript(file))
    expect(project.node('rewrite.cjs')).toMatchObject({ status: 0, stderr: '' })
    const { status, stderr } = project.run(['verify', '--records', ARCHIVE, '--store', 'drifted'])
    expect(status).toBe(3)
    expect(stderr).toMatch(new RegExp(`run ${run.key} is not reproducible`))
    const imported = project.run(['store', 'import', ARCHIVE, '--store', 'drifted'])
    expect(imported).toMatchObject({
      status: 3,
      stdout: '0 records added, 17 there already, 1 of another result, not taken: drifted\n'
    })
    expect(imported.stderr).toMatch(/is not reproducible/)
  })
})

/** Gives a record another result, digests and all: what a machine with another arithmetic would have stored. */
function rewriteScript(file: string): string {
  return `
const fs = require('node:fs')
const { encodeRecord } = require(${JSON.stringify(`${process.cwd()}/dist/store/recordCodec.js`)})
const { result, environment } = JSON.parse(fs.readFileSync(${JSON.stringify(file)}, 'utf8'))
result.metrics['train.loss'].values[0] += 0.25
fs.writeFileSync(${JSON.stringify(file)}, encodeRecord(result, environment))`
}

describe('report --from --records', () => {
  it('says the same of a report that its records bear out', () => {
    const { status, stderr } = project.run(['report', '--from', REPORT, '--records', ARCHIVE, '--name', 'held'])
    // As verify: nothing is expected of the claim about the digits, and it is not reproduced.
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(/^Held to the records of .*: 18 runs, the evidence of 3 claims\.\n$/)
    })
    expect(bytesOf('reports/held/report.json').equals(bytesOf(REPORT))).toBe(true)
  })

  it('refuses one that does not contradict itself, with exit code 2', () => {
    project.write(
      'tampered.json',
      bytesOf(REPORT)
        .toString('utf8')
        .replaceAll(String(lossOf(0)), '0.25')
    )
    expect(project.run(['report', '--from', 'tampered.json', '--name', 'believed']).stderr).not.toMatch(/to mend/)
    const { status, stderr } = project.run(['report', '--from', 'tampered.json', '--records', ARCHIVE])
    expect(stderr).toMatch(/tampered\.json: the last values of the run [\s\S]*to mend:/)
    expect(status).toBe(2)
  })

  it.each<readonly [what: string, tamper: (text: string) => string, said: RegExp]>([
    [
      'the digest of a result',
      (text) => text.replace(report.runs[0]!.resultDigest, 'f'.repeat(64)),
      /the result of the run/
    ],
    ['the machine', (text) => text.replace(/"cpu": "[^"]+"/, '"cpu": "a better one"'), /the machine of the run/],
    ['a time', (text) => text.replace(/"wallTimeMs": \d+/, '"wallTimeMs": 123456'), /the time of the run/],
    ['a point of a curve', (text) => text.replace(/("train\.loss": \[)[^,]+,/, '$19.5,'), /the curve of the run/],
    [
      'the digest of the records',
      (text) => text.replace(report.records!.digest, '0'.repeat(64)),
      /names other records/
    ],
    [
      'a point of a figure',
      (text) => text.replace(/("median": \[)[^,]+,/, '$10.5,'),
      /a figure of online is not drawn/
    ],
    [
      'the protocol',
      (text) => text.replace('"batchSize": 128', '"batchSize": 64'),
      /toy\/digits-loss is planned with runs that the records do not hold/
    ],
    [
      'evidence: a pair that did not fit is left out',
      (text) => {
        const tampered = JSON.parse(text) as { claims: { judgement: { evidence: { pairs?: unknown[] } } }[] }
        tampered.claims.find(({ judgement }) => judgement.evidence.pairs)!.judgement.evidence.pairs!.pop()
        return JSON.stringify(tampered)
      },
      /toy\/digits-loss is judged by what its records do not say[\s\S]*other evidence/
    ]
  ])('refuses a report in which somebody changed %s', async (_, tamper, said) => {
    const text = bytesOf(REPORT).toString('utf8')
    const tampered = parseReport(tamper(text), 'tampered.json')
    expect(tampered).not.toEqual(parseReport(text))
    const archive = RecordArchive.open(project.path(ARCHIVE))
    await expect(checkAgainstRecords(tampered, archive, 'tampered.json')).rejects.toThrow(said)
  })

  it('refuses an archive that lacks a record of the report', async () => {
    const records = [...RecordArchive.open(project.path(ARCHIVE)).list()].slice(1)
    const archive = new RecordArchive(encodeArchive(records), 'part.gz')
    await expect(checkAgainstRecords(report, archive, REPORT)).rejects.toThrow(
      /there is no record of the run [0-9a-f]{64}[\s\S]*which has 17 records, and not this one/
    )
  })
})

function lossOf(index: number): number {
  const runs = report.runs.filter(({ final }) => 'train.loss' in final)
  return runs[index]!.final['train.loss']!
}
