import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { adjudicate } from '../../../src/adjudicate/adjudicate'
import { ClaimLogReader } from '../../../src/adjudicate/claimLogs'
import type { LogsAnalysis, LogsEvidence } from '../../../src/kinds/comparison/logs/types'
import { loadClaims } from '../../../src/load/load'
import { registerClaims } from '../../../src/registration/registerClaims'
import { encodeReport } from '../../../src/report/data/encode'
import { parseReport } from '../../../src/report/data/parse'
import { judgedOtherwise, recomputeReport } from '../../../src/report/data/recompute'
import type { JudgedClaim, Report, ReportClaim } from '../../../src/report/data/types'
import { renderMarkdown } from '../../../src/report/formats/markdown'
import type { VerifyOptions } from '../../../src/verify/types'
import { plan, verify } from '../../../src/verify/verify'
import { EVIDENCE } from '../adjudicate/makeEvidence'

const LOGS = { evidence: { folder: '../runs', mapping: 'mappings/runs.json' } }
const CLAIM = {
  source: { citation: 'A. Other: Some runs. 2021.', locator: 'Table 1', quote: 'AMSGrad is lower.' },
  statement: 'In the logs AMSGrad ends at a lower training loss than Adam.',
  experiment: null,
  hypothesis: { kind: 'lower', metric: 'train.loss', treatment: 'amsgrad', control: 'adam' },
  decision: { alpha: 0.05 },
  family: 'paper'
}

let root: string
let claimsRoot: string
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'claimcheck-logs-'))
  claimsRoot = path.join(root, 'claims')
  write('runs/all.csv', readFileSync(path.join(EVIDENCE, 'csv-long', 'all.csv'), 'utf8'))
  write('claims/mappings/runs.json', readFileSync(path.join(EVIDENCE, 'csv-long.json'), 'utf8'))
  writeClaim('one', {})
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(file: string, content: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), content)
}

function writeClaim(name: string, overrides: object, logs: object = {}): void {
  const content = { ...CLAIM, id: `paper/${name}`, ...overrides, logs: { ...LOGS, ...logs } }
  write(`claims/paper/${name}.json`, JSON.stringify(content))
}

const options = (): VerifyOptions => ({
  claimsRoot,
  claimsArgument: null,
  claims: [],
  profile: 'quick',
  engine: 'auto',
  storeFolder: path.join(root, 'store'),
  firstSeed: 0,
  seeds: null,
  jobs: 1,
  execute: true
})
const reportNow = async (): Promise<Report> => (await verify(options())).report
const judged = (entry: ReportClaim | undefined) => entry as JudgedClaim<'lower'>

describe('verify, of claims that logs judge', () => {
  it('judges them as adjudicate does, to the bit, and runs nothing', async () => {
    const report = await reportNow()
    const [entry] = report.claims
    const [claim] = loadClaims(claimsRoot).claims
    const evidence = new ClaimLogReader(claimsRoot).read(claim!)
    const { groups, warnings, outcome } = adjudicate(claim!, evidence, 1)
    expect(judged(entry).judgement.verdict.outcome).toBe(outcome)
    expect(judged(entry).judgement.analysis).toEqual({ kind: 'logs', groups, warnings })
    expect(judged(entry).judgement.evidence).toEqual(evidence)
    expect(report).toMatchObject({ counts: { claims: 1, reproduced: 1, 'could-not-run': 0 }, runs: [], engines: [] })
    const { plan: planned, blocked } = await plan(options())
    expect([planned.runs, blocked]).toEqual([[], []])
  })

  it('shares the level of their family by what is known of it', async () => {
    writeClaim('two', { hypothesis: { ...CLAIM.hypothesis, kind: 'not-lower' } })
    const report = await reportNow()
    const levels = report.claims.map((entry) => judged(entry).judgement.alphaJ)
    // Both are decided: the first leaves the whole level to the second.
    expect([...levels].sort()).toEqual([0.025, 0.05])
    const [first] = report.claims.map((entry) => judged(entry).judgement.analysis as LogsAnalysis)
    expect(first!.groups[0]!.overall.alphaJ).toBe(levels[0])
    expect(report.claims.map((entry) => judged(entry).judgement.familySize)).toEqual([2, 2])
  })

  it('writes a report that is read back, and from which every verdict follows', async () => {
    const report = await reportNow()
    const read = parseReport(encodeReport(report))
    expect(read).toEqual(report)
    const again = recomputeReport(read)
    expect(again).toEqual(report)
    expect(judgedOtherwise(report, again)).toEqual([])
    // A value that was changed in it changes what follows from it.
    const evidence = judged(read.claims[0]).judgement.evidence as LogsEvidence
    const runs = evidence.runs.map((run) => (run.arm === 'amsgrad' ? { ...run, value: 2 * run.value } : run))
    Object.assign(evidence, { runs })
    expect(judgedOtherwise(read, recomputeReport(read))).toEqual(['paper/one: reproduced, now refuted (opposite)'])
  })

  it('refuses a report that holds a run of its logs twice', async () => {
    const report = await reportNow()
    const evidence = judged(report.claims[0]).judgement.evidence as LogsEvidence
    Object.assign(evidence, { runs: [...evidence.runs, evidence.runs[0]!] })
    expect(() => parseReport(encodeReport(report))).toThrow(/holds a sample twice/)
  })

  it('says in words that it is from logs, and whose', async () => {
    writeClaim('one', {}, { by: 'others' })
    const text = renderMarkdown(await reportNow())
    expect(text).toContain('**Verdict from logs: reproduced.** From logs of runs that somebody else made: ')
    expect(text).toContain('1 of 1 judged claim is judged from logs: nothing was run for it.')
    expect(text).toContain('- **Logs.** A claim that names no experiment')
    expect(text).not.toMatch(/at this budget/)
  })

  it('compares with the outcome that is expected by logs, at whatever profile', async () => {
    writeClaim('one', {}, { expected: { outcome: 'refuted', why: 'so it was' } })
    const [entry] = (await reportNow()).claims
    expect(judged(entry)).toMatchObject({ matches: false, expected: { outcome: 'refuted' } })
    expect(judged(entry).explanation).toBe('reproduced, but expected is refuted')
  })

  it('could not run where the logs are not there, with what helps; the family counts them', async () => {
    writeClaim('two', {}, { evidence: { ...LOGS.evidence, folder: '../gone', get: 'ask us' } })
    const [one, two] = (await reportNow()).claims
    expect(judged(one).judgement).toMatchObject({ familySize: 2, alphaJ: 0.025 })
    expect(two).toMatchObject({
      kind: 'could-not-run',
      cause: 'missing-data',
      reason: 'the logs that judge it are not here: no folder ../gone beside its claims',
      remedy: 'ask us; then put the logs into ../gone, as seen from the folder of the claims'
    })
  })

  it('tells what is wrong with logs of the claims that they judge, and of no others', async () => {
    write('broken/all.csv', 'optimizer,lr,run,epoch,loss\nAdam,0.1,1,1,nothing\n')
    writeClaim('two', {}, { evidence: { ...LOGS.evidence, folder: '../broken' } })
    const [one, two] = (await reportNow()).claims
    expect(one!.kind).toBe('judged')
    expect(two).toMatchObject({ kind: 'could-not-run', cause: 'crash' })
  })

  it('knows a registration before the logs, after them, and from other logs', async () => {
    const register = () => {
      const loaded = loadClaims(claimsRoot)
      const logs = new ClaimLogReader(claimsRoot)
      const [outcome] = registerClaims(loaded, loaded.claims, {
        claimsRoot,
        storeFolder: path.join(root, 'store'),
        amend: null,
        now: new Date(0),
        logsOf: (claim) => logs.digests(claim)
      })
      return outcome!.kind
    }
    const state = async () => judged((await reportNow()).claims[0]).registration.state
    const csv = readFileSync(path.join(root, 'runs/all.csv'), 'utf8')
    rmSync(path.join(root, 'runs'), { recursive: true })
    expect(register()).toBe('registered')
    write('runs/all.csv', csv)
    expect(await state()).toBe('registered')
    expect(register()).toBe('unchanged')

    rmSync(path.join(claimsRoot, 'registrations.json'))
    expect(register()).toBe('registered')
    expect(await state()).toBe('after-logs')
    const text = renderMarkdown(await reportNow())
    expect(text).toContain('exploratory (registered on 1970-01-01T00:00:00.000Z, when its logs were there already)')
    write('runs/readme.txt', 'Something else.')
    expect(await state()).toBe('deviates')
    expect(register()).toBe('refused')
  })
})
