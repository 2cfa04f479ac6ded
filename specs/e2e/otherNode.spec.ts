import { spawnSync } from 'node:child_process'
import type { RecordsAudit } from '../../src/report/audit/types'
import { reportWith } from '../support/machine'
import { Project } from '../support/project'

jest.setTimeout(180_000)

// Another major version of Node.js has another compiler and other code for Math: the bits of a run are the same all the same.
const OTHER_NODE = process.env.CLAIMCHECK_TEST_NODE
const major = (version: string) => Number(/^v(\d+)/.exec(version)?.[1])
const otherVersion = OTHER_NODE === undefined ? '' : spawnSync(OTHER_NODE, ['--version'], { encoding: 'utf8' }).stdout
const where = major(otherVersion) > 0 && major(otherVersion) !== major(process.version) ? describe : describe.skip

let project: Project
beforeAll(() => {
  project = new Project()
  project.writeOnlineClaims()
  project.writeDigitsClaim()
})
afterAll(() => project.remove())

where(`another version of Node.js (CLAIMCHECK_TEST_NODE: ${otherVersion.trim() || 'none'})`, () => {
  it('trains to the same bits, comes to the same report, and audits the records of this one', () => {
    const here = reportWith(project, 'here')
    expect(reportWith(project, 'there', OTHER_NODE!)).toEqual(here)
    expect(project.results('there')).toEqual(project.results('here'))
    expect(project.run(['store', 'export', 'records.jsonl.gz', '--store', 'here']).status).toBe(0)
    const audit = ['audit', '--records', 'records.jsonl.gz', '--sample', '10', '--json']
    const { runs, machine } = JSON.parse(project.run(audit, {}, OTHER_NODE!).stdout) as RecordsAudit
    expect(machine.node).toBe(otherVersion.trim())
    expect(runs.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 10 }, () => 'same'))
  })
})
