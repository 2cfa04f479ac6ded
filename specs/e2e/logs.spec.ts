import { cpSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { JestProject } from '../support/jestProject'
import { REPOSITORY } from '../support/project'

jest.setTimeout(120_000)

const EVIDENCE = path.join(REPOSITORY, 'fixtures', 'evidence')
const CLAIM = {
  source: { citation: 'A. Other: Some runs. 2021.', locator: 'Table 1', quote: 'AMSGrad is lower.' },
  statement: 'In the logs AMSGrad ends at a lower training loss than Adam.',
  experiment: null,
  hypothesis: { kind: 'lower', metric: 'train.loss', treatment: 'amsgrad', control: 'adam' },
  decision: { alpha: 0.05 }
}
const EXPECTED = { outcome: 'reproduced', why: 'the logs show it' }

let project: JestProject
beforeEach(() => {
  project = new JestProject()
  project.link('claimcheck')
  cpSync(path.join(EVIDENCE, 'csv-long'), project.path('runs'), { recursive: true })
  cpSync(path.join(EVIDENCE, 'csv-long.json'), project.path('claims', 'mappings', 'runs.json'))
  writeClaim('first', {}, { expected: EXPECTED })
})
afterEach(() => project.remove())

function writeClaim(name: string, overrides: object, logs: object = {}): void {
  const evidence = { folder: '../runs', mapping: 'mappings/runs.json' }
  const named = { by: 'us', evidence, ...logs }
  project.write(`claims/paper/${name}.json`, { ...CLAIM, id: `paper/${name}`, ...overrides, logs: named })
}

const file = (name: string) => readFileSync(project.path('reports', name), 'utf8')

describe('a claim that names its logs', () => {
  it('is linted, planned, registered, verified, shown and reported as any other', () => {
    expect(project.run(['lint']).stdout).toBe('No problems.\n')
    expect(project.run(['plan']).stdout).toContain('  paper/first: read from logs, nothing is run\n')

    const { stdout, status } = project.run(['verify', '--name', 'verified'])
    expect(status).toBe(0)
    expect(stdout).toMatch(/^profile quick: 1 claim: 1 reproduced$/m)
    expect(file('verified/report.html')).toContain('From our own logs: amsgrad')
    expect(file('verified/report.html')).toContain('amsgrad against adam, final train.loss, by setting')
    expect(file('verified/report.md')).toContain('**Verdict from logs: reproduced.**')
    expect(file('verified/junit.xml')).toMatch(/tests="1" failures="0" errors="0" skipped="0"/)
    expect(file('verified/badge.svg')).toContain('1 as expected (1 claim, profile quick)')

    const again = project.run(['report', '--from', 'reports/verified/report.json', '--name', 'again'])
    expect([again.status, again.stderr]).toEqual([0, ''])
    expect(file('again/report.json')).toBe(file('verified/report.json'))
    expect(file('again/report.html')).toBe(file('verified/report.html'))

    expect(project.run(['show', 'paper/first']).stdout).toMatch(
      /averaged over 2 settings[\s\S]*\[.*\|.*\][\s\S]*=== interval/
    )
    expect(project.run(['register']).stdout).toContain('its logs were there already: reports say so')
    project.run(['verify', '--name', 'registered'])
    expect(file('registered/report.md')).toContain('when its logs were there already')
  })

  it('is what adjudicate is told, where it is told nothing else', () => {
    const { stdout, status } = project.run(['adjudicate', 'paper/first', '--name', 'logs'])
    expect(status).toBe(0)
    expect(stdout).toContain('paper/first is reproduced, from 20 runs of our own.')
    const alone = project.readJson('reports/logs/adjudication.json') as { groups: object; runs: object | null }
    project.run(['verify', '--name', 'verified'])
    const { claims } = project.readJson('reports/verified/report.json') as {
      claims: [{ judgement: { analysis: { groups: object } } }]
    }
    expect(claims[0].judgement.analysis.groups).toEqual(alone.groups)
  })

  it('shares its family, which adjudicate names', () => {
    const refuted = { ...EXPECTED, outcome: 'refuted' }
    writeClaim(
      'second',
      { hypothesis: { ...CLAIM.hypothesis, kind: 'not-lower' }, family: 'paper-lower' },
      { expected: refuted }
    )
    const { stdout } = project.run(['adjudicate', 'paper/first'])
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'Holm over 1 group in the family paper-lower of 2 claims (paper/first, paper/second; the others count as p = 1)'
    )
    expect(project.run(['verify', 'paper/first', '--name', 'verified']).status).toBe(0)
    expect(file('verified/report.md')).toContain('Holm over the 2 claims of the family paper-lower')
  })

  it('is a test of Jest, that fails where another outcome is expected and is skipped where its logs are not', () => {
    writeClaim(
      'other',
      { statement: 'It is refuted.', family: 'other' },
      { expected: { ...EXPECTED, outcome: 'refuted' } }
    )
    const gone = { folder: '../gone', mapping: 'mappings/runs.json', get: 'git clone https://example.org/runs gone' }
    writeClaim('gone', { statement: 'Nobody knows.', family: 'gone' }, { evidence: gone, expected: EXPECTED })
    project.describeClaims('claims.spec.js', 'claims/paper/*.json')
    const { tests, status, output } = project.jest()
    expect(tests.map(({ title, status }) => [title.replace(/; to mend.*/, ''), status])).toEqual([
      ['In the logs AMSGrad ends at a lower training loss than Adam: reproduced, as expected', 'passed'],
      [
        'Nobody knows: reproduced, as expected [skipped: the logs that judge it are not here: no folder ../gone beside its claims',
        'pending'
      ],
      ['It is refuted: refuted, as expected', 'failed']
    ])
    const message = tests.find((test) => test.status === 'failed')!.failureMessages.join('\n')
    expect(message).toMatch(/expected refuted[\s\S]*From our own logs: amsgrad[\s\S]*lr 0\.001|0\.001[\s\S]*repeat:/)
    expect(output).toMatch(/^profile quick: 3 claims: 2 reproduced, 1 could-not-run$/m)
    expect(status).toBe(1)
    expect(file('jest/report.html')).toContain('git clone https://example.org/runs gone')
  })

  it('is found by a variable, and could not run with the remedy where nothing is there', () => {
    writeClaim('first', {}, { evidence: { variable: 'PAPER_LOGS', mapping: 'mappings/runs.json' } })
    expect(project.run(['lint']).stdout).toMatch(/warning \$\.logs\.evidence: the logs that judge it are not here/)
    expect(project.run(['lint']).status).toBe(0)
    expect(project.run(['verify', '--allow-none']).status).toBe(0)
    const { status, stdout } = project.run(['verify', 'paper/first'])
    expect(status).toBe(3)
    expect(stdout).toContain('set PAPER_LOGS to the folder of the logs')
    expect(project.run(['verify', 'paper/first'], { PAPER_LOGS: project.path('runs') }).status).toBe(0)
    rmSync(project.path('claims/mappings/runs.json'))
    expect(project.run(['lint']).status).toBe(2)
  })
})
