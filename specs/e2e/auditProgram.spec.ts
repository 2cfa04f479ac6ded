import { Project } from '../support/project'

jest.setTimeout(180_000)

/** A program with a fault that its setting names. */
const SCRIPT = `
const option = (name) => process.argv[process.argv.indexOf('--' + name) + 1]
const seed = option('fault') === 'seed' ? 0 : Number(option('seed'))
const threads = option('fault') === 'threads' ? Number(process.env.OMP_NUM_THREADS) : 1
const hash = option('fault') === 'hash' ? process.env.PYTHONHASHSEED ?? 'none' : ''
const clock = option('fault') === 'clock' ? process.hrtime.bigint() : 0n
console.log(JSON.stringify({ loss: Number(option('rate')) * (1 + seed) * threads + hash.length + Number(clock) }))
`

const CHECKS = {
  none: [],
  seed: ['another seed'],
  threads: ['with one thread, and with two'],
  hash: ['another PYTHONHASHSEED'],
  clock: [
    'the same seed twice, in another process',
    'alone, and beside other runs',
    'in one worker, and in two',
    'trained, and read from the store',
    'with one thread, and with two',
    'another PYTHONHASHSEED'
  ]
}

let project: Project
beforeEach(() => {
  project = new Project()
  project.write('train.js', SCRIPT)
  project.write('claims/paper/source.json', { key: 'paper', citation: 'Somebody, 2020' })
  project.write('claims/paper/loss.json', {
    id: 'paper/loss',
    source: { locator: 'Table 1', quote: 'It is lower.' },
    statement: 'The small rate ends lower.',
    experiment: 'script',
    hypothesis: { kind: 'lower', metric: 'loss', treatment: 'small', control: 'large' },
    decision: { seeds: { max: 6 } }
  })
})
afterEach(() => project.remove())

test.each(Object.entries(CHECKS))('claimcheck audit finds the fault of a program: %s', (fault, found) => {
  project.write('claims/experiments/script.json', {
    id: 'script',
    kind: 'program',
    description: 'A script.',
    sourceProtocol: 'As it stands.',
    command: [process.execPath, 'train.js', '{args}', '--seed', '{seed}'],
    settings: { fault },
    arms: { small: { settings: { rate: 0.1 } }, large: { settings: { rate: 0.2 } } },
    metrics: { loss: { better: 'lower' } },
    inputs: ['train.js']
  })
  expect(project.run(['audit', 'paper/loss']).status).toBe(2)
  const { stdout, status } = project.run(['audit', 'paper/loss', '--allow-programs', '--json'])
  const { checks } = JSON.parse(stdout) as { checks: { check: string; runs: { passed: boolean }[] }[] }
  expect(checks.filter(({ runs }) => runs.some(({ passed }) => !passed)).map(({ check }) => check)).toEqual(found)
  expect(status).toBe(found.length === 0 ? 0 : 1)
})
