import { readdirSync, readFileSync } from 'node:fs'
import { DIGITS_HYPOTHESIS, Project } from '../support/project'

jest.setTimeout(120_000)

let project: Project
beforeEach(() => {
  project = new Project()
})
afterEach(() => project.remove())

const CLAIM = 'toy/digits-loss'
const GRID = { grid: { learningRate: [0.001, 0.01, 0.1] } }
const TUNING = {
  hypothesis: {
    ...DIGITS_HYPOTHESIS,
    tuning: { select: 'validation.loss', per: 'arm', seeds: 3 }
  }
}
const DROPOUT_MODEL = {
  model: {
    layers: [
      { class: 'Dense', units: 8, activation: 'relu' },
      { class: 'Dropout', rate: 0.5 },
      { class: 'Dense', units: 10, activation: 'softmax' }
    ]
  }
}
const noData = () => ({ CLAIMCHECK_DATA_DIR: '', CLAIMCHECK_CACHE_DIR: project.path('cache') })

interface SensitivityJson {
  readonly outcome: string
  readonly by: readonly string[]
  readonly runs: readonly unknown[]
  readonly pairs: {
    readonly spread: { readonly flip: { readonly counted: number }; readonly effects: readonly unknown[] }
  }
  readonly square: {
    readonly hasDropout: boolean
    readonly analysis: {
      readonly effect: { readonly factors: readonly { readonly name: string; readonly df: number }[] }
    }
  }
  readonly streams: readonly { readonly stream: string }[]
  readonly map: {
    readonly cells: readonly { readonly setting: object; readonly judgement: { readonly familySize: number } }[]
  }
  readonly tuned: { readonly ownTuning: boolean }
  readonly bestOfK: { readonly arms: readonly { readonly losses: readonly number[] }[] }
}

interface ChoicesJson {
  readonly choices: { readonly options: readonly { readonly topic: string; readonly sameRuns: boolean }[] }
  readonly effectiveStep: {
    readonly isMatched: boolean
    readonly equalRate: { readonly ratio: { readonly mean: number } }
  }
}

const readReport = (name: string) => project.readJson(`reports/${name}/sensitivity.json`) as SensitivityJson
const bytes = (name: string, file: string) => readFileSync(project.path('reports', name, file), 'utf8')

describe('claimcheck sensitivity', () => {
  it('studies the seeds: pairs and a Latin square, each run once', () => {
    project.writeDigitsClaim()
    const { stdout, stderr, status } = project.run(['sensitivity', CLAIM, '--name', 'seeds'])
    expect(status).toBe(0)
    // 6 pairs and 25 cells, 5 of them pairs of the claim.
    expect(stderr).toMatch(/Plan, profile quick: sensitivity of toy\/digits-loss, 52 runs, 0 cached/)
    expect(stdout).toMatch(/Varying all seeds: the mean of 6 pairs .* A study of one pair would conclude the opposite/)
    expect(readdirSync(project.path('reports/seeds')).sort()).toEqual(['sensitivity.json', 'sensitivity.md'])
    const report = readReport('seeds')
    expect(report.square.analysis.effect.factors.map(({ name, df }) => [name, df])).toEqual([
      ['init', 4],
      ['order', 4]
    ])
    expect(Object.keys(project.results())).toHaveLength(52)
  })

  it('shares its runs with verify', () => {
    project.writeDigitsClaim()
    project.run(['verify'])
    expect(project.run(['sensitivity', CLAIM]).stderr).toMatch(/52 runs, 12 cached/)
    expect(project.run(['verify']).stderr).toMatch(/12 runs, 12 cached/)
  })

  it('gives the same bytes whatever the number of workers, and from the store', () => {
    project.writeDigitsClaim(TUNING, { ...GRID, ...DROPOUT_MODEL })
    const run = (name: string, store: string, jobs: string) =>
      project.run(['sensitivity', CLAIM, '--by', 'all', '--name', name, '--store', store, '--jobs', jobs])
    expect(run('one', 'a', '1').status).toBe(0)
    run('two', 'b', '2')
    expect(run('again', 'b', '2').stderr).toMatch(/, nothing to run/)
    for (const file of ['sensitivity.json', 'sensitivity.md']) {
      expect(bytes('two', file)).toBe(bytes('one', file))
      expect(bytes('again', file)).toBe(bytes('one', file))
    }
    const report = readReport('one')
    expect(report.by).toEqual(['seed', 'init', 'order', 'dropout', 'learningRate'])
    expect(report.square.hasDropout).toBe(true)
    expect(report.streams.map(({ stream }) => stream)).toEqual(['init', 'order', 'dropout'])
    expect(report.map.cells.map(({ judgement }) => judgement.familySize)).toEqual([3, 3, 3])
    expect(report.tuned.ownTuning).toBe(true)
    expect(report.bestOfK.arms[0]!.losses).toHaveLength(3)
    expect(report.runs).toHaveLength(Object.keys(project.results('a')).length)
  })

  it('choices and the effective step: planned in rounds, the same bytes from the store', () => {
    const variant = (arm: string) => `/arms/${arm}/optimizer/variant`
    project.writeDigitsClaim(
      {},
      {
        choices: [
          {
            topic: 'loss function',
            base: 'categorical',
            options: [{ name: 'binary', set: { '/loss': 'binary_crossentropy' } }]
          },
          {
            topic: 'bias correction',
            base: 'PyTorch',
            options: [{ name: 'optax', set: { [variant('adam')]: 'optax', [variant('amsgrad')]: 'optax' } }]
          }
        ]
      }
    )
    const args = ['sensitivity', CLAIM, '--by', 'choices,effective-step']
    const { stdout, stderr, status } = project.run([...args, '--name', 'first'])
    expect(stderr).toMatch(
      /and up to \d+ when these have finished[\s\S]*toy\/digits-loss, loss function: binary: 14 runs/
    )
    expect(stdout).toMatch(/The effective step: a smaller step in disguise\?/)
    expect(status).toBe(0)
    const report = project.readJson('reports/first/sensitivity.json') as ChoicesJson
    expect(report.choices.options.map(({ topic }) => topic)).toEqual(['loss function', 'bias correction'])
    expect(report.choices.options.every(({ sameRuns }) => !sameRuns)).toBe(true)
    expect(report.effectiveStep.isMatched).toBe(true)
    // AMSGrad's step is never larger.
    expect(report.effectiveStep.equalRate.ratio.mean).toBeLessThanOrEqual(1)
    expect(project.run([...args, '--name', 'again']).stderr).toMatch(/, nothing to run/)
    for (const file of ['sensitivity.json', 'sensitivity.md']) expect(bytes('again', file)).toBe(bytes('first', file))
    const one = project.run(['sensitivity', CLAIM, '--by', 'choice:bias correction', '--json'])
    expect((JSON.parse(one.stdout) as ChoicesJson).choices.options).toHaveLength(1)
  })

  it('a map alone, on standard output as JSON', () => {
    project.writeDigitsClaim({}, { grid: { learningRate: [0.001, 0.1], beta2: [0.99, 0.999] } })
    const { stdout, status } = project.run(['sensitivity', CLAIM, '--by', 'beta2', '--json', '--name', 'map'])
    expect(stdout).toBe(bytes('map', 'sensitivity.json'))
    const report = JSON.parse(stdout) as SensitivityJson
    expect(report.map.cells.map(({ setting }) => setting)).toEqual([{ beta2: 0.99 }, { beta2: 0.999 }])
    expect([report.square, report.pairs, report.tuned]).toEqual([null, null, null])
    expect(status).toBe(0)
  })

  it('seed 0 is a seed, and another first seed is another study', () => {
    project.writeDigitsClaim()
    project.run(['sensitivity', CLAIM, '--by', 'init', '--name', 'zero'])
    project.run(['sensitivity', CLAIM, '--by', 'init', '--first-seed', '1000', '--name', 'thousand'])
    expect(bytes('zero', 'sensitivity.json')).toMatch(/"init": 0,/)
    expect(bytes('thousand', 'sensitivity.json')).toMatch(/"init": 1004,/)
  })

  it('3: without the data it could not run, and says what helps', () => {
    project.writeDigitsClaim(
      {},
      { data: { dataset: 'mnist', trainImages: 256, validationImages: 100, testImages: 100, pixelScale: 255 } }
    )
    const { status, stdout } = project.run(['sensitivity', CLAIM, '--name', 'none'], noData())
    expect(status).toBe(3)
    expect(stdout).toMatch(/could-not-run \(missing-data\)[\s\S]*npx claimcheck data fetch mnist/)
    expect(readReport('none').outcome).toBe('could-not-run')
  })

  it.each([
    ['a claim that is none', ['toy/digits-los'], /did you mean toy\/digits-loss/],
    ['several claims', ['toy'], /one claim is studied at a time/],
    ['a synthetic claim without maps', ['toy/online-adam'], /experiment online has no maps/],
    ['what does not exist', [CLAIM, '--by', 'weather'], /Allowed choices are seed, init/],
    ['a stream that the model has not', [CLAIM, '--by', 'dropout'], /no Dropout layer/],
    ['an axis that the grid has not', [CLAIM, '--by', 'beta1'], /no beta1 in its grid/],
    ['choices that the experiment has not', [CLAIM, '--by', 'choices'], /no choices in its file/],
    ['a square too small', [CLAIM, '--size', '3'], /5 or more/]
  ])('2: %s', (_what, args, message) => {
    project.writeOnlineClaims()
    project.writeDigitsClaim()
    const { status, stderr, stdout } = project.run(['sensitivity', ...args])
    expect(stderr).toMatch(message)
    expect(stderr + stdout).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m)
    expect(status).toBe(2)
  })

  it('130: Ctrl-C keeps what is finished', async () => {
    project.writeDigitsClaim({}, { training: { batchSize: 128, epochs: 2000 } })
    const child = project.start(['sensitivity', CLAIM, '--jobs', '1'])
    let stderr = ''
    let interrupted = false
    child.stderr!.on('data', (chunk: Buffer) => {
      stderr += chunk
      if (!interrupted && /\d+\/52 runs/.test(stderr)) interrupted = child.kill('SIGINT')
    })
    const status = await new Promise((resolve) => child.once('exit', resolve))
    expect(status).toBe(130)
    expect(stderr).toMatch(/run the same command again to resume/)
  })
})

describe('claimcheck power', () => {
  it('an assumed effect', () => {
    const { stdout, status } = project.run(['power', '--effect', '0.8'])
    expect(stdout).toMatch(/^a fixed number +19 +90 %$/m)
    expect(status).toBe(0)
  })

  it('the pilot runs of a claim', () => {
    project.writeDigitsClaim()
    const none = project.run(['power', '--claim', CLAIM])
    expect(none.stderr).toMatch(
      /could-not-run: the store holds too few pilot runs[\s\S]*npx claimcheck verify toy\/digits-loss/
    )
    expect(none.status).toBe(3)
    project.run(['verify', CLAIM, '--seeds', '4'])
    const { stdout, status } = project.run(['power', '--claim', CLAIM, '--json'])
    const answer = JSON.parse(stdout) as {
      pilot: { numPairs: number; theta: number; standardDeviation: number; delta: number }
      effects: number[]
      alpha: number
    }
    expect(answer.pilot.numPairs).toBe(4)
    const { theta, delta, standardDeviation } = answer.pilot
    expect(answer.effects).toEqual([Math.abs(theta + delta) / standardDeviation])
    expect(answer.alpha).toBe(0.05)
    expect(status).toBe(0)
  })

  it.each([
    ['neither', [], /either --effect or --claim/],
    ['both', ['--effect', '1', '--claim', CLAIM], /either --effect or --claim/],
    ['an effect of nothing', ['--effect', '0'], /above 0/],
    ['a level that is none', ['--effect', '1', '--alpha', '5'], /between 0 and 1/],
    ['a budget before the first look', ['--effect', '1', '--min', '20', '--max', '10'], /budget ends/],
    ['a power below the level', ['--effect', '1', '--power', '0.01'], /power is below/]
  ])('2: %s', (_what, args, message) => {
    project.writeDigitsClaim()
    const { status, stderr } = project.run(['power', ...args])
    expect(stderr).toMatch(message)
    expect(status).toBe(2)
  })
})
