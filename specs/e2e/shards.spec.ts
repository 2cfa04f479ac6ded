import { readFileSync } from 'node:fs'
import { parseReport } from '../../src/report/data/parse'
import type { JudgedClaim } from '../../src/report/data/types'
import { reportWith } from '../support/machine'
import { Project } from '../support/project'

jest.setTimeout(180_000)

const SHARDS = ['1/3', '2/3', '3/3'] as const

let project: Project
beforeAll(() => {
  project = new Project()
  project.writeOnlineClaims()
  project.writeDigitsClaim()
})
afterAll(() => project.remove())

const read = (file: string) => readFileSync(project.path(file), 'utf8')

describe('claimcheck verify --shard', () => {
  it('executes each run in one shard, and the joined store comes to the report of one machine', () => {
    const stores = SHARDS.map((shard) => `part-${shard[0]}`)
    for (const [index, shard] of SHARDS.entries()) {
      const { status, stdout, stderr } = project.run([
        'verify',
        '--shard',
        shard,
        '--jobs',
        '1',
        '--store',
        stores[index]!
      ])
      expect([status, stderr]).toEqual([0, expect.stringContaining('runs')])
      expect(stdout).toMatch(
        new RegExp(`^Shard ${shard}: (\\d+) of its \\1 runs are in the store\\.\\n\\d+ runs of other`)
      )
    }
    const keys = stores.flatMap((store) => Object.keys(project.results(store)))
    expect(new Set(keys).size).toBe(keys.length)
    expect(project.run(['store', 'merge', ...stores, '--store', 'joined']).status).toBe(0)
    expect(reportWith(project, 'joined')).toEqual(reportWith(project, 'alone'))
    expect(project.results('joined')).toEqual(project.results('alone'))
    expect(keys.sort()).toEqual(Object.keys(project.results('alone')))
  })

  it('does not go with another place to execute', () => {
    const { status, stderr } = project.run(['verify', '--shard', '1/2', '--on', 'redis://127.0.0.1'])
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/'--shard <k\/n>' cannot be used with .*'--on <where>'/)
    ])
  })

  it.each(['0/3', '4/3', '1/0', '3', '1/3/5'])('takes no shard %s', (shard) => {
    const { status, stderr } = project.run(['verify', '--shard', shard])
    expect([status, stderr]).toEqual([2, expect.stringContaining('Expected k/n')])
  })
})

describe('shards of machines that compute differently', () => {
  const machines = ['onnx', 'onnx:plain']

  beforeAll(() => {
    for (const [index, engine] of machines.entries()) {
      const shard = ['--shard', `${index + 1}/2`, '--engine', engine, '--store', `machine-${index}`]
      expect(project.run(['verify', 'toy/digits-loss', '--jobs', '1', ...shard]).status).toBe(0)
    }
    expect(project.run(['store', 'merge', 'machine-0', 'machine-1', '--store', 'both']).status).toBe(0)
  })

  it('are not mixed by accident', () => {
    const before = Object.keys(project.results('both'))
    const { status, stderr } = project.run(['verify', 'toy/digits-loss', '--jobs', '1', '--store', 'both'])
    expect(stderr).toMatch(/the runs of a claim come from machines that compute differently/)
    expect(stderr).toMatch(/received: 6 runs of the plan only by onnx \(.*, plain, numerics/)
    expect(stderr).toMatch(/to mend: +--mix takes each pair whole from one of them/)
    expect(status).toBe(2)
    expect(Object.keys(project.results('both'))).toEqual(before)
  })

  it('are judged together with --mix, with the effect of each, and held to their records', () => {
    const mixed = ['verify', 'toy/digits-loss', '--mix', '--jobs', '1', '--store', 'both', '--name', 'mixed']
    expect(project.run(mixed).stderr).toMatch(/12 runs, 12 cached, nothing to run/)
    const report = parseReport(read('reports/mixed/report.json'))
    const [entry] = report.claims as [JudgedClaim]
    const { parts, differ } = entry.byEngine!
    expect(parts.map(({ engine, pairs }) => [engine.name, pairs.length])).toEqual([
      ['onnx', 3],
      ['onnx', 3]
    ])
    expect(new Set(parts.map(({ engine }) => engine.lowering)).size).toBe(2)
    expect(new Set(parts.flatMap(({ pairs }) => pairs.map(({ seed }) => seed))).size).toBe(6)
    expect(report.engines.map(({ lowering }) => lowering)).toEqual(expect.arrayContaining(['plain']))
    // Another order of summation is no other experiment.
    expect(differ).toBe(false)
    expect(read('reports/mixed/report.md')).toMatch(/\*\*By machine\.\*\*.*\n\n\| engine \| pairs \| effect/)
    const from = ['--from', 'reports/mixed/report.json']
    expect(project.run(['store', 'export', 'mixed.jsonl.gz', ...from, '--store', 'both']).status).toBe(0)
    const again = project.run(['report', ...from, '--records', 'mixed.jsonl.gz', '--name', 'again'])
    expect(again.stderr).toMatch(/Held to the records of .*12 runs, the evidence of 1 claim/)
    expect(read('reports/again/report.json')).toBe(read('reports/mixed/report.json'))
  })
})
