import { Project } from '../support/project'

jest.setTimeout(180_000)

/** What of a report says where and when its runs were made; checksums and the records' digest hold it too. */
const ENVIRONMENT = ['environment', 'startedAt', 'wallTimeMs', 'checksum', 'records']
const SHARDS = ['1/3', '2/3', '3/3'] as const

let project: Project
beforeAll(() => {
  project = new Project()
  project.writeOnlineClaims()
  project.writeDigitsClaim()
})
afterAll(() => project.remove())

/** A report without what says where and when its runs were made. */
function reportOf(store: string): unknown {
  const { stdout, stderr } = project.run(['verify', '--json', '--jobs', '1', '--store', store, '--name', store])
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout, (key, value) => (ENVIRONMENT.includes(key) ? undefined : value))
}

describe('claimcheck verify --shard', () => {
  it('executes each run in one shard, and the joined store comes to the report of one machine', () => {
    const stores = SHARDS.map((shard) => `part-${shard[0]}`)
    for (const [index, shard] of SHARDS.entries()) {
      const { status, stdout, stderr } = project.run([
        'verify',
        '--shard',
        shard,
        '--jobs',
        '1',
        '--store',
        stores[index]!
      ])
      expect([status, stderr]).toEqual([0, expect.stringContaining('runs')])
      expect(stdout).toMatch(
        new RegExp(`^Shard ${shard}: (\\d+) of its \\1 runs are in the store\\.\\n\\d+ runs of other`)
      )
    }
    const keys = stores.flatMap((store) => Object.keys(project.results(store)))
    expect(new Set(keys).size).toBe(keys.length)
    expect(project.run(['store', 'merge', ...stores, '--store', 'joined']).status).toBe(0)
    expect(reportOf('joined')).toEqual(reportOf('alone'))
    expect(project.results('joined')).toEqual(project.results('alone'))
    expect(keys.sort()).toEqual(Object.keys(project.results('alone')))
  })

  it.each(['0/3', '4/3', '1/0', '3', '1/3/5'])('takes no shard %s', (shard) => {
    const { status, stderr } = project.run(['verify', '--shard', shard])
    expect([status, stderr]).toEqual([2, expect.stringContaining('Expected k/n')])
  })
})
