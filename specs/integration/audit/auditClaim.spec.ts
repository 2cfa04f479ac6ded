import { tmpdir } from 'node:os'
import path from 'node:path'
import { auditClaim } from '../../../src/audit/auditClaim'
import { PARTS } from './outcome'

jest.setTimeout(120_000)

const CLAIM = {
  claim: 'claimcheck/digits-logreg-train-loss',
  claimsRoot: path.resolve(__dirname, '../../../claims'),
  profile: 'quick',
  firstSeed: 0,
  storeFolder: path.join(tmpdir(), 'claimcheck-audit-spec'),
  parts: PARTS
} as const

const TWICE = 'the same seed twice, in another process'
const ALONE = 'alone, and beside other runs'
const TWO_WORKERS = 'in one worker, and in two'
const STORED = 'trained, and read from the store'

/** Titles of the checks that an engine with this fault does not pass. */
async function failedBy(engine: string): Promise<string[]> {
  const audit = await auditClaim({ ...CLAIM, engine })
  expect(audit!.checks.map(({ runs }) => runs.map(({ arm }) => arm))).toEqual(new Array(5).fill(['adam', 'amsgrad']))
  return audit!.checks.flatMap(({ check, runs }) => (runs.every(({ passed }) => passed) ? [] : [check]))
}

describe('auditClaim', () => {
  it.each([
    ['none', []],
    ['ignores its seed', ['another seed']],
    ['sees its company', [ALONE, STORED]],
    ['knows its process', [TWICE, ALONE, TWO_WORKERS, STORED]]
  ])('finds what is wrong with an engine that %s', async (fault, checks) => {
    const failed = await failedBy(fault)
    // Two workers may share out the runs in any way, so that company may be the same there.
    expect(failed.filter((check) => check !== TWO_WORKERS || checks.includes(check))).toEqual(checks)
  })

  it('says where the results part', async () => {
    const audit = await auditClaim({ ...CLAIM, engine: 'sees its company' })
    const { runs } = audit!.checks.find(({ check }) => check.startsWith('alone'))!
    expect(runs[0]).toMatchObject({
      passed: false,
      difference: expect.stringMatching(/^train\.loss at epoch 2 is 0\.50000/)
    })
  })

  it.each([
    ['that crashes', { engine: 'broken' }, /a surprise/],
    ['of several claims', { claim: 'reddi2018', engine: 'none' }, /one claim is audited at a time/],
    ['of a claim without runs', { claim: 'reddi2018/online-contrast', engine: 'none' }, /has no runs of its own/]
  ])('passes on what stops an audit %s', async (_, options, said) => {
    await expect(auditClaim({ ...CLAIM, ...options })).rejects.toThrow(said)
  })

  it('is nothing where it was interrupted', async () => {
    expect(await auditClaim({ ...CLAIM, engine: 'none', signal: AbortSignal.abort() })).toBeNull()
  })
})
