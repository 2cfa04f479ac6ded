import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { EXPERIMENT, HYPOTHESIS, SCRIPT, writeClaim } from '../support/programProject'
import { Project } from '../support/project'
import { missingPython, PYTHON } from '../support/python'

jest.setTimeout(180_000)

let project: Project
beforeEach(() => {
  project = new Project()
})
afterEach(() => project.remove())

interface Outcome {
  readonly kind: string
  readonly claim: { readonly id: string }
  readonly reason?: string
  readonly remedy?: string
  readonly judgement?: { readonly verdict: { readonly outcome: string }; readonly analysis: object }
}

function verify(args: readonly string[] = []) {
  const { stdout, stderr, status } = project.run(['verify', '--json', '--allow-programs', ...args])
  if (stdout === '') throw new Error(stderr)
  const { claims, runs } = JSON.parse(stdout) as { claims: readonly Outcome[]; runs: readonly object[] }
  return { claims, runs, stdout, stderr, status }
}

const outcomesOf = (claims: readonly Outcome[]) =>
  Object.fromEntries(claims.map(({ claim, kind, judgement }) => [claim.id, judgement?.verdict.outcome ?? kind]))

describe('a program as an experiment', () => {
  it('is judged like any other, the same with one worker as with two, and executed once', () => {
    writeClaim(project, 'better')
    writeClaim(project, 'worse', { hypothesis: { ...HYPOTHESIS, treatment: 'slow', control: 'fast' } })
    const two = verify(['--jobs', '2', '--store', 'a'])
    expect(outcomesOf(two.claims)).toEqual({ 'paper/better': 'reproduced', 'paper/worse': 'refuted' })
    const one = verify(['--jobs', '1', '--store', 'b'])
    expect(one.claims).toEqual(two.claims)
    const again = project.run(['plan', '--store', 'a'])
    expect(again.stdout).toContain('16 runs, 16 cached')
  })

  it('is told its settings and its seed, and has a folder of its own', () => {
    writeClaim(project, 'better')
    verify()
    const programs = project.path('.claimcheck/store/programs')
    const runs = readdirSync(programs).flatMap((prefix) =>
      readdirSync(`${programs}/${prefix}`)
        .filter((name) => !name.endsWith('.json'))
        .map((name) => `${programs}/${prefix}/${name}`)
    )
    expect(runs).toHaveLength(16)
    const settings = runs.map((folder) => JSON.parse(readFileSync(`${folder}/settings.json`, 'utf8')))
    expect(settings.filter(({ factor }) => factor === 0.5)).toHaveLength(8)
    const values = runs.map((folder) => readFileSync(`${folder}/metrics.jsonl`, 'utf8'))
    expect(new Set(values).size).toBe(16)
  })

  it('runs nothing that nobody allowed, and plan, lint and report run nothing at all', () => {
    writeClaim(project, 'better')
    const refused = project.run(['verify'])
    expect(refused.status).toBe(2)
    expect(refused.stderr).toContain('these claims run programs, which you have not allowed')
    expect(refused.stderr).toContain('--allow-programs')
    for (const command of ['plan', 'lint', 'report', 'show paper/better']) {
      project.run(
        [...command.split(' '), '--allow-programs'].filter((word) => command !== 'lint' || word !== '--allow-programs')
      )
    }
    expect(existsSync(project.path('.claimcheck/store/programs'))).toBe(false)
  })

  it('verifies what runs no program beside one that nobody allowed, and says what is missing', () => {
    writeClaim(project, 'better')
    expect(project.run(['new', 'own/first', '--kind', 'converges-to']).status).toBe(0)
    const { stdout, status } = project.run(['verify', '--json'])
    type Entry = { claim: { id: string }; kind: string; reason?: string; remedy?: string }
    const entries = (JSON.parse(stdout) as { claims: Entry[] }).claims
    expect(entries.find(({ claim }) => claim.id === 'own/first')).toMatchObject({ kind: 'judged' })
    expect(entries.find(({ claim }) => claim.id === 'paper/better')).toMatchObject({
      kind: 'could-not-run',
      reason: 'it runs a program, which you have not allowed',
      remedy: expect.stringContaining('claimcheck allow')
    })
    expect(status).toBe(0)
    expect(project.run(['verify', 'paper/better']).status).toBe(2)
  })

  it('runs what was allowed, until a setting, or a file that a command or a setting names, is another', () => {
    const env = { XDG_CONFIG_HOME: project.path('config') }
    const write = (factor: number) =>
      writeClaim(project, 'better', {}, { inputs: [], settings: { factor, config: 'config.json' } })
    write(0.8)
    project.write('config.json', {})
    const allowed = project.run(['allow'], env)
    expect(allowed.stdout).toMatch(/script\n {2}runs \[.*"train\.js".*\n[\s\S]* {2}settings \{"factor":0\.8,.*\n/)
    expect(allowed.stdout).toMatch(/ {2}from config\.json \([0-9a-f]{12}\)\n {2}from train\.js \([0-9a-f]{12}\)\n/)
    expect(project.run(['verify'], env).status).toBe(0)
    const asked = () => /have changed since you allowed them/.test(project.run(['verify'], env).stderr)
    const changed: boolean[] = [asked()]
    project.write('config.json', { changed: true })
    changed.push(asked())
    project.write('config.json', {})
    project.write('train.js', `${SCRIPT} `)
    changed.push(asked())
    write(0.7)
    changed.push(asked())
    expect(changed).toEqual([false, true, true, true])
  })

  it('asks again where a question, a variable or the place of a program became another', () => {
    const env = { XDG_CONFIG_HOME: project.path('config') }
    const environment = { capture: [[process.execPath, 'version.js']], set: { NODE_OPTIONS: '--require=./before.js' } }
    const write = (folder: string) => writeClaim(project, 'better', {}, { folder, inputs: [], environment })
    for (const folder of ['.', 'other']) {
      project.write(`${folder}/train.js`, SCRIPT)
      project.write(`${folder}/version.js`, 'console.log(1)')
      project.write(`${folder}/before.js`, '')
    }
    write('.')
    expect(project.run(['allow'], env).status).toBe(0)
    expect(project.run(['verify'], env).status).toBe(0)
    const asked = () => /have changed since you allowed them/.test(project.run(['verify'], env).stderr)
    const changed: boolean[] = [asked()]
    project.write('version.js', 'console.log(1) ')
    changed.push(asked())
    project.write('version.js', 'console.log(1)')
    project.write('before.js', ' ')
    changed.push(asked())
    project.write('before.js', '')
    write('other')
    changed.push(asked())
    expect(changed).toEqual([false, true, true, true])
  })

  it('that fails is no result: the claim could not run, the message repeats it, the others have run', () => {
    writeClaim(project, 'better', {}, { settings: { factor: 0.8, bad: 'exit' } })
    const { claims, status } = verify()
    expect(outcomesOf(claims)).toEqual({ 'paper/better': 'could-not-run' })
    expect(claims[0]!.reason).toContain('exit code 7')
    expect(claims[0]!.reason).toContain('cannot go on')
    expect(claims[0]!.remedy).toMatch(/by hand: cd .* && env .*train\.js/)
    expect(status).toBe(3)
    expect(Object.keys(project.results()).length).toBeGreaterThanOrEqual(10)
  })

  it('that never logs a metric is seen at its first runs, not after the budget', () => {
    writeClaim(project, 'better', {}, { metrics: { 'train.loss': { from: 'los', unit: 'epoch', better: 'lower' } } })
    project.write('train.js', `require('node:fs').appendFileSync('starts', '.')\n${SCRIPT}`)
    const { stdout, status } = project.run(['verify', '--allow-programs', '--jobs', '2', 'paper/better'])
    expect([status, stdout]).toEqual([3, expect.stringMatching(/it logged no los\n.*\n.*it logged .*loss/)])
    // One of each arm, and what was under way beside them.
    expect(readFileSync(project.path('starts'), 'utf8').length).toBeLessThanOrEqual(4)
  })

  it('that cannot be asked what its numbers depend on stops its own claims alone', () => {
    project.writeOnlineClaims()
    writeClaim(project, 'better', {}, { environment: { capture: [[process.execPath, '-e', 'process.exit(4)']] } })
    const { stdout, status } = project.run(['verify', '--allow-programs', '--strict'])
    expect(status).toBe(3)
    expect(stdout).toMatch(/^paper\/better +could-not-run[\s\S]*could not be asked[\s\S]*ended with code 4/m)
    expect(stdout).toMatch(/^toy\/online-adam +reproduced/m)
  })

  it('of which both arms log the same says so while it runs', () => {
    writeClaim(
      project,
      'better',
      {},
      { arms: { fast: { settings: { unused: 1 } }, slow: { settings: { unused: 2 } } } }
    )
    const { stderr } = project.run(['verify', '--allow-programs'])
    expect(stderr).toMatch(
      /paper\/better: arms slow and fast logged exactly the same values at seeds \d and \d: the setting .* does nothing/
    )
  })

  it('that diverges is a result, by what it logs or by its exit code', () => {
    for (const [bad, more] of [
      ['nan', {}],
      ['code', { divergedExitCodes: [9] }]
    ] as const) {
      writeClaim(project, 'better', {}, { settings: { factor: 0.8, bad }, ...more })
      const { claims } = verify(['--store', bad])
      // In both arms of one pair of eight: the others decide.
      expect(outcomesOf(claims)).toEqual({ 'paper/better': 'reproduced' })
      expect(JSON.stringify(claims[0]!.judgement!.analysis)).toContain('"controlFailures":1,"treatmentFailures":1')
    }
  })

  it('that learned nothing, by what its experiment declares, has failed', () => {
    writeClaim(project, 'better', {}, { failure: { metric: 'train.loss', above: 0.4 } })
    const { claims } = verify()
    expect(JSON.stringify(claims[0]!.judgement!.analysis)).toContain('"controlFailures":8,"treatmentFailures":0')
  })

  it('is another run once an input changed', () => {
    writeClaim(project, 'better')
    verify()
    project.write('train.js', `${SCRIPT}\n// changed`)
    expect(project.run(['plan']).stdout).toContain('16 runs, 0 cached')
    project.write('train.js', SCRIPT)
    expect(project.run(['plan']).stdout).toContain('16 runs, 16 cached')
  })

  it('goes on in its folder after it was stopped', async () => {
    writeClaim(project, 'better', { decision: { seeds: { max: 6 } } }, { settings: { factor: 0.8, slow: 'yes' } })
    const child = project.start(['verify', '--allow-programs', '--jobs', '2'])
    const programs = project.path('.claimcheck/store/programs')
    const files = () => (existsSync(programs) ? readdirSync(programs, { recursive: true, encoding: 'utf8' }) : [])
    while (!files().some((file) => file.endsWith('/epoch'))) await wait(20)
    const ended = new Promise((resolve) => child.once('close', resolve))
    child.kill('SIGINT')
    await ended
    const { claims } = verify()
    expect(outcomesOf(claims)).toEqual({ 'paper/better': 'reproduced' })
    expect(files().some((file) => file.endsWith('/resumed'))).toBe(true)
  })

  it('is tuned over any setting, towards the better end of the metric that selects', () => {
    const grid = { factor: [0.9, 0.6, 0.7] }
    const metrics = { ...EXPERIMENT.metrics, gain: { from: 'loss', unit: null, better: 'higher' } }
    writeClaim(
      project,
      'tuned',
      { hypothesis: { ...HYPOTHESIS, kind: 'equivalent', tuning: { select: 'gain' } } },
      { grid, metrics, arms: { fast: { settings: { name: 'a' } }, slow: { settings: { name: 'b' } } } }
    )
    const { claims, stdout } = verify()
    expect(outcomesOf(claims)).toEqual({ 'paper/tuned': expect.any(String) })
    expect(stdout).toContain('"factor": 0.9')
  })

  const missing = missingPython()
  const itWithPython = missing === null ? it : it.skip

  itWithPython('may be in Python, and print its metrics', () => {
    project.write(
      'train.py',
      [
        'import argparse, json',
        'p = argparse.ArgumentParser()',
        'p.add_argument("--factor", type=float)',
        'p.add_argument("--seed", type=int)',
        'a = p.parse_args()',
        'for epoch in range(1, 5):',
        '    print(json.dumps({"epoch": epoch, "loss": (1 + hash((a.seed, a.factor)) % 7 / 100) * a.factor ** epoch}))'
      ].join('\n')
    )
    writeClaim(
      project,
      'better',
      {},
      { command: [PYTHON, 'train.py', '{args}', '--seed={seed}'], inputs: ['train.py'] }
    )
    expect(outcomesOf(verify().claims)).toEqual({ 'paper/better': 'reproduced' })
  })
})
