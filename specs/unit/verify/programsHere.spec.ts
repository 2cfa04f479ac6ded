import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { programOf } from '../../../src/exec/carriers/queue/messages'
import { loadClaims } from '../../../src/load/load'
import { applyProfile } from '../../../src/runs/profiles'
import { program } from '../../../src/runs/program/program'
import type { ProgramExperiment, ProgramRunSpec } from '../../../src/runs/program/types'
import { lookAtPrograms } from '../../../src/verify/programs'
import { programsHere } from '../../../src/verify/programsHere'
import { EXPERIMENT, HYPOTHESIS, SCRIPT } from '../../support/programProject'

let folder: string
const config = process.env.XDG_CONFIG_HOME
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'programs-here-'))
  process.env.XDG_CONFIG_HOME = path.join(folder, 'config')
  write('home/train.js', SCRIPT)
  write('home/claims/experiments/script.json', { ...EXPERIMENT, grid: { rate: [1, 2] } })
  write('home/claims/paper/source.json', { key: 'paper', citation: 'Somebody, 2020' })
  write('home/claims/paper/loss.json', {
    id: 'paper/loss',
    source: { locator: 'Table 1', quote: 'It is faster.' },
    statement: 'The fast one ends lower.',
    experiment: 'script',
    hypothesis: HYPOTHESIS,
    decision: { seeds: { max: 8 } }
  })
})
afterEach(() => {
  if (config === undefined) delete process.env.XDG_CONFIG_HOME
  else process.env.XDG_CONFIG_HOME = config
  rmSync(folder, { recursive: true })
})

function write(file: string, content: unknown): void {
  const target = path.join(folder, file)
  mkdirSync(path.dirname(target), { recursive: true })
  writeFileSync(target, typeof content === 'string' ? content : JSON.stringify(content))
}

/** A run as the home machine plans it. */
async function planned(setting: Record<string, number> = { rate: 2 }): Promise<ProgramRunSpec> {
  const claimsRoot = path.join(folder, 'home/claims')
  const experiment = applyProfile(loadClaims(claimsRoot).experiments.get('script') as ProgramExperiment, 'quick')
  const found = await lookAtPrograms([experiment], {
    claimsRoot,
    storeFolder: folder,
    execute: true,
    allowPrograms: true
  })
  const engine = { name: 'program', version: '1', backend: 'process', instructionSet: '', lowering: null, numerics: '' }
  const seeds = { init: 5, order: 5, dropout: 5, problem: 5 }
  return program.spec(
    experiment,
    { arm: 'fast', setting, seed: 5, initialPoint: null },
    { seeds, engine },
    null,
    found.factsOf(experiment)
  )
}

function there(allowPrograms = true) {
  cpSync(path.join(folder, 'home'), path.join(folder, 'there'), { recursive: true })
  return programsHere({ claimsRoot: path.join(folder, 'there/claims'), storeFolder: folder, allowPrograms })
}

describe('programs that a machine executes for others', () => {
  it('are those of its own folder, there', async () => {
    const spec = await planned()
    const own = await there()
    expect(own.obstacle(programOf(spec)!)).toBeNull()
    expect(own.conduct(spec)).toEqual({ ...spec.conduct, folder: path.join(folder, 'there') })
  })

  it('are none where nobody allowed them', async () => {
    const own = await there(false)
    expect(own.obstacle(programOf(await planned())!)).toMatch(/nobody allowed.+claimcheck allow .+there/)
    expect(own.conduct(await planned())).toMatch(/nobody allowed/)
  })

  it.each<[string, Partial<ProgramRunSpec>]>([
    ['another command', { command: ['sh', '-c', 'true'] }],
    ['a shell', { shell: true }],
    ['another variable', { environment: { set: { NODE_OPTIONS: '-r evil' }, pass: [], captured: null } }],
    ['other inputs', { inputs: '0'.repeat(64) }],
    ['other logs', { read: [{ format: 'csv', file: '/etc/passwd' } as never] }],
    ['another folder', { folder: '..' }],
    ['more threads', { threads: 64 }],
    ['a setting of another value', { settings: { factor: 0.9, rate: 2 } }],
    ['a value that tuning does not choose', { settings: { factor: 0.5, rate: 3 } }],
    ['a setting of another name', { settings: { factor: 0.5, rate: 2, hook: 'x' } }],
    ['a setting less', { settings: { rate: 2 } }]
  ])('are not those with %s', async (_what, change) => {
    const spec = await planned()
    expect((await there()).conduct({ ...spec, ...change })).toMatch(
      /^its folder of claims has no such (program|settings)/
    )
  })

  it('are others where a script differs', async () => {
    const spec = await planned()
    const own = await there()
    expect(own.obstacle(programOf(spec)!)).toBeNull()
    write('home/train.js', '// something else\n')
    expect((await there()).obstacle(programOf(spec)!)).toMatch(/no such program, or another state of it/)
  })
})
