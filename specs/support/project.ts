import { type ChildProcess, type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

export const REPOSITORY = path.resolve(__dirname, '../..')
const CLI = path.join(REPOSITORY, 'dist/cli/main.js')

/** Merged into a claim or experiment file, so that a test shows only what it is about. */
type Overrides = Readonly<Record<string, unknown>>

/** What the claim on the digits says, unless a spec says otherwise. */
export const DIGITS_HYPOTHESIS = {
  kind: 'lower',
  metric: 'train.loss',
  treatment: 'amsgrad',
  control: 'adam',
  margin: { relative: 0.01 }
}

/** A user's project in a temporary folder, in which the compiled program is run. */
export class Project {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-e2e-'))

  constructor() {
    if (!existsSync(CLI)) throw new Error('these tests run the compiled program: npm run build')
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 })
  }

  path(...parts: string[]): string {
    return path.join(this.folder, ...parts)
  }

  write(file: string, content: unknown): void {
    const target = this.path(file)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`)
  }

  readJson(file: string): unknown {
    return JSON.parse(readFileSync(this.path(file), 'utf8'))
  }

  /** Runs `claimcheck` to its end, by this Node.js or another. */
  run(args: readonly string[], env: NodeJS.ProcessEnv = {}, node = process.execPath): SpawnSyncReturns<string> {
    return spawnSync(node, [CLI, ...args], { cwd: this.folder, env: this.env(env), encoding: 'utf8' })
  }

  /** Runs a script of the project, in its own folder. */
  node(script: string): SpawnSyncReturns<string> {
    const file = this.path(script)
    return spawnSync(process.execPath, [file], { cwd: path.dirname(file), env: this.env({}), encoding: 'utf8' })
  }

  /** Starts `claimcheck`, for tests that interrupt or kill it. */
  start(args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
    return spawn(process.execPath, [CLI, ...args], { cwd: this.folder, env: this.env(env) })
  }

  /** The same at the head of a group of processes, as a terminal starts it: a signal to `-pid` reaches its workers too. */
  startGroup(args: readonly string[]): ChildProcess {
    return spawn(process.execPath, [CLI, ...args], { cwd: this.folder, env: this.env({}), detached: true })
  }

  /** The bytes of every record's `result` in a store, by key. */
  results(store = '.claimcheck/store'): Record<string, string> {
    const folder = this.path(store)
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      // Below `programs` lies what programs of their own wrote, below `slurm` what was submitted.
      .filter((file) => file.endsWith('.json') && !/^(?:programs|slurm)\b/.test(file))
    return Object.fromEntries(
      files.sort().map((file) => {
        const record = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as { result: unknown }
        return [path.basename(file, '.json'), JSON.stringify(record.result)]
      })
    )
  }

  /** Two claims on a deterministic problem, settled within a second: AMSGrad arrives at -1, Adam at +1. */
  writeOnlineClaims(claim: Overrides = {}, experiment: Overrides = {}): void {
    const adaptive = { learningRate: 0.02, beta1: 0.9, beta2: 0.99, variant: 'paper', projection: 'box' }
    this.write('claims/experiments/online.json', {
      id: 'online',
      kind: 'synthetic',
      description: 'The online problem of Reddi et al. (2018), with a large step.',
      sourceProtocol: 'a smaller step, longer',
      problem: { name: 'periodic-linear', rareSlope: 1010, commonSlope: -10, period: 101, domain: [-1, 1] },
      initialPoints: [-1, 0, 1],
      numSteps: 400_000,
      record: { points: 100, window: 101 },
      arms: {
        adam: { optimizer: { name: 'Adam', ...adaptive } },
        amsgrad: { optimizer: { name: 'AMSGrad', ...adaptive } }
      },
      ...experiment
    })
    for (const [arm, target] of [
      ['adam', 1],
      ['amsgrad', -1]
    ] as const) {
      this.write(`claims/toy/online-${arm}.json`, {
        id: `toy/online-${arm}`,
        source: { key: 'toy', citation: 'A. Author: A title. 2020.', locator: 'Figure 1', quote: `${arm} converges.` },
        statement: `${arm} ends at ${target}.`,
        experiment: 'online',
        hypothesis: { kind: 'converges-to', arm, target, tolerance: 0.1, over: 'initial-points' },
        decision: { alpha: 0.05, mode: 'fixed', seeds: { max: 1 } },
        family: 'toy-online',
        expected: { quick: { outcome: 'reproduced', why: 'measured' } },
        ...claim
      })
    }
  }

  /** A comparison on a part of the digits that trains in a few seconds, without an expected outcome. */
  writeDigitsClaim(claim: Overrides = {}, experiment: Overrides = {}): void {
    const optimizer = { learningRate: 0.01, beta1: 0.9, beta2: 0.999, variant: 'pytorch' }
    this.write('claims/experiments/digits.json', {
      id: 'digits',
      kind: 'classification',
      description: 'Softmax regression on some of the digits.',
      sourceProtocol: 'all of them, longer',
      data: { dataset: 'digits', trainImages: 256, validationImages: 100, testImages: 100, pixelScale: 16 },
      model: { layers: [{ class: 'Dense', units: 10, activation: 'softmax' }] },
      loss: 'categorical_crossentropy',
      training: { batchSize: 128, epochs: 2 },
      arms: {
        adam: { optimizer: { name: 'Adam', ...optimizer } },
        amsgrad: { optimizer: { name: 'AMSGrad', ...optimizer } }
      },
      ...experiment
    })
    this.write('claims/toy/digits-loss.json', {
      id: 'toy/digits-loss',
      source: { key: 'toy', citation: 'A. Author: A title. 2020.', locator: 'Figure 2', quote: 'AMSGrad is lower.' },
      statement: 'AMSGrad ends at a lower training loss than Adam.',
      experiment: 'digits',
      hypothesis: DIGITS_HYPOTHESIS,
      decision: { alpha: 0.05, mode: 'fixed', seeds: { max: 6 } },
      family: 'toy-digits',
      expected: {},
      ...claim
    })
  }

  protected env(extra: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    const { CLAIMCHECK_STORE: _store, CLAIMCHECK_PROFILE: _profile, NO_COLOR: _color, ...others } = process.env
    // The reporter of the Jest that runs this must not hear what a Jest in the project verifies.
    const { CLAIMCHECK_JEST_RESULTS: _results, ...inherited } = others
    return { ...inherited, ...extra }
  }
}
