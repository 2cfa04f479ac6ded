import { spawnSync } from 'node:child_process'
import { cpSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { Project, REPOSITORY } from '../support/project'
import { missingPython, PYTHON } from '../support/python'

jest.setTimeout(180_000)

const EXAMPLES = path.join(REPOSITORY, 'examples')
const folders = readdirSync(EXAMPLES, { withFileTypes: true }).filter((entry) => entry.isDirectory())

/** Why an example cannot run here; null where it can. */
const MISSING: Readonly<Record<string, () => string | null>> = {
  numpy: () => missingPython('numpy'),
  'two-engines': () => missingPython('numpy'),
  pytorch: () => missingPython('torch'),
  hydra: () => missingPython('hydra'),
  'scikit-learn': () => missingPython('sklearn'),
  bash: () => missingProgram('bash', '--version'),
  cpp: () => missingProgram('make', '--version') ?? missingProgram('c++', '--version'),
  r: () => missingProgram('Rscript', '--version')
}

function missingProgram(...command: [string, ...string[]]): string | null {
  return spawnSync(command[0], command.slice(1)).status === 0 ? null : `no ${command[0]}`
}

const START = ['export', 'start', 'example/built-in', '--out', 'start']

let project: Project
beforeEach(() => {
  project = new Project()
})
afterEach(() => project.remove())

describe('the examples', () => {
  it('are those that are tried here', () => {
    expect(folders.map(({ name }) => name).sort()).toEqual(Object.keys(MISSING).sort())
  })
})

describe.each(Object.entries(MISSING))('the example %s', (name, missing) => {
  const reason = missing()
  const test = reason === null ? it : it.skip

  test(`does what its README says${reason === null ? '' : ` [skipped: ${reason}]`}`, () => {
    cpSync(path.join(EXAMPLES, name), project.folder, { recursive: true })
    // The interpreter that the tests know comes first.
    const env = {
      PATH: `${path.dirname(PYTHON)}${path.delimiter}${process.env.PATH}`,
      XDG_CONFIG_HOME: project.path('.config')
    }
    if (name === 'cpp') expect(spawnSync('make', { cwd: project.folder }).status).toBe(0)
    if (name === 'two-engines') expect(project.run(START, env)).toMatchObject({ status: 0 })
    expect(project.run(['lint'], env)).toMatchObject({ status: 0 })
    expect(project.run(['allow'], env)).toMatchObject({ status: 0 })
    const { stdout, stderr, status } = project.run(['verify', '--json'], env)
    expect([stderr, status]).toEqual([expect.any(String), 0])
    const { claims } = JSON.parse(stdout) as { claims: { judgement: { verdict: { outcome: string } } }[] }
    expect(new Set(claims.map(({ judgement }) => judgement.verdict.outcome))).toEqual(new Set(['reproduced']))
    if (name === 'two-engines') expectSameTrajectories(Object.values(project.results()))
  })
})

/** Of the engine in float32 and NumPy in float64: every loss after every epoch, relative to it. */
const TOLERANCE = 1e-5

function expectSameTrajectories(results: readonly string[]): void {
  type Result = {
    spec: { kind: string; seeds: { init: number }; optimizer?: { momentum: number }; settings?: { momentum: number } }
    metrics: Record<string, { values: number[] }>
  }
  const runs = results.map((text) => JSON.parse(text) as Result)
  const numbersOf = (kind: string) =>
    runs
      .filter(({ spec }) => spec.kind === kind)
      .map(({ spec, metrics }) => ({
        run: `seed ${spec.seeds.init}, momentum ${(spec.optimizer ?? spec.settings)!.momentum}`,
        losses: ['train.loss', 'test.loss'].flatMap((metric) => metrics[metric]!.values)
      }))
      .sort((a, b) => (a.run < b.run ? -1 : 1))
  const [builtIn, program] = [numbersOf('classification'), numbersOf('program')]
  expect(program.map(({ run }) => run)).toEqual(builtIn.map(({ run }) => run))
  expect(new Set(builtIn.map(({ losses }) => losses[0])).size).toBe(16)
  for (const [index, { losses }] of program.entries()) {
    const expected = builtIn[index]!.losses
    expect(losses).toHaveLength(20)
    expect(Math.max(...losses.map((loss, place) => Math.abs(loss / expected[place]! - 1)))).toBeLessThan(TOLERANCE)
  }
}
