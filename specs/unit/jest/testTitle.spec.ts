import { reasonToSkip, testTitle } from '../../../src/jest/testTitle'
import type { Claim } from '../../../src/kinds'
import type { Preparation } from '../../../src/verify/prepare'
import { claim } from '../../support/builders'

const refuted = { outcome: 'refuted', subtype: 'equivalent', why: 'measured' } as const

describe('testTitle', () => {
  it('is the statement and the expected outcome', () => {
    expect(testTitle(claim({ expected: { quick: refuted } }), 'quick')).toBe(
      'AMSGrad ends at a lower training loss than Adam: refuted, as expected'
    )
  })

  it('expects a claim without an expected outcome to be reproduced', () => {
    expect(testTitle(claim(), 'quick')).toBe('AMSGrad ends at a lower training loss than Adam: reproduced')
  })

  it('is the expected outcome of run logs for a claim that only they decide', () => {
    const logs = { where: {}, about: [], expected: refuted }
    const words = 'AMSGrad ends at a lower training loss than Adam: '
    expect(testTitle(claim({ experiment: null, logs }), 'quick')).toBe(`${words}refuted, as expected`)
    expect(testTitle(claim({ logs }), 'quick')).toBe(`${words}reproduced`)
  })

  it('is one line, whatever the statement holds', () => {
    expect(testTitle(claim({ statement: 'One\n  two\u202E.' }), 'quick')).toBe('One two\\u202E: reproduced')
  })
})

describe('reasonToSkip', () => {
  const preparation = (overrides: Partial<Preparation>): Preparation => ({
    allClaims: [],
    registrationOf: () => ({ state: 'unregistered' }),
    readLogs: () => {
      throw new Error('titles need no logs')
    },
    substitutions: [],
    named: [],
    familyMembers: [],
    members: [],
    blocked: [],
    notInProfile: [],
    experiments: new Map(),
    budgets: new Map(),
    external: [],
    sourceFigures: [],
    ...overrides
  })
  const reason = (subject: Claim, overrides: Partial<Preparation>) =>
    reasonToSkip(subject, 'quick', preparation(overrides))

  it('is none for a claim that can run', () => expect(reason(claim(), {})).toBeNull())

  it('names what is missing and the command that gets it, in one line', () => {
    const subject = claim()
    const block = { claim: subject, cause: 'missing-data', reason: 'no MNIST\nhere', remedy: 'fetch it' } as const
    expect(reason(subject, { blocked: [block] })).toBe('no MNIST here; to mend: fetch it')
    expect(reason(claim({ id: 'toy/other' }), { blocked: [block] })).toBeNull()
  })

  it('is that of a part for a claim made of others', () => {
    const part = claim({ id: 'toy/part' })
    const whole = claim({
      id: 'toy/whole',
      experiment: null,
      hypothesis: { kind: 'all-of', claims: ['toy/a', 'toy/part'] }
    })
    const block = { claim: part, cause: 'missing-data', reason: 'no MNIST', remedy: 'fetch it' } as const
    expect(reason(whole, { blocked: [block] })).toBe('no MNIST; to mend: fetch it')
  })

  it('names a profile at which the claim is tested', () => {
    const subject = claim({ expected: { standard: refuted } })
    expect(reason(subject, { notInProfile: [subject] })).toBe(
      'not for profile quick; to test it: CLAIMCHECK_PROFILE=standard'
    )
  })
})
