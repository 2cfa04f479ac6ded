import { frozenClaim, type LogDigests } from '../../../src/load/hash'
import { registrationState } from '../../../src/registration/registrationState'
import { claim, LOWER } from '../../support/builders'
import { CLAIM, EXPERIMENT, registration } from './builders'

const first = registration()

describe('registrationState', () => {
  it('is unregistered where the claim has no registration', () => {
    expect(registrationState(CLAIM, EXPERIMENT, new Map([['toy/other', [first]]]))).toEqual({ state: 'unregistered' })
  })

  it('is registered where nothing that decides has changed, whatever the prose says', () => {
    const reworded = { ...CLAIM, statement: 'Other words.', assumptions: [], expected: {} }
    expect(registrationState(reworded, EXPERIMENT, new Map([[CLAIM.id, [first]]]))).toEqual({
      state: 'registered',
      hash: first.hash,
      registeredAt: first.registeredAt,
      commit: null,
      amendments: []
    })
  })

  it('shows where the claim or its experiment departs', () => {
    const moved = { ...CLAIM, decision: { ...CLAIM.decision, alpha: 0.1 } }
    const longer = { ...EXPERIMENT, training: { ...EXPERIMENT.training, epochs: 3 } }
    expect(registrationState(moved, longer, new Map([[CLAIM.id, [first]]]))).toMatchObject({
      state: 'deviates',
      hash: first.hash,
      differences: [
        { path: '$.decision.alpha', registered: '0.05', now: '0.1' },
        { path: '$.experiment.training.epochs', registered: '2', now: '3' }
      ]
    })
  })

  it('compares with the last registration and tells of every amendment', () => {
    const amended = { ...CLAIM, family: 'another' }
    const second = registration(amended, { registeredAt: '2026-02-01T00:00:00.000Z', why: 'the family was too large' })
    const registrations = new Map([[CLAIM.id, [first, second] as const]])
    const amendments = [{ registeredAt: second.registeredAt, why: 'the family was too large' }]
    expect(registrationState(amended, EXPERIMENT, registrations)).toMatchObject({
      state: 'registered',
      hash: second.hash,
      amendments
    })
    expect(registrationState(CLAIM, EXPERIMENT, registrations)).toMatchObject({ state: 'deviates', amendments })
  })

  it('takes a claim that runs nothing', () => {
    const sum = claim({
      id: 'toy/sum',
      experiment: null,
      hypothesis: { kind: 'arithmetic', expression: '1 + 1', low: 2, high: 2 }
    })
    const frozen = { hypothesis: sum.hypothesis, experiment: null, decision: sum.decision, family: sum.family }
    const registrations = new Map([[sum.id, [{ ...first, frozen }] as const]])
    expect(registrationState(sum, null, registrations).state).toBe('registered')
  })

  describe('of a claim that logs judge', () => {
    const OF = claim({ id: 'toy/logs', experiment: null })
    const [MAPPING, OTHER, LOGS] = ['1', '2', '3'].map((digit) => digit.repeat(64)) as [string, string, string]
    const state = (registered: LogDigests, now: LogDigests | null, of = OF) => {
      const frozen = frozenClaim(OF, null, registered)
      return registrationState(of, null, new Map([[OF.id, [{ ...registration(), frozen }]]]), now)
    }

    it('is registered before its logs, whatever they turn out to be', () => {
      expect(state({ mapping: MAPPING }, { mapping: MAPPING }).state).toBe('registered')
      expect(state({ mapping: MAPPING }, { mapping: MAPPING, evidence: LOGS }).state).toBe('registered')
      expect(state({ mapping: MAPPING }, null).state).toBe('registered')
    })

    it('says that it came after them where they were there', () => {
      const registered = { mapping: MAPPING, evidence: LOGS }
      expect(state(registered, registered).state).toBe('after-logs')
      // Logs that are not here now are no other ones.
      expect(state(registered, { mapping: MAPPING }).state).toBe('after-logs')
    })

    it('deviates with another mapping, other logs or another margin', () => {
      const registered = { mapping: MAPPING, evidence: LOGS }
      expect(state(registered, { mapping: OTHER, evidence: LOGS })).toMatchObject({
        differences: [{ path: '$.logs.mapping', registered: JSON.stringify(MAPPING), now: JSON.stringify(OTHER) }]
      })
      expect(state(registered, { mapping: MAPPING, evidence: OTHER })).toMatchObject({
        differences: [{ path: '$.logs.evidence' }]
      })
      const wider = claim({ ...OF, hypothesis: { ...LOWER, margin: { relative: 0.05, epsilon: 0 } } })
      expect(state(registered, registered, wider)).toMatchObject({
        state: 'deviates',
        differences: [{ path: '$.hypothesis.margin.relative' }]
      })
    })
  })
})
