import { readFileSync, writeFileSync } from 'node:fs'
import type { Report } from '../../src/report/data/types'
import { Project } from '../support/project'

jest.setTimeout(60_000)

let project: Project
beforeEach(() => {
  project = new Project()
  project.writeOnlineClaims()
})
afterEach(() => project.remove())

const FILE = 'claims/registrations.json'
const CLAIM = 'toy/online-adam'

interface Registrations {
  readonly registrations: Readonly<Record<string, readonly Record<string, unknown>[]>>
}

const registrations = () => (project.readJson(FILE) as Registrations).registrations

function change(tolerance: number): void {
  const file = `claims/${CLAIM}.json`
  const claim = project.readJson(file) as { hypothesis: object }
  project.write(file, { ...claim, hypothesis: { ...claim.hypothesis, tolerance } })
}

function registrationInReport() {
  const { stdout } = project.run(['verify', CLAIM, '--json'])
  const entry = (JSON.parse(stdout) as Report).claims.find(({ claim }) => claim.id === CLAIM)
  return entry?.kind === 'judged' ? entry.registration : undefined
}

describe('claimcheck register', () => {
  it('freezes claims before their runs, and the report says so', () => {
    const { stdout, status } = project.run(['register'])
    expect(stdout).toMatch(
      /registered {2}toy\/online-adam .*\n[\s\S]*2 registered\nCommit claims[\\/]registrations\.json/
    )
    expect(status).toBe(0)
    expect(registrations()[CLAIM]).toMatchObject([
      { hash: expect.stringMatching(/^[0-9a-f]{64}$/), why: null, frozen: { family: 'toy-online' } }
    ])
    expect(project.run(['lint']).stdout).toBe('No problems.\n')
    expect(registrationInReport()).toMatchObject({ state: 'registered', amendments: [] })
  })

  it('says that there is nothing to do', () => {
    project.run(['register', CLAIM])
    const before = readFileSync(project.path(FILE), 'utf8')
    const { stdout, status } = project.run(['register', CLAIM])
    expect(stdout).toMatch(/unchanged {3}toy\/online-adam/)
    expect(status).toBe(0)
    expect(readFileSync(project.path(FILE), 'utf8')).toBe(before)
  })

  it('refuses what was run, and names the run', () => {
    project.run(['verify', CLAIM])
    const { stderr, status } = project.run(['register', CLAIM])
    expect(status).toBe(2)
    const key = /run ([0-9a-f]{12}): adam, seed 0/.exec(stderr)?.[1]
    expect(Object.keys(project.results()).map((each) => each.slice(0, 12))).toContain(key)
    expect(registrationInReport()).toEqual({ state: 'unregistered' })
  })

  it('lets a report show what was changed after the registration', () => {
    project.run(['register'])
    change(0.2)
    expect(registrationInReport()).toMatchObject({
      state: 'deviates',
      differences: [{ path: '$.hypothesis.tolerance', registered: '0.1', now: '0.2' }]
    })
    const { stderr, status } = project.run(['register', '--amend', '--why', 'it looks better'])
    expect(stderr).toMatch(/has been run/)
    expect(status).toBe(2)
  })

  it('amends with a reason, before the first run, and keeps the history', () => {
    project.run(['register'])
    change(0.2)
    expect(project.run(['register', CLAIM]).stderr).toMatch(/was changed[\s\S]*--amend --why/)
    const { stdout, status } = project.run(['register', CLAIM, '--amend', '--why', 'a typing error'])
    expect(stdout).toMatch(/\$\.hypothesis\.tolerance: 0\.1 -> 0\.2/)
    expect(status).toBe(0)
    expect(registrations()[CLAIM]).toMatchObject([{ why: null }, { why: 'a typing error' }])
    expect(registrationInReport()).toMatchObject({ state: 'registered', amendments: [{ why: 'a typing error' }] })
  })

  it.each([[['--amend']], [['--why', 'x']], [['--amend', '--why', ' ']], [['no/such-claim']]])(
    'refuses %j',
    (flags) => {
      expect(project.run(['register', ...flags]).status).toBe(2)
    }
  )

  it('prints JSON on demand', () => {
    const [first] = JSON.parse(project.run(['register', '--json']).stdout) as unknown[]
    expect(first).toMatchObject({ claim: CLAIM, kind: 'registered', why: null })
  })

  it('keeps a damaged file from being used, and lint says where the damage is', () => {
    project.run(['register'])
    const text = readFileSync(project.path(FILE), 'utf8')
    writeFileSync(project.path(FILE), text.replace('  "registrations"', '<<<<<<< HEAD\n  "registrations"'))
    const line = text.split('\n').findIndex((each) => each.startsWith('  "registrations"')) + 1
    expect(line).toBeGreaterThan(1)
    expect(project.run(['lint']).stdout).toMatch(new RegExp(`registrations\\.json:${line}:1 error .*merge conflict`))
    expect(project.run(['verify']).stderr).toMatch(/merge conflict[\s\S]*to mend:/)
    expect(project.run(['verify']).status).toBe(2)
    writeFileSync(project.path(FILE), text.replaceAll('"toy/online-adam"', '"toy/online-adan"'))
    const lint = project.run(['lint'])
    expect(lint.stdout).toMatch(/warning .*no claim has this id[\s\S]*did you mean "toy\/online-adam"\?/)
    expect(lint.status).toBe(0)
  })
})
