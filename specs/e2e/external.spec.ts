import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Project, REPOSITORY } from '../support/project'

jest.setTimeout(120_000)

const EVIDENCE = path.join(REPOSITORY, 'fixtures', 'evidence')
const LOGS = ['--evidence', path.join(EVIDENCE, 'csv-long'), '--mapping', path.join(EVIDENCE, 'csv-long.json')]

const CLAIM = {
  source: { key: 'logs', citation: 'A. Other: Some runs. 2021.', locator: 'Table 1', quote: 'AMSGrad is lower.' },
  statement: 'In the logs AMSGrad ends at a lower training loss than Adam.',
  experiment: null,
  hypothesis: { kind: 'lower', metric: 'train.loss', treatment: 'amsgrad', control: 'adam' },
  decision: { alpha: 0.05 }
}

let project: Project
beforeEach(() => {
  project = new Project()
  project.writeDigitsClaim()
  project.write('claims/logs/all.json', {
    ...CLAIM,
    id: 'logs/all',
    family: 'logs-all',
    logs: { by: 'others', about: ['digits'], expected: { outcome: 'reproduced', why: 'measured' } }
  })
  project.write('claims/logs/small-step.json', {
    ...CLAIM,
    id: 'logs/small-step',
    family: 'logs-small-step',
    logs: { where: { lr: 0.001 } }
  })
})
afterEach(() => project.remove())

const adjudicate = (...args: string[]) => project.run(['adjudicate', ...args, ...LOGS, '--name', 'logs'])

describe('external evidence', () => {
  it('is written for several claims at once and shown beside what was measured here', () => {
    const { status, stdout, stderr } = adjudicate('logs', '--aggregate', 'claims/external/logs.json')
    expect(stderr).toBe('')
    expect(status).toBe(0)
    expect(stdout).toMatch(/logs\/all is reproduced, from 20 runs[\s\S]*As expected: reproduced/)
    expect(stdout).toMatch(/logs\/small-step is reproduced, from 10 runs/)
    expect(stdout).toMatch(/Aggregate: claims.external.logs\.json/)
    expect(readdirSync(project.path('reports/logs/logs')).sort()).toEqual(['all', 'small-step'])
    expect(project.run(['lint']).stdout).toBe('No problems.\n')

    const verified = project.run(['verify', '--json'])
    expect(verified.status).toBeLessThanOrEqual(1)
    const report = JSON.parse(verified.stdout)
    expect(report.claims.find(({ claim }: { claim: { id: string } }) => claim.id === 'logs/all')).toMatchObject({
      kind: 'could-not-run',
      cause: 'not-run',
      reason: expect.stringMatching(/run logs that somebody else made decide it, and came to reproduced/)
    })
    expect(report.external).toMatchObject([{ claim: 'logs/all', about: ['digits'] }])
    expect(report.questions).toMatchObject([
      {
        experiment: 'digits',
        rows: [
          { kind: 'source', source: 'logs' },
          { kind: 'source', source: 'toy' },
          { kind: 'external', over: 'settings', settings: 2 },
          { kind: 'external', over: 'tuned' },
          { kind: 'here', claim: 'toy/digits-loss' }
        ]
      }
    ])
  })

  it('is taken from a file that is named', () => {
    adjudicate('logs/all', '--aggregate', 'elsewhere.json')
    const reportOf = (...args: string[]) =>
      JSON.parse(project.run(['report', 'toy/digits-loss', '--json', ...args]).stdout)
    expect(reportOf().external).toBeUndefined()
    expect(reportOf('--external', 'elsewhere.json').external).toHaveLength(1)
  })

  it.each([
    [
      'the folder outside',
      'claims/outside/all.json',
      [],
      /the folder of external evidence "outside" is now "external"/
    ],
    ['the option --outside', 'all.json', ['--outside', 'all.json'], /the option "--outside" is now "--external"/]
  ] as const)('is taken by its old name for one version, with a warning: %s', (_name, file, flags, warning) => {
    adjudicate('logs/all', '--aggregate', file)
    const { stdout, stderr } = project.run(['report', 'toy/digits-loss', '--json', ...flags])
    expect(JSON.parse(stdout).external).toHaveLength(1)
    expect(stderr.match(/CLAIMCHECK_RENAMED/g)).toHaveLength(1)
    expect(stderr).toMatch(warning)
  })

  it('fails where the outcome is not the expected one', () => {
    const logs = { expected: { outcome: 'refuted', subtype: 'opposite', why: 'a guess' } }
    project.write('claims/logs/all.json', { ...CLAIM, id: 'logs/all', family: 'logs-all', logs })
    const { status, stdout } = adjudicate('logs/all')
    expect(status).toBe(1)
    expect(stdout).toMatch(/NOT as expected: expected is refuted \(opposite\)/)
  })

  it.each<[string, string[], RegExp]>([
    ['other runs than the claim is about', ['logs/small-step', '--where', 'lr=0.01'], /expected: lr = 0\.001/],
    ['some of the runs only', ['logs', '--where', 'lr=0.01', '--aggregate', 'x.json'], /an aggregate is of the claims/],
    ['several claims as JSON', ['logs', '--json'], /one claim with --json/]
  ])('refuses %s', (_what, args, message) => {
    const { status, stderr } = adjudicate(...args)
    expect(status).toBe(2)
    expect(stderr).toMatch(message)
    expect(stderr).not.toMatch(/\n\s+at /)
  })

  it('refuses to verify with a file that is of another version of a claim, before anything runs', () => {
    adjudicate('logs/all', '--aggregate', 'claims/external/logs.json')
    const content = JSON.parse(readFileSync(project.path('claims/external/logs.json'), 'utf8'))
    content.claims[0].hash = '0'.repeat(64)
    project.write('claims/external/logs.json', content)
    const { status, stderr } = project.run(['verify', 'toy/digits-loss'])
    expect(status).toBe(2)
    expect(stderr).toMatch(/the claim logs\/all is not as it was when run logs of others decided it/)
  })
})
