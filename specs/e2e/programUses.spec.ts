import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { JestProject } from '../support/jestProject'
import { EXPERIMENT, HYPOTHESIS, SCRIPT, writeClaim } from '../support/programProject'
import { Project } from '../support/project'

jest.setTimeout(240_000)

let project: Project
beforeEach(() => {
  project = new Project()
})
afterEach(() => project.remove())

const ALLOW = { CLAIMCHECK_ALLOW_PROGRAMS: '1' }

/** With noise of its own for each stream that it names. */
const STREAMS = {
  command: [...EXPERIMENT.command.slice(0, 3), '--seed', '{seed.init}', '--order', '{seed.order}', '--out', '{run}'],
  settings: { factor: 0.8 }
}

describe('what claims can do, on a program', () => {
  it('sensitivity varies the seeds one by one, a setting of any name, and choices of settings', () => {
    const choices = [
      {
        topic: 'epochs',
        base: '4',
        assumption: null,
        options: [{ name: 'another factor', set: { '/settings/factor': 0.7 } }]
      }
    ]
    writeClaim(project, 'better', {}, { ...STREAMS, grid: { width: [1, 2] }, choices })
    const by = 'init,order,setting:width,choices'
    const { stdout, stderr, status } = project.run([
      'sensitivity',
      'paper/better',
      '--by',
      by,
      '--size',
      '5',
      '--json',
      '--allow-programs'
    ])
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' })
    const report = JSON.parse(stdout) as {
      streams: { stream: string }[]
      map: { axes: string[]; cells: { setting: object }[] }
      choices: { options: object[] }
    }
    expect(report.streams.map(({ stream }) => stream)).toEqual(['init', 'order'])
    expect(report.map.axes).toEqual(['width'])
    expect(report.map.cells.map(({ setting }) => setting)).toEqual([{ width: 1 }, { width: 2 }])
    expect(JSON.stringify(report.choices)).toContain('another factor')
  })

  it('register freezes it, and refuses once it has run; power takes its effect; exports hold its settings', () => {
    writeClaim(project, 'better')
    expect(project.run(['register']).stdout).toContain('1 registered')
    writeClaim(project, 'later')
    expect(project.run(['verify', '--allow-programs']).status).toBe(0)
    const late = project.run(['register', 'paper/later'])
    expect(`${late.stdout}${late.stderr}`).toMatch(/run/)
    expect(late.status).not.toBe(0)
    expect(project.run(['power', '--claim', 'paper/better']).stdout).toContain('standard deviations')
    project.run(['verify', '--allow-programs', '--name', 'one'])
    expect(project.run(['export', 'csv', '--out', 'out']).stderr).toBe('')
    const runs = readFileSync(project.path('out/runs.csv'), 'utf8')
    expect(runs).toContain('factor')
    expect(runs).toContain('train.js')
  })

  it('judges it in Jest, where it was allowed', () => {
    const suite = new JestProject()
    try {
      writeClaim(suite, 'better')
      suite.link('claimcheck')
      suite.describeClaims('claims.spec.js', 'claims/paper/*.json')
      const refused = suite.jest()
      expect(refused.tests[0]!.failureMessages.join()).toContain('which you have not allowed')
      const allowed = suite.jest([], ALLOW)
      expect(allowed.tests.map(({ status }) => status)).toEqual(['passed'])
    } finally {
      suite.remove()
    }
  })

  it('loses nothing to kill -9, leaves no process behind, and goes on', async () => {
    writeClaim(project, 'better', { decision: { seeds: { max: 6 } } }, { settings: { factor: 0.8, slow: 'yes' } })
    const programs = project.path('.claimcheck/store/programs')
    const files = () => (existsSync(programs) ? readdirSync(programs, { recursive: true, encoding: 'utf8' }) : [])
    const child = project.start(['verify', '--allow-programs', '--jobs', '2'])
    while (!files().some((file) => file.endsWith('/epoch'))) await wait(20)
    const ended = new Promise((resolve) => child.once('close', resolve))
    child.kill('SIGKILL')
    await ended
    await wait(3000)
    if (process.platform === 'linux') {
      const left = execFileSync('ps', ['-ax', '-o', 'args='], { encoding: 'utf8' })
      expect(left.split('\n').filter((line) => line.includes(project.folder))).toEqual([])
    }
    const { status } = project.run(['verify', '--allow-programs'])
    expect(status).toBe(0)
    expect(Object.keys(project.results()).filter((key) => key.length === 64)).toHaveLength(12)
  })

  it('is executed once by two calls at once, which wait for each other and say the same', async () => {
    writeClaim(project, 'better', {}, { settings: { factor: 0.8, slow: 'yes' } })
    project.write(
      'train.js',
      `require('node:fs').appendFileSync('starts', process.argv.slice(2).join() + '\\n')\n${SCRIPT}`
    )
    const calls = [1, 2].map(async (name) => {
      const child = project.start(['verify', '--name', String(name), '--jobs', '2', '--json'], ALLOW)
      let said = ''
      child.stdout!.on('data', (chunk) => {
        said += chunk
      })
      const [status] = await once(child, 'close')
      return { status, claims: JSON.parse(said).claims }
    })
    const [one, other] = await Promise.all(calls)
    expect(one!.status).toBe(0)
    expect(one!.claims[0].judgement.verdict.outcome).toBe('reproduced')
    expect(other).toEqual(one)
    expect(readFileSync(project.path('starts'), 'utf8').trim().split('\n')).toHaveLength(16)
  })

  it('is audited: an ignored seed is found, and a program that keeps its promise', () => {
    writeClaim(project, 'better')
    const kept = project.run(['audit', 'paper/better', '--allow-programs'])
    expect({ status: kept.status, stderr: kept.status === 0 ? '' : kept.stderr }).toEqual({ status: 0, stderr: '' })
    expect(kept.stdout).toMatch(/with one thread, and with two[\s\S]*another PYTHONHASHSEED/)
    const ignored = [...EXPERIMENT.command.slice(0, 3), '--seed', '1', '--out', '{run}']
    writeClaim(project, 'better', {}, { command: ignored })
    const found = project.run(['audit', 'paper/better', '--allow-programs'])
    expect(found.status).toBe(1)
  })

  it('may stay up, and answer run after run', () => {
    project.write(
      'serve.js',
      `
const lines = require('node:readline').createInterface({ input: process.stdin })
let answered = 0
console.log(JSON.stringify({ ready: true }))
lines.on('line', (line) => {
  const { run, settings, seed } = JSON.parse(line)
  answered += 1
  const loss = (1 + ((seed * 7919 + 31 * settings.factor) % 97) / 970) * settings.factor
  if (settings.bad === 'diverges' && seed === 3) console.log(JSON.stringify({ run, end: 'diverged', message: 'too far' }))
  else console.log(JSON.stringify({ run, end: 'completed', metrics: { loss, answered } }))
})
`
    )
    const metrics = { 'train.loss': { from: 'loss', better: 'lower' }, answered: {} }
    const arms = { fast: { settings: { factor: 0.5 } }, slow: { settings: { factor: 0.8, bad: 'diverges' } } }
    const warm = {
      command: [process.execPath, 'serve.js'],
      warm: true,
      inputs: ['serve.js'],
      metrics,
      arms,
      settings: {}
    }
    writeClaim(project, 'better', {}, warm)
    const { stdout, status, stderr } = project.run(['verify', '--allow-programs', '--json', '--jobs', '1'])
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' })
    const { claims, runs } = JSON.parse(stdout) as {
      claims: { judgement: { analysis: object } }[]
      runs: { final: { answered?: number } }[]
    }
    expect(JSON.stringify(claims[0]!.judgement.analysis)).toContain('"controlFailures":1,"treatmentFailures":0')
    // One process has answered them all; the run that diverged may have been the last.
    expect(Math.max(...runs.map(({ final }) => final.answered ?? 0))).toBeGreaterThanOrEqual(15)
  })

  it('stands in archives of records, which bear a report out', () => {
    writeClaim(project, 'better')
    project.run(['verify', '--allow-programs', '--name', 'one'])
    const exported = project.run(['store', 'export', 'records.jsonl.gz', '--from', 'reports/one/report.json'])
    expect(exported.stderr).toBe('')
    const { status, stderr } = project.run([
      'report',
      '--from',
      'reports/one/report.json',
      '--records',
      'records.jsonl.gz'
    ])
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: expect.stringContaining('16 runs, the evidence of 1 claim')
    })
  })

  it('is decided round after round like any other', () => {
    writeClaim(project, 'better', {
      hypothesis: HYPOTHESIS,
      decision: { mode: 'anytime-valid', method: 'sign-flip', seeds: { min: 6, max: 20 } }
    })
    const { stdout } = project.run(['verify', '--allow-programs'])
    expect(stdout).toContain('paper/better reproduced')
    expect(Object.keys(project.results()).length).toBeLessThan(40)
  })
})
