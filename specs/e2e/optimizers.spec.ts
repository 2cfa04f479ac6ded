import { readdirSync, readFileSync } from 'node:fs'
import { type OptimizerName, PRESETS, settingKeysOf, variantOf, variantsOf } from '../../src/optim/presets'
import { parseCsv } from '../support/parseCsv'
import { Project } from '../support/project'

const NAMES = Object.keys(PRESETS) as OptimizerName[]

/** An arm for every preset, in a variant that a network can have. */
// The networks of this spec have few updates; AdamNC's only variant has no epsilon.
const OWN: Readonly<Record<string, object>> = {
  AdaShift: { shift: 1 },
  AdamNC: { epsilon: 1e-8, epsilonPlacement: 'outside' }
}
const ARMS = Object.fromEntries(
  NAMES.map((name) => {
    const variant = variantsOf(name).find((each) => variantOf(name, each)?.epsilon !== 0)
    return [
      name.toLowerCase(),
      { optimizer: { name, learningRate: 0.01, ...(variant !== undefined && { variant }), ...OWN[name] } }
    ]
  })
)
const CLAIM = {
  source: { key: 'toy', citation: 'A. Author: A title. 2020.', locator: 'Figure 1', quote: 'It converges.' },
  expected: {}
}

let project: Project
beforeAll(() => {
  project = new Project()
  project.writeOnlineClaims({}, { arms: ARMS, numSteps: 2000 })
  project.writeDigitsClaim({}, { arms: ARMS })
  for (const arm of Object.keys(ARMS)) {
    project.write(`claims/toy/online-${arm}.json`, {
      ...CLAIM,
      id: `toy/online-${arm}`,
      statement: `${arm} ends at -1.`,
      experiment: 'online',
      hypothesis: { kind: 'converges-to', arm, target: -1, tolerance: 0.1, over: 'initial-points' }
    })
    project.write(`claims/toy/digits-${arm}.json`, {
      ...CLAIM,
      id: `toy/digits-${arm}`,
      statement: `${arm} ends at a loss of about 1.`,
      experiment: 'digits',
      hypothesis: { kind: 'range', arm, metric: 'train.loss', low: 0, high: 10 },
      decision: { seeds: { max: 2 } }
    })
  }
})
afterAll(() => project.remove())

test('every preset is an arm of synthetic and of network claims: linted, run, reported and exported', () => {
  expect(project.run(['lint'])).toMatchObject({ status: 0 })
  const { status, stdout, stderr } = project.run(['verify', '--json', '--engine', 'onnx'])
  const report = JSON.parse(stdout) as {
    claims: { claim: { id: string }; kind: string }[]
    experiments: Record<string, { arms: Record<string, { optimizer: Record<string, unknown> }> }>
  }
  expect({ stderr, kinds: new Set(report.claims.map(({ kind }) => kind)) }).toMatchObject({
    kinds: new Set(['judged'])
  })
  for (const name of NAMES) {
    for (const experiment of ['online', 'digits']) {
      const { optimizer } = report.experiments[experiment]!.arms[name.toLowerCase()]!
      const own = [...settingKeysOf(name), ...Object.keys(PRESETS[name].fixed ?? {})]
      const keys = [...new Set(['name', 'learningRate', 'schedule', 'projection', ...own])]
      expect(Object.keys(optimizer).sort()).toEqual(keys.sort())
    }
  }

  // Read back by the report's schema, which is made of the same types: anything else would be bad input.
  const [folder] = readdirSync(project.path('reports'))
  expect(project.run(['report', '--from', `reports/${folder}/report.json`, '--name', 'again']).status).toBe(status)
  expect(project.readJson('reports/again/report.json')).toEqual(report)
  const { stdout: listed } = project.run(['runs'])
  for (const name of NAMES) expect(listed).toMatch(new RegExp(`valid .* ${name} alpha=0.01`))

  expect(project.run(['export', 'csv', '--out', 'exported'])).toMatchObject({ status: 0 })
  const [header, ...rows] = parseCsv(readFileSync(project.path('exported/runs.csv'), 'utf8'))
  const column = (name: string) => header!.indexOf(name)
  for (const name of NAMES) {
    const row = rows.find((cells) => cells[column('optimizer')] === name && cells[column('kind')] === 'classification')!
    const optimizer = report.experiments.digits!.arms[name.toLowerCase()]!.optimizer
    for (const key of settingKeysOf(name)) expect([key, row[column(key)]]).toEqual([key, String(optimizer[key])])
  }
})
