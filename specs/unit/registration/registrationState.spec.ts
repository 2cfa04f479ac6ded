import { registrationState } from '../../../src/registration/registrationState'
import { claim } from '../../support/builders'
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
})
