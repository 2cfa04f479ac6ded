import { readFileSync } from 'node:fs'
import { Project } from '../support/project'

jest.setTimeout(180_000)

let project: Project
beforeAll(() => {
  project = new Project()
  project.writeOnlineClaims()
  project.writeDigitsClaim()
  expect(project.run(['verify', '--name', 'first', '--jobs', '1']).stderr).toMatch(/18\/18 runs/)
  expect(project.run(['store', 'export', 'records.jsonl.gz', '--from', 'reports/first/report.json']).status).toBe(0)
})
afterAll(() => project.remove())

const audit = (...args: readonly string[]) => project.run(['audit', ...args, '--jobs', '1'])

describe('claimcheck audit --records', () => {
  it('trains a sample again, finds the same bits, and is shown by a report', () => {
    const store = project.results()
    const { status, stdout, stderr } = audit('--records', 'records.jsonl.gz', '--sample', '12', '--name', 'audit')
    expect(stdout).toMatch(/Of 18 records \([0-9a-f]{12}\) 12 were drawn by seed 0[\s\S]*: 12 same bits\./)
    expect(stderr).toMatch(/Training \d runs again on scalar \(javascript\)[\s\S]*runs, 100 %/)
    expect(status).toBe(0)
    expect(project.results()).toEqual(store)
    project.run([
      ...['report', '--from', 'reports/first/report.json', '--audit', 'reports/audit/audit.json', '--name', 'shown']
    ])
    const page = readFileSync(project.path('reports/shown/report.html'), 'utf8')
    expect(page).toMatch(/id="audit"[\s\S]*Recorded runs, trained again[\s\S]*12 same bits/)
    expect(page).not.toContain('These are not exactly the records of this report')
  })

  it('names the engines where another one is within tolerance, as JSON too', () => {
    const { status, stdout } = audit(
      '--records',
      'records.jsonl.gz',
      '--sample',
      '99',
      '--engine',
      'tfjs:cpu',
      '--json'
    )
    const { runs } = JSON.parse(stdout) as {
      runs: { outcome: string; here: object; recorded: object; largest: number }[]
    }
    expect(runs.map(({ outcome }) => outcome).sort()).toEqual([
      ...new Array(6).fill('same'),
      ...new Array(12).fill('within-tolerance')
    ])
    const other = runs.find(({ outcome }) => outcome === 'within-tolerance')!
    expect(other).toMatchObject({ here: { engine: { name: 'tfjs', backend: 'cpu' } } })
    expect(other.largest).toBeLessThan(1e-5)
    expect(status).toBe(0)
  })
})

describe('claimcheck audit <claim>', () => {
  it('tells that nothing but the seed decides its runs', () => {
    const { status, stdout } = audit('toy/digits-loss')
    expect(stdout).toMatch(/another seed +other bits +other bits in 2 runs/)
    expect(stdout.match(/same bits +same bits in 2 runs/g)).toHaveLength(4)
    expect(status).toBe(0)
  })

  it('leaves out the check of seeds where nothing is drawn', () => {
    const { status, stdout } = audit('toy/online-adam')
    expect(stdout).toMatch(/another seed +other bits +left out: nothing is drawn/)
    expect(status).toBe(0)
  })
})

it.each([
  [[], /expected: --records <archive>, or the id of a claim\n +received: neither/],
  [['toy/digits-loss', '--records', 'records.jsonl.gz'], /received: both/],
  [['toy/nothing'], /toy\/nothing/],
  [['--records', 'nowhere.gz'], /nowhere\.gz/],
  [['--records', 'records.jsonl.gz', '--sample', '0'], /whole number from 1/],
  [['--records', 'records.jsonl.gz', '--tolerance', '2'], /from 0 to 1/]
])('audit %j is bad input', (args, said) => {
  const { status, stderr } = audit(...args)
  expect(stderr).toMatch(said)
  expect(status).toBe(2)
})
