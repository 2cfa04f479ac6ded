import { existsSync, readdirSync } from 'node:fs'
import { Project } from '../support/project'

jest.setTimeout(180_000)

let project: Project
beforeEach(() => {
  project = new Project()
  project.write('train.js', SCRIPT)
})
afterEach(() => project.remove())

/** A loss and an accuracy that hang on the setting, the seed and a noise of the arm's own. */
const SCRIPT = `
const option = (name) => process.argv[process.argv.indexOf('--' + name) + 1]
const [seed, factor] = [Number(option('seed')), Number(option('factor'))]
if (factor === 0) process.exit(3)
if (process.argv.includes('--wait')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(option('wait')))
const hash = (text) => [...text].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 1009, 7) / 1009
const loss = factor * (1 + hash('seed' + seed) + 0.1 * hash(seed + 'x' + factor))
console.log(JSON.stringify({ loss, 'my loss': loss, 'test.accuracy': 1 - loss / 4 }))
`

const NODE = `'${process.execPath}'`

function compare(control: string, treatment: string, args: readonly string[] = []) {
  return project.run([
    'compare',
    '--control',
    `${NODE} train.js ${control}`,
    '--treatment',
    `${NODE} train.js ${treatment}`,
    '--metric',
    'loss',
    ...args
  ])
}

describe('claimcheck compare', () => {
  it('runs two commands in pairs until it is decided, a line a pair, and keeps nothing but the runs', () => {
    const { stdout, status } = compare('--factor 0.5 --seed 0', '--factor 0.4 --seed 0')
    expect(status).toBe(0)
    const lines = stdout.trim().split('\n')
    const pairs = lines.filter((line) => line.startsWith('seed '))
    expect(pairs.length).toBeGreaterThanOrEqual(6)
    expect(pairs.length).toBeLessThan(30)
    expect(pairs[0]).toMatch(/^seed 0 {2}factor-0\.5 0\.\d+ {2}factor-0\.4 0\.\d+ {2}-\d/)
    expect(lines.filter((line) => / pairs: -.* \[.*\] (?:reproduced|inconclusive)$/.test(line)).length).toBeGreaterThan(
      0
    )
    expect(lines.at(-1)).toMatch(
      /factor-0\.4's final loss is .* % lower than factor-0\.5's.* so the claim is reproduced/
    )
    expect(readdirSync(project.folder).sort()).toEqual(['.claimcheck', 'train.js'])
  })

  it('ends with 1 where the treatment is not better, with 4 where the pairs do not tell', () => {
    expect(compare('--factor 0.4 --seed 0', '--factor 0.5 --seed 0').status).toBe(1)
    const few = compare('--factor 0.5 --seed 0', '--factor 0.49999 --seed 0', ['--pairs', '6', '--margin', '0.00001'])
    expect([few.status, few.stdout]).toEqual([4, expect.stringContaining('inconclusive')])
  })

  it('takes accuracies upwards, by the difference', () => {
    const args = ['--metric', 'test.accuracy']
    const { stdout, status } = compare('--factor 0.5 --seed 0', '--factor 0.4 --seed 0', args)
    expect([status, stdout]).toEqual([0, expect.stringMatching(/final test\.accuracy is 0\.\d+ higher than/)])
    const share = compare('--factor 0.5 --seed 0', '--factor 0.4 --seed 0', [...args, '--margin', '1%'])
    expect([share.status, share.stderr]).toEqual([
      2,
      expect.stringContaining('an accuracy is compared by the difference')
    ])
  })

  it('is kept as a claim on the same runs where asked to', () => {
    expect(compare('--factor 0.5 --seed 0', '--factor 0.4 --seed 0').status).toBe(0)
    const saved = compare('--factor 0.5 --seed 0', '--factor 0.4 --seed 0', ['--save', 'mine/factor'])
    expect([saved.status, saved.stderr]).toEqual([0, expect.stringContaining('nothing to run')])
    expect(project.run(['lint']).stdout).toBe('No problems.\n')
    const { stdout, stderr, status } = project.run(['verify', '--allow-programs'])
    expect(status).toBe(0)
    expect(stderr).toContain('nothing to run')
    expect(stdout).toMatch(/^mine\/factor reproduced/)
    expect(compare('--factor 0.5 --seed 0', '--factor 0.4 --seed 0', ['--save', 'mine/factor']).stderr).toMatch(
      /a file of that name exists already/
    )
  })

  it('is written down at its end alone: after Ctrl-C the same command goes on', async () => {
    const args = ['--save', 'mine/slow', '--jobs', '1']
    const slow = (factor: string) => `${NODE} train.js --factor ${factor} --wait 400 --seed 0`
    const command = ['compare', '--control', slow('0.5'), '--treatment', slow('0.4'), '--metric', 'loss', ...args]
    const child = project.start(command)
    await new Promise((resolve) => setTimeout(resolve, 3500))
    child.kill('SIGINT')
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(130)
    expect(existsSync(project.path('claims'))).toBe(false)
    const again = project.run(command)
    expect([again.status, again.stderr]).toEqual([0, expect.stringMatching(/12 runs, [1-9]\d* cached/)])
    expect(existsSync(project.path('claims/mine/slow.json'))).toBe(true)
  })

  it('clears away what a killed comparison left, and nothing of one that goes on', () => {
    const dead = '.claimcheck-compare-999999999-abcdef'
    const living = `.claimcheck-compare-${process.pid}-abcdef`
    project.write(`${dead}/claim.json`, '{}')
    project.write(`${living}/claim.json`, '{}')
    expect(compare('--factor 0.5 --seed 0', '--factor 0.4 --seed 0').status).toBe(0)
    expect(readdirSync(project.folder).sort()).toEqual(['.claimcheck', living, 'train.js'])
  })

  it('takes a metric by whatever name the program has for it, and a setting however long', () => {
    const long = `--note ${'x'.repeat(300)}`
    const { stdout, status } = compare(`--factor 0.5 ${long} --seed 0`, `--factor 0.4 ${long} --seed 0`, [
      '--metric',
      'my loss'
    ])
    expect([status, stdout]).toEqual([0, expect.stringContaining('final my-loss is')])
  })

  it.each([
    ['--factor 0.5', '--factor 0.4 --seed 0', [], /--control: the command has no place for the seed/],
    ['--factor 0.5 --seed 0', '--factor 0.5 --seed 1', [], /both commands are the same/],
    ['--factor 0.5 --seed 0 | tail', '--factor 0.4 --seed 0', [], /a command is started without a shell/],
    ['--factor 0.5 --seed 0', '--factor 0.4 --seed 0', ['--margin', 'x'], /Expected a share such as 1%/],
    ['--factor 0.5 --seed 0', '--factor 0.4 --seed 0', ['--save', 'X'], /a new claim needs an id/]
  ])('refuses %s against %s %j', (control, treatment, args, message) => {
    const { status, stderr } = compare(control, treatment, args)
    expect([status, stderr]).toEqual([2, expect.stringMatching(message)])
    expect(readdirSync(project.folder)).toEqual(['train.js'])
  })

  it('says how to repeat a run that failed, and which metrics there are', () => {
    const failed = compare('--factor 0.5 --seed 0', '--factor 0 --seed 0')
    expect([failed.status, failed.stdout]).toEqual([3, expect.stringMatching(/exit code 3[\s\S]*by hand: cd /)])
    const unknown = compare('--factor 0.5 --seed 0', '--factor 0.4 --seed 0', ['--metric', 'lss'])
    expect([unknown.status, unknown.stdout]).toEqual([
      3,
      expect.stringMatching(/it logged loss, my loss, test\.accuracy/)
    ])
  })

  describe('of finished logs', () => {
    const LOGS = 'runs/{arm}/seed{seed}/metrics.csv'
    const compareLogs = (args: readonly string[], pattern = LOGS) => project.run(['compare', pattern, ...args])
    const ARMS = ['--control', 'sgd', '--treatment', 'adam', '--metric', 'test_loss']

    beforeEach(() => {
      for (const [arm, loss] of Object.entries({ sgd: 0.4, adam: 0.36, other: 1 })) {
        for (let seed = 0; seed < 8; seed++) {
          const last = loss * (1 + ((seed * 37 + arm.length * 11) % 13) / 400)
          project.write(`runs/${arm}/seed${seed}/metrics.csv`, `epoch,test_loss\n0,1\n1,${last}\n`)
        }
      }
    })

    it('judges them in pairs by seed, leaves out other arms, and keeps nothing', () => {
      const { stdout, status } = compareLogs(ARMS)
      expect(stdout).toMatch(/adam's final test_loss is .* % lower than sgd's \(.*8 pairs by seed\).* reproduced/)
      expect(status).toBe(0)
      expect(compareLogs(['--control', 'adam', '--treatment', 'sgd', '--metric', 'test_loss']).status).toBe(1)
      expect(readdirSync(project.folder).filter((name) => name.startsWith('.claimcheck-'))).toEqual([])
    })

    it('keeps claim and mapping where asked to', () => {
      expect(compareLogs([...ARMS, '--save', 'mine/logs']).stderr).toMatch(/mine\/logs\.json and its mapping/)
      expect(project.run(['lint']).stdout).toBe('No problems.\n')
      expect(project.run(['verify']).stdout).toMatch(/^mine\/logs +reproduced/)
    })

    it('says which metrics there are, and where the arm has to stand', () => {
      const unknown = compareLogs([...ARMS.slice(0, 4), '--metric', 'test_los'])
      expect([unknown.status, unknown.stderr]).toEqual([2, expect.stringMatching(/did you mean "test_loss"/)])
      const absent = compareLogs(['--control', 'sgd', '--treatment', 'adamw', '--metric', 'test_loss'])
      expect([absent.status, absent.stderr]).toEqual([
        2,
        expect.stringMatching(/one of adam, other, sgd[\s\S]*"adam"\?/)
      ])
      const { status, stderr } = compareLogs(ARMS, 'runs/sgd/seed{seed}/metrics.csv')
      expect([status, stderr]).toEqual([2, expect.stringMatching(/the logs have no place for the arm[\s\S]*\{seed\}/)])
    })
  })
})
