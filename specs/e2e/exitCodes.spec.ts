import { mkdirSync } from 'node:fs'
import { Project } from '../support/project'

jest.setTimeout(60_000)

let project: Project
beforeEach(() => {
  project = new Project()
})
afterEach(() => project.remove())

const NO_STACK = /^\s+at .+:\d+:\d+\)?$/m
const MNIST = { data: { dataset: 'mnist', trainImages: 256, validationImages: 100, testImages: 100, pixelScale: 255 } }
const noData = () => ({ CLAIMCHECK_DATA_DIR: '', CLAIMCHECK_CACHE_DIR: project.path('cache') })

describe('exit codes', () => {
  it('0: all as expected, a claim that is refuted as expected too', () => {
    project.writeOnlineClaims({}, {})
    expect(project.run(['verify']).status).toBe(0)
  })

  it('1: an outcome differs', () => {
    project.writeOnlineClaims({ expected: { quick: { outcome: 'refuted', why: 'for the test' } } })
    const { status, stdout } = project.run(['verify'])
    expect(stdout).toMatch(/NOT as expected/)
    expect(status).toBe(1)
  })

  it('1: --require reproduced with a claim that is refuted as expected', () => {
    project.writeOnlineClaims({
      hypothesis: { kind: 'converges-to', arm: 'adam', target: -1, tolerance: 0.1, over: 'initial-points' },
      expected: { quick: { outcome: 'refuted', why: 'Adam ends at +1' } }
    })
    expect(project.run(['verify']).status).toBe(0)
    expect(project.run(['verify', '--require', 'reproduced']).status).toBe(1)
  })

  it('0, then 3: missing data fails the claim only where it was named, or under --strict', () => {
    project.writeDigitsClaim({}, MNIST)
    // Nothing judged is no green CI, unless that is what was asked for.
    expect(project.run(['verify'], noData()).status).toBe(3)
    expect(project.run(['verify', '--allow-none'], noData()).status).toBe(0)
    project.writeOnlineClaims()
    const unnamed = project.run(['verify'], noData())
    expect(unnamed.stdout).toMatch(/could-not-run/)
    expect(unnamed.stderr).toMatch(/npx claimcheck data fetch mnist/)
    expect(unnamed.status).toBe(0)
    expect(project.run(['verify', 'toy/digits-loss'], noData()).status).toBe(3)
    expect(project.run(['verify', '--strict'], noData()).status).toBe(3)
  })

  it('3: something crashed', () => {
    project.writeOnlineClaims()
    project.write('in-the-way', 'a file where the store should be')
    const { status, stdout, stderr } = project.run(['verify', '--store', 'in-the-way'])
    expect(status).toBe(3)
    expect(stdout + stderr).not.toMatch(NO_STACK)
  })

  it('3 goes before 1', () => {
    project.writeOnlineClaims({ expected: { quick: { outcome: 'refuted', why: 'for the test' } } })
    project.writeDigitsClaim({}, MNIST)
    expect(project.run(['verify', '--strict'], noData()).status).toBe(3)
  })

  it.each([
    ['an unknown command', ['verfy'], /unknown command 'verfy'/],
    ['an unknown option', ['verify', '--sedes', '3'], /--sedes/],
    ['an unknown profile', ['verify', '--profile', 'fast'], /quick, standard, paper/],
    ['a number that is none', ['verify', '--seeds', 'many'], /whole number/],
    ['a fraction of a worker', ['verify', '--jobs', '0.5'], /whole number/],
    ['an engine that is none', ['verify', '--engine', 'abacus'], /abacus/],
    [
      'an engine for other runs',
      ['verify', 'toy/digits-loss', '--engine', 'scalar'],
      /does not execute classification/
    ],
    ['a claim that is none', ['verify', 'toy/online-adm'], /did you mean toy\/online-adam/],
    ['a folder without claims', ['verify', '--claims', 'nowhere'], /nowhere/],
    ['a report that is none', ['report', '--from', 'claims/toy/online-adam.json'], /report/],
    ['a report that is not there', ['report', '--from', 'nowhere.json'], /nowhere\.json/],
    ['a data set that is none', ['data', 'fetch', 'minst'], /mnist/],
    ['a folder to import that has nothing', ['data', 'import', '.'], /train-images/],
    ['an id that is none', ['new', 'NoSlash'], /NoSlash/],
    ['an id that no file system takes', ['new', `${'x'.repeat(300)}/y`], /1 to 64/],
    ['seeds beyond what a double counts', ['verify', '--first-seed', '9007199254740990'], /0 to 1000000000000000/],
    ['seeds that would meet the selection seeds', ['verify', '--seeds', '1000001'], /1 to 100000/],
    ['a folder with nothing in it', ['verify', '--claims', 'node_modules'], /there are no claims/]
  ])('2: %s', (_what, args, message) => {
    project.writeOnlineClaims()
    project.writeDigitsClaim()
    mkdirSync(project.path('node_modules'))
    const { status, stderr, stdout } = project.run(args)
    expect(stderr).toMatch(message)
    expect(stderr + stdout).not.toMatch(NO_STACK)
    expect(status).toBe(2)
  })

  it('2 for malformed claims, all problems at once, and nothing is run', () => {
    project.writeOnlineClaims({ famly: 'typo' })
    project.writeDigitsClaim({ decision: { alpha: 5, mode: 'fixed', seeds: { max: 6 } } })
    for (const command of ['verify', 'lint', 'plan']) {
      const { status, stderr, stdout } = project.run([command])
      expect(stderr + stdout).toMatch(/famly[\s\S]*did you mean/)
      expect(stderr + stdout).toMatch(/alpha/)
      expect(status).toBe(2)
    }
  })

  it('2 for a claim file that cannot be read: it must not vanish from the suite', () => {
    project.writeOnlineClaims()
    mkdirSync(project.path('claims/toy/folder.json'))
    const { status, stderr } = project.run(['verify'])
    expect(stderr).toMatch(/folder\.json[\s\S]*cannot be read/)
    expect(status).toBe(2)
  })

  it('3: an engine that was asked for and is missing', () => {
    project.writeDigitsClaim()
    const { status, stdout } = project.run(['verify', '--engine', 'tfjs:tfjs-node'])
    expect(stdout).toMatch(/could-not-run/)
    expect(status).toBe(3)
  })

  it('130: Ctrl-C stops cleanly, keeps finished runs and says how to resume', async () => {
    project.writeOnlineClaims({}, { numSteps: 100_000_000 })
    const child = project.start(['verify', '--jobs', '1'])
    let stderr = ''
    let interrupted = false
    child.stderr!.on('data', (chunk: Buffer) => {
      stderr += chunk
      if (!interrupted && /\d+\/6 runs/.test(stderr)) interrupted = child.kill('SIGINT')
    })
    const status = await new Promise((resolve) => child.once('exit', resolve))
    expect(status).toBe(130)
    expect(stderr).toMatch(/run the same command again to resume/)
    expect(stderr).not.toMatch(NO_STACK)
  })

  it('0: help teaches', () => {
    for (const args of [['--help'], ['verify', '--help'], ['data', '--help']]) {
      const { status, stdout } = project.run(args)
      expect(status).toBe(0)
      expect(stdout).toMatch(/Usage: claimcheck/)
    }
    expect(project.run(['--help']).stdout).toMatch(/npx claimcheck doctor/)
    expect(project.run(['verify', '--help']).stdout).toMatch(/130\s+interrupted/)
  })
})
