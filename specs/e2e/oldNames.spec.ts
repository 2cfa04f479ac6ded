import { Project } from '../support/project'

jest.setTimeout(120_000)

let project: Project
beforeEach(() => {
  project = new Project()
})
afterEach(() => project.remove())

describe('a claim that calls its kind by an old name', () => {
  it('is made, linted, verified and reported under the new one, with one warning a command', () => {
    const made = project.run(['new', 'toy/first', '--kind', 'contrast'])
    expect(made.status).toBe(0)
    expect(made.stderr).toMatch(/the kind of hypothesis "contrast" is now "converges-more-often"/)
    const claim = project.readJson('claims/toy/first.json') as { hypothesis: { kind: string } }
    expect(claim.hypothesis.kind).toBe('converges-more-often')

    project.write('claims/toy/first.json', { ...claim, hypothesis: { ...claim.hypothesis, kind: 'contrast' } })
    const lint = project.run(['lint'])
    expect(lint.status).toBe(0)
    expect(lint.stdout).toMatch(
      /first\.json:\d+:\d+ warning \$\.hypothesis\.kind: .*\n +expected: "converges-more-often"/
    )

    const { status, stdout, stderr } = project.run(['verify', '--json'])
    expect(status).toBeLessThanOrEqual(1)
    expect(stderr.match(/CLAIMCHECK_RENAMED/g)).toHaveLength(1)
    expect(JSON.parse(stdout).claims).toMatchObject([
      { kind: 'judged', claim: { hypothesis: { kind: 'converges-more-often' } } }
    ])
  })
})
