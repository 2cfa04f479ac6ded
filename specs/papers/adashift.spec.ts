import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createFillSlopes } from '../../src/engine/scalar/fillSlopes'
import { simulate } from '../../src/engine/scalar/simulate'
import { loadClaims } from '../../src/load/load'
import { randomStream } from '../../src/random/streams'
import type { SyntheticExperiment, SyntheticRunSpec } from '../../src/runs/synthetic/types'
import { REPOSITORY } from '../support/project'
import { missingPython, runPython } from '../support/python'

jest.setTimeout(120_000)

/**
 * AdaShift twice, from one text: the optimizer of this package, and a program in PyTorch that knows nothing of it. What the
 * program gave stands beside, so that the two are compared where there is no PyTorch too: after a change of the program
 * `CLAIMCHECK_TEST_PYTHON=<python> WRITE_PATHS=1 npx jest specs/papers/adashift`.
 */
const PAPER = path.join(REPOSITORY, 'papers/zhou2019')
const FILE = path.join(__dirname, 'adashiftPaths.json')
const STEPS = 120
/** Its draws have a rare slope among the first ones. */
const SEED = 1

const { experiments } = loadClaims(PAPER)
const CASES = (['sequential', 'stochastic'] as const).flatMap((problem) =>
  ['adam', 'amsgrad', 'adashift'].map((arm) => [`${problem} ${arm}`, problem, arm] as const)
)

function runOf(problem: string, arm: string): SyntheticRunSpec {
  const experiment = experiments.get(`zhou2019-${problem}`) as SyntheticExperiment
  const seeds = { init: SEED, order: SEED, dropout: SEED, problem: SEED }
  return {
    kind: 'synthetic',
    ...{
      problem: experiment.problem,
      optimizer: experiment.arms[arm]!.optimizer,
      initialPoint: 0,
      numSteps: STEPS,
      seeds
    },
    record: { points: STEPS, window: 1 }
  } as SyntheticRunSpec
}

function slopesOf({ problem }: SyntheticRunSpec): number[] {
  const slopes = new Float64Array(STEPS)
  createFillSlopes(problem, randomStream(SEED, 'problem'))(slopes, STEPS, 0)
  return [...slopes]
}

function nativePath(spec: SyntheticRunSpec): readonly number[] {
  const simulation = simulate(spec)
  for (;;) {
    const next = simulation.next()
    if (next.done !== true) continue
    if (!('metrics' in next.value)) throw new Error('the run failed')
    return next.value.metrics.x!.values
  }
}

function programPath(problem: string, arm: string, way: string): readonly number[] {
  const slopes = slopesOf(runOf(problem, arm))
  const settings = { problem, optimizer: arm, slopes, start: 0, path: way }
  const told = runPython(path.join(PAPER, 'programs/synthetic.py'), [JSON.stringify(settings), '0'])
  return (JSON.parse(told) as { path: number[] }).path
}

/** Float64 sums in another order: by 1e-12 of the domain's length, thousands of times less than one step. */
function expectSame(path: readonly number[], other: readonly number[]): void {
  expect(path).toHaveLength(STEPS)
  expect(Math.max(...path.map((x, t) => Math.abs(x - other[t]!)))).toBeLessThan(1e-12)
}

const missing = missingPython('torch', 'numpy')
if (process.env.WRITE_PATHS === '1') {
  const paths = Object.fromEntries(CASES.map(([name, problem, arm]) => [name, programPath(problem, arm, 'steps')]))
  writeFileSync(FILE, `${JSON.stringify(paths)}\n`)
}
const paths = JSON.parse(readFileSync(FILE, 'utf8')) as Readonly<Record<string, readonly number[]>>

describe('AdaShift and what it is compared with, step by step', () => {
  it.each(CASES)('%s: the built-in engine goes where the program in PyTorch went', (name, problem, arm) => {
    const spec = runOf(problem, arm)
    expect(slopesOf(spec).slice(1)).toContain(spec.problem.rareSlope)
    expectSame(nativePath(spec), paths[name]!)
  })

  it('goes elsewhere where its settings are others', () => {
    const spec = runOf('sequential', 'adashift')
    const other = nativePath({ ...spec, optimizer: { ...spec.optimizer, shift: 9 } })
    expect(other).not.toEqual(nativePath(spec))
  })

  const where = missing === null ? it : it.skip
  where.each([
    ...CASES.map(([, problem, arm]) => [problem, arm, 'steps'] as const).filter(([, arm]) => arm === 'adashift'),
    ['sequential', 'adashift', 'floats'] as const
  ])(`%s %s: the program goes there by its %s${missing === null ? '' : ` (${missing})`}`, (problem, arm, way) => {
    expectSame(programPath(problem, arm, way), paths[`${problem} ${arm}`]!)
  })
})
