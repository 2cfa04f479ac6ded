import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { Project, REPOSITORY } from '../support/project'

jest.setTimeout(60_000)

const EVIDENCE = path.join(REPOSITORY, 'fixtures', 'evidence')
const LAYOUTS = readdirSync(EVIDENCE).filter((name) => !name.endsWith('.json'))

let project: Project
beforeEach(() => {
  project = new Project()
  project.writeDigitsClaim()
})
afterEach(() => project.remove())

interface AdjudicationJson {
  readonly outcome: string
  readonly evidence: { readonly digest: string; readonly numRuns: number }
  readonly runs: readonly unknown[] | null
}

function adjudicate(layout: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
  const mapping = path.join(EVIDENCE, `${layout}.json`)
  return project.run(['adjudicate', 'toy/digits-loss', '--mapping', mapping, '--name', layout, ...args], env)
}
const from = (layout: string) => ['--evidence', path.join(EVIDENCE, layout)]

describe('claimcheck adjudicate', () => {
  it.each(LAYOUTS)('judges logs laid out as %s, and trains nothing', (layout) => {
    const { stdout, stderr, status } = adjudicate(layout, from(layout))
    expect(stderr).toBe('')
    expect(status).toBe(0)
    expect(stdout).toMatch(/lower by at least 1 %, so the claim is reproduced/)
    expect(stdout).toMatch(/toy\/digits-loss is reproduced, from 20 runs/)
    expect(readdirSync(project.path('reports', layout)).sort()).toEqual(['adjudication.json', 'adjudication.md'])
    expect(existsSync(project.path('.claimcheck'))).toBe(false)
  })

  it('prints adjudication.json alone, from the folder of the environment, without the values of runs', () => {
    const { stdout } = adjudicate('csv-long', ['--json'], { CLAIMCHECK_EVIDENCE_DIR: path.join(EVIDENCE, 'csv-long') })
    expect(stdout).toBe(readFileSync(project.path('reports/csv-long/adjudication.json'), 'utf8'))
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'reproduced', evidence: { numRuns: 20 }, runs: null })
    expect(stdout).not.toContain(project.folder)
    expect(stdout).not.toContain(REPOSITORY)
    const { stdout: withRuns } = adjudicate('csv-long', [...from('csv-long'), '--json', '--with-runs'])
    expect((JSON.parse(withRuns) as AdjudicationJson).runs).toHaveLength(20)
  })

  it('guesses a mapping, on standard output or in a file that it does not write over, and runs nothing', () => {
    const layout = path.join(EVIDENCE, 'csv-long')
    const printed = project.run(['adjudicate', '--guess', layout])
    expect(printed).toMatchObject({ status: 0, stderr: expect.stringMatching(/^Understood:\n.*\nTo look at:\n/s) })
    expect(Object.keys(JSON.parse(printed.stdout))).toEqual(expect.arrayContaining(['log', 'arm', 'metrics']))
    const args = ['adjudicate', '--guess', layout, '--out', 'mappings/new.json']
    expect(project.run(args)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^Understood:.*Mapping: mappings.new\.json\n$/s),
      stderr: ''
    })
    expect(readFileSync(project.path('mappings/new.json'), 'utf8')).toBe(printed.stdout)
    expect(project.run(args)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('there is a mapping already')
    })
    expect(project.run(['adjudicate', '--guess', 'nowhere']).status).toBe(2)
    expect(project.run(['adjudicate'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("argument 'claims'")
    })
    expect(existsSync(project.path('.claimcheck'))).toBe(false)
  })

  it('judges a claim that names no experiment, which verify lists and does not run', () => {
    project.writeDigitsClaim({ experiment: null, decision: { alpha: 0.05 } })
    expect(project.run(['lint']).status).toBe(0)
    const { stdout, status } = project.run(['verify', '--json'])
    expect(status).toBe(3)
    const [claim] = (JSON.parse(stdout) as { claims: object[] }).claims
    expect(claim).toMatchObject({
      kind: 'could-not-run',
      cause: 'not-run',
      remedy: 'npx claimcheck adjudicate toy/digits-loss --evidence <folder> --mapping <file.json>'
    })
    expect(project.run(['verify', 'toy/digits-loss']).status).toBe(3)
    expect(adjudicate('csv-long', from('csv-long')).stdout).toMatch(/toy\/digits-loss is reproduced, from 20 runs/)
    const power = project.run(['power', '--claim', 'toy/digits-loss'])
    expect(power.status).toBe(2)
    expect(power.stderr).toMatch(/has no runs from which its effect could be taken/)
  })

  it.each([
    [
      { by: { kind: 'auc' } },
      /geometric mean of train\.loss over the run, averaged over 2 settings, is .* so the claim is reproduced/
    ],
    [
      { by: { kind: 'time-to', threshold: 0.38 }, margin: { absolute: 0.25 } },
      /time until train\.loss is 0\.38 or less, averaged over 2 settings, is .* epochs shorter/
    ]
  ])('judges who is faster: %j', (question, sentence) => {
    const hypothesis = { kind: 'faster', metric: 'train.loss', treatment: 'amsgrad', control: 'adam', ...question }
    project.writeDigitsClaim({ experiment: null, decision: { alpha: 0.05 }, hypothesis })
    expect(project.run(['lint']).status).toBe(0)
    expect(adjudicate('csv-files', from('csv-files')).stdout).toMatch(sentence)
    expect(project.run(['verify', 'toy/digits-loss']).status).toBe(3)
  })

  it('takes the claims that come with claimcheck where asked to', () => {
    rmSync(project.path('claims'), { recursive: true })
    const { stderr } = project.run([
      'adjudicate',
      'reddi2018/nothing',
      '--bundled',
      '--mapping',
      'none.json',
      ...from('csv-long')
    ])
    expect(stderr).toMatch(/no claim is called "reddi2018\/nothing"/)
  })

  it('names the content of the folder, wherever it lies', () => {
    const digest = (folder: string) =>
      (JSON.parse(adjudicate('jsonl-rows', ['--evidence', folder, '--json']).stdout) as AdjudicationJson).evidence
        .digest
    cpSync(path.join(EVIDENCE, 'jsonl-rows'), project.path('copy'), { recursive: true })
    const before = digest('copy')
    expect(before).toBe(digest(path.join(EVIDENCE, 'jsonl-rows')))
    project.write('copy/readme.txt', 'Something else.')
    expect(digest('copy')).not.toBe(before)
  })

  it('looks at some of the runs only', () => {
    const { stdout } = adjudicate('csv-files', [...from('csv-files'), '--where', 'lr=0.001', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({
      evidence: { numRuns: 10, where: { lr: 0.001 }, leftOut: [{ why: 'lr is not 0.001', count: 10 }] }
    })
    const unknown = adjudicate('csv-files', [...from('csv-files'), '--where', 'beta2=1'])
    expect(unknown.status).toBe(2)
    expect(unknown.stderr).toMatch(/--where names beta2[\s\S]*lr/)
  })

  it('fails where another outcome is required', () => {
    project.writeDigitsClaim({
      hypothesis: { kind: 'not-lower', metric: 'train.loss', treatment: 'amsgrad', control: 'adam' }
    })
    expect(adjudicate('csv-long', [...from('csv-long'), '--require', 'reproduced']).status).toBe(1)
    expect(adjudicate('csv-long', from('csv-long')).status).toBe(0)
  })

  it('explains bad input without a stack trace, all of it at once', () => {
    project.write('mapping.json', { log: { files: ['*.csv'], layuot: 'long' }, arm: { from: [{ columns: 'arm' }] } })
    const mapping = project.run(['adjudicate', 'toy/digits-loss', '--mapping', 'mapping.json', ...from('csv-long')])
    expect(mapping.status).toBe(2)
    expect(mapping.stderr).toMatch(/did you mean "layout"\?/)
    expect(mapping.stderr).toMatch(/did you mean "column"\?/)
    expect(mapping.stderr).toMatch(/metrics is missing/)

    project.write('logs/a.csv', 'arm,lr,run,epoch,metric,value\nx,1,1,1,loss,1\n')
    project.write('logs/all.csv', 'arm,lr,run,epoch,metric,value\nx,1,1,1,loss\n')
    const logs = adjudicate('csv-long', ['--evidence', 'logs'])
    expect(logs.status).toBe(2)
    expect(logs.stderr).toMatch(/all\.csv:2: a row has another number of fields/)

    for (const { status, stderr } of [
      mapping,
      logs,
      adjudicate('csv-long'),
      adjudicate('csv-long', ['--evidence', 'no'])
    ]) {
      expect(status).toBe(2)
      expect(stderr).toMatch(/to mend:/)
      expect(stderr).not.toMatch(/\n {4}at /)
    }
  })
})
