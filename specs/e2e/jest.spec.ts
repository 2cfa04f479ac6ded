import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { JestProject } from '../support/jestProject'
import { REPOSITORY } from '../support/project'
import { REPORT_FILES } from '../support/reportFiles'

jest.setTimeout(60_000)

let project: JestProject
beforeEach(() => {
  project = new JestProject()
  project.link('claimcheck')
})
afterEach(() => project.remove())

/** Jest shows a code frame and a trace; both may point at the user's file only. */
const CODE_OF_OURS = /dist[/\\](jest|verify|spec|store|engine|exec)[/\\]/
const MNIST = { data: { dataset: 'mnist', trainImages: 256, validationImages: 100, testImages: 100, pixelScale: 255 } }
const noData = () => ({ CLAIMCHECK_DATA_DIR: '', CLAIMCHECK_CACHE_DIR: project.path('cache') })

interface ReportJson {
  readonly profile: string
  readonly counts: Readonly<Record<string, number>>
  readonly claims: readonly { readonly claim: { readonly id: string }; readonly cause?: string }[]
  readonly runs: readonly { readonly startedAt: string }[]
}
const report = (name = 'jest') => project.readJson(`reports/${name}/report.json`) as ReportJson
const reportedIds = (name?: string) => report(name).claims.map(({ claim }) => claim.id)

/** A further claim like one that is there. */
function addClaimLike(model: string, id: string, overrides: Readonly<Record<string, unknown>>): void {
  project.write(`claims/${id}.json`, { ...(project.readJson(`claims/${model}.json`) as object), id, ...overrides })
}

describe('describeClaims', () => {
  it('is one test a claim, in its family, that passes when the outcome is as expected', () => {
    project.writeOnlineClaims()
    addClaimLike('toy/online-adam', 'toy/adam-fails', {
      statement: 'Adam ends at -1.',
      hypothesis: { kind: 'converges-to', arm: 'adam', target: -1, tolerance: 0.1, over: 'initial-points' },
      family: 'other-online',
      expected: { quick: { outcome: 'refuted', why: 'it ends at +1' } }
    })
    addClaimLike('toy/online-amsgrad', 'toy/unregistered', { family: 'unregistered', expected: {} })
    project.describeClaims('claims.spec.js', 'claims/*/*.json')

    const { tests, output, status } = project.jest()
    expect(tests.map(({ ancestorTitles, title, status }) => [...ancestorTitles, title, status])).toEqual([
      ['claims at profile quick', 'other-online', 'Adam ends at -1: refuted, as expected', 'passed'],
      ['claims at profile quick', 'toy-online', 'adam ends at 1: reproduced, as expected', 'passed'],
      ['claims at profile quick', 'toy-online', 'amsgrad ends at -1: reproduced, as expected', 'passed'],
      ['claims at profile quick', 'unregistered', 'amsgrad ends at -1: reproduced', 'passed']
    ])
    expect(output).toMatch(/^profile quick: 4 claims: 3 reproduced, 1 refuted$/m)
    expect(output).toMatch(/^Report: reports[/\\]jest[/\\]report\.md$/m)
    expect(status).toBe(0)
  })

  it('fails with the outcome, the interval, the variance report and the command that repeats it', () => {
    project.writeDigitsClaim({ expected: { quick: { outcome: 'reproduced', why: 'the paper says so' } } })
    addClaimLike('toy/digits-loss', 'toy/unregistered', { family: 'unregistered', expected: {} })
    project.describeClaims('claims.spec.js', 'claims/*/*.json')

    const { tests, output, status } = project.jest()
    expect(status).toBe(1)
    expect(tests.map(({ status }) => status)).toEqual(['failed', 'failed'])
    const [expected, unregistered] = tests.map(({ failureMessages }) => failureMessages.join('\n')) as [string, string]
    expect(expected).toMatch(/^expected reproduced\n/)
    expect(expected).toMatch(/^measured: +refuted \(/m)
    expect(expected).toMatch(/^expected: +reproduced \(the paper says so\)$/m)
    expect(expected).toMatch(/^effect: .*interval \[.* %, .* %\] at level 95 %, n = 6/m)
    expect(expected).toMatch(/^arm +n +mean +SD +CV +min +max$/m)
    expect(expected).toMatch(/^amsgrad +6 /m)
    expect(expected).toMatch(/^repeat: npx claimcheck verify toy\/digits-loss --profile quick --first-seed 0$/m)
    expect(unregistered).toMatch(/nothing is expected, so only "reproduced" passes/)
    // The trace is the line that called describeClaims.
    expect(output).toMatch(/> 2 \| describeClaims\(/)
    expect(output).not.toMatch(CODE_OF_OURS)
    expect(output).toMatch(/^2 judged claims: 1 NOT as expected, 1 with nothing expected \(0 reproduced\)\.$/m)
  })

  it('visibly skips what lacks its data or is expected for other profiles only', () => {
    project.writeOnlineClaims({ expected: { standard: { outcome: 'refuted', why: 'for the test' } } })
    project.writeDigitsClaim({}, MNIST)
    project.describeClaims('claims.spec.js', 'claims/*/*.json')

    const { tests, output, status } = project.jest([], noData())
    expect(tests.map(({ status }) => status)).toEqual(['pending', 'pending', 'pending'])
    expect(tests[0]!.title).toMatch(/^AMSGrad ends .*: reproduced \[skipped: .*npx claimcheck data fetch mnist\]$/)
    expect(tests[1]!.title).toMatch(/\[skipped: not for profile quick; .*CLAIMCHECK_PROFILE=standard\]$/)
    expect(output).toMatch(/^could-not-run: toy\/digits-loss: .*\n {2}to mend: npx claimcheck data fetch mnist$/m)
    expect(output).toMatch(/^profile quick: 3 claims: 1 could-not-run, 2 not-in-profile$/m)
    expect(status).toBe(0)
  })

  it('fails as could-not-run where workers die', () => {
    project.writeOnlineClaims()
    project.describeClaims('claims.spec.js', 'claims/*/*.json', { jobs: 1 })
    // Every process of Node loads it; only a worker of ours ends, when it is given a run.
    project.write(
      'dies.cjs',
      `if (/exec.worker$/.test(process.argv[1])) {
        process.on('message', ({ task }) => task?.kind === 'execute' && process.kill(process.pid, 'SIGKILL'))
      }`
    )
    const { tests, output, status } = project.jest([], { NODE_OPTIONS: `--require ${project.path('dies.cjs')}` })
    expect(tests.map(({ status }) => status)).toEqual(['failed', 'failed'])
    for (const { failureMessages } of tests) expect(failureMessages[0]).toMatch(/^could-not-run: .*worker/)
    expect(output).not.toMatch(CODE_OF_OURS)
    expect(output).toMatch(/^profile quick: 2 claims: 2 could-not-run$/m)
    expect(report().claims.map(({ cause }) => cause)).toEqual(['crash', 'crash'])
    expect(status).toBe(1)
  })

  it('fails as could-not-run where the store cannot be written', () => {
    project.writeOnlineClaims()
    project.write('in-the-way', 'a file where the store should be')
    project.describeClaims('claims.spec.js', 'claims/*/*.json', { storeFolder: 'in-the-way' })
    const { tests, output } = project.jest()
    for (const { failureMessages } of tests) {
      expect(failureMessages[0]).toMatch(/^could-not-run: .*in-the-way[\s\S]*to mend: +put the store elsewhere/)
    }
    expect(output).not.toMatch(CODE_OF_OURS)
    expect(report().claims.map(({ cause }) => cause)).toEqual(['crash', 'crash'])
  })

  it('fails the file with our message alone where the input is wrong', () => {
    project.writeOnlineClaims({ famly: 'typo' })
    project.describeClaims('malformed.spec.js', 'claims/*/*.json')
    project.describeClaims('nothing.spec.js', 'claimz/*/*.json')
    const { files, output, status } = project.jest()
    const messageOf = (name: string) => files.find((file) => path.basename(file.name) === name)!.message
    expect(messageOf('malformed.spec.js')).toMatch(/toy\/online-adam\.json:\d+:\d+ error[\s\S]*did you mean "family"/)
    expect(messageOf('nothing.spec.js')).toMatch(/the glob "claimz\/\*\/\*\.json" matches no claim/)
    for (const { message } of files) expect(message).toMatch(/> 2 \| describeClaims\(/)
    expect(output).not.toMatch(CODE_OF_OURS)
    expect(status).toBe(1)
  })

  it('fails the test with our message alone where an option is wrong', () => {
    project.writeDigitsClaim()
    project.describeClaims('claims.spec.js', 'claims/*/*.json', { engine: 'abacus' })
    const { tests, output } = project.jest()
    expect(tests[0]!.failureMessages[0]).toMatch(/there is no such engine\n +expected: .*tfjs:wasm/)
    expect(output).not.toMatch(CODE_OF_OURS)
  })

  it('runs one family with -t', () => {
    project.writeOnlineClaims()
    project.writeDigitsClaim()
    project.describeClaims('claims.spec.js', 'claims/*/*.json')
    project.jest(['-t', 'toy-online'], { CLAIMCHECK_STORE: 'kept' })
    expect(Object.keys(project.results('kept'))).toHaveLength(6)
    expect(reportedIds()).toEqual(['toy/online-adam', 'toy/online-amsgrad'])
  })

  it('honours CLAIMCHECK_PROFILE', () => {
    project.writeOnlineClaims({ expected: { standard: { outcome: 'reproduced', why: 'measured' } } })
    project.describeClaims('claims.spec.js', 'claims/*/*.json')
    const { tests } = project.jest([], { CLAIMCHECK_PROFILE: 'standard' })
    expect(tests.map(({ status }) => status)).toEqual(['passed', 'passed'])
    expect(report().profile).toBe('standard')
    expect(project.jest([], { CLAIMCHECK_PROFILE: 'fast' }).output).toMatch(
      /no such profile\n +expected: quick, standard/
    )
  })

  it('trains anew in a store of its own, which it removes, unless CLAIMCHECK_STORE is set', () => {
    project.writeOnlineClaims()
    project.describeClaims('claims.spec.js', 'claims/*/*.json')
    mkdirSync(project.path('temp'))
    const temp = { TMPDIR: project.path('temp'), TEMP: project.path('temp'), TMP: project.path('temp') }
    const startTimes = (env: NodeJS.ProcessEnv) => {
      expect(project.jest([], { ...temp, ...env }).status).toBe(0)
      return report().runs.map(({ startedAt }) => startedAt)
    }
    expect(startTimes({})).not.toEqual(startTimes({}))
    // Neither stores nor results that the tests left for the reporter; Jest's own cache may be there.
    expect(readdirSync(project.path('temp')).filter((name) => name.startsWith('claimcheck'))).toEqual([])
    expect(startTimes({ CLAIMCHECK_STORE: 'kept' })).toEqual(startTimes({ CLAIMCHECK_STORE: 'kept' }))
    expect(Object.keys(project.results('kept'))).toHaveLength(6)
  })

  it('stops what a timed-out test left running, and removes its store', () => {
    project.writeOnlineClaims({}, { numSteps: 1_000_000_000 })
    mkdirSync(project.path('temp'))
    const compiled = (file: string) => JSON.stringify(path.join(REPOSITORY, 'dist', file))
    project.write(
      'stop.cjs',
      `const { FamilyRunner } = require(${compiled('jest/familyRunner.js')})
      const { prepare } = require(${compiled('verify/prepare.js')})
      process.env.TMPDIR = process.env.TEMP = process.env.TMP = ${JSON.stringify(project.path('temp'))}
      const choice = { claimsRoot: 'claims', profile: 'quick', seeds: null }
      const preparation = prepare({ ...choice, claims: [] })
      const settings = { ...choice, engine: 'auto', storeFolder: null, firstSeed: 0, jobs: 2, execute: true }
      const runner = new FamilyRunner(preparation, settings)
      const outcome = runner.outcomeOf(preparation.named[0])
      setTimeout(() => runner.close().then(() => outcome).then(({ cause }) => console.log(cause)), 1000)`
    )
    // It ends by itself, so no worker is left either.
    expect(project.node('stop.cjs')).toMatchObject({ stdout: 'not-run\n', stderr: '', status: 0 })
    expect(readdirSync(project.path('temp'))).toEqual([])
  })

  it('names the environment that it needs in a browser-like one', () => {
    project.writeOnlineClaims()
    project.describeClaims('claims.spec.js', 'claims/*/*.json')
    project.write('browser.cjs', 'globalThis.window = globalThis')
    const { files } = project.jest(['--setupFiles', project.path('browser.cjs')])
    expect(files[0]!.message).toMatch(/environment "node"[\s\S]*@jest-environment node/)
  })

  it('works without injected globals', () => {
    project.writeOnlineClaims()
    project.describeClaims('claims.spec.js', 'claims/*/*.json')
    expect(project.jest(['--injectGlobals=false']).status).toBe(0)
  })
})

describe('the reporter', () => {
  it.each([
    ['in one process', '--runInBand'],
    ['with workers', '--maxWorkers=2']
  ])('writes one report of several test files, %s', (_how, flag) => {
    project.writeOnlineClaims()
    addClaimLike('toy/online-adam', 'toy/third', { family: 'third' })
    project.describeClaims('first.spec.js', 'claims/toy/online-*.json')
    project.describeClaims('second.spec.js', 'claims/toy/third.json')
    project.write('unrelated.spec.js', `test('nothing', () => {})`)
    const { output, status } = project.jest([flag])
    expect(output).toMatch(/^profile quick: 3 claims: 3 reproduced$/m)
    expect(output).toMatch(/^All 3 judged claims are as expected\.$/m)
    expect(readdirSync(project.path('reports/jest')).sort()).toEqual(REPORT_FILES)
    expect(reportedIds()).toEqual(['toy/online-adam', 'toy/online-amsgrad', 'toy/third'])
    expect(report().counts).toMatchObject({ claims: 3, reproduced: 3, asExpected: 3 })
    expect(report().runs).toHaveLength(6)
    expect(status).toBe(0)
  })

  it('writes a report that claimcheck judges again to the same bytes', () => {
    project.writeOnlineClaims()
    project.describeClaims('claims.spec.js', 'claims/*/*.json')
    project.jest()
    project.run(['report', '--from', 'reports/jest/report.json', '--name', 'again'])
    expect(project.readJson('reports/again/report.json')).toEqual(report())
  })

  it('keeps profiles apart, and puts reports where it is told', () => {
    const outcome = { outcome: 'reproduced', why: 'measured' }
    project.writeOnlineClaims({ expected: { quick: outcome, standard: outcome } })
    project.write('jest.config.json', {
      ...(project.readJson('jest.config.json') as object),
      reporters: ['default', ['claimcheck/jest/reporter', { folder: 'out', name: 'claims' }]]
    })
    project.describeClaims('quick.spec.js', 'claims/*/*.json', { profile: 'quick' })
    project.describeClaims('standard.spec.js', 'claims/*/*.json', { profile: 'standard' })
    project.jest()
    const profiles = [1, 2].map(
      (number) => (project.readJson(`out/claims-${number}/report.json`) as ReportJson).profile
    )
    expect(profiles).toEqual(['quick', 'standard'])
  })

  it('writes nothing where no claim was tested', () => {
    project.write('unrelated.spec.js', `test('nothing', () => {})`)
    const { output } = project.jest()
    expect(output).not.toMatch(/claims?:/)
    expect(() => readdirSync(project.path('reports'))).toThrow(/ENOENT/)
  })
})

describe('the types of the package', () => {
  const tsc = path.join(path.dirname(require.resolve('typescript/package.json')), 'bin/tsc')
  const specs = {
    'global.spec.ts': '',
    'imported.spec.ts': `import { expect, test } from '@jest/globals'\n`
  }

  it.each(Object.entries(specs))('know toHaveOutcome, in %s', (file, imports) => {
    project.link('@jest', '@types', 'expect')
    project.write(
      file,
      `${imports}import { verify, type VerifyOptions } from 'claimcheck'
import { describeClaims, toHaveOutcome } from 'claimcheck/jest'
declare const options: VerifyOptions
describeClaims('claims/*/*.json', { profile: 'quick' })
expect.extend({ toHaveOutcome })
test('a claim', async () => {
  const { report } = await verify(options)
  expect(report.claims[0]).toHaveOutcome('refuted')
  expect(report.claims[0]).not.toHaveOutcome('refuted', 'opposite')
  // @ts-expect-error not an outcome
  expect(report.claims[0]).toHaveOutcome('refutted')
})
`
    )
    project.write('tsconfig.json', {
      compilerOptions: {
        target: 'es2022',
        module: 'node20',
        strict: true,
        noEmit: true,
        types: imports === '' ? ['node', 'jest'] : ['node'],
        skipLibCheck: false
      },
      include: [file]
    })
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', '.'], { cwd: project.folder, encoding: 'utf8' })
    expect(stdout).toBe('')
  })
})
