import { collectEvidence } from '../../../../src/judge/collectEvidence'
import { claim, syntheticExperiment } from '../../../support/builders'
import { plan, result, role, series } from '../../judge/runs'

const invariant = {
  claim: claim({ hypothesis: { kind: 'invariant', arm: 'adam', property: 'effective-step-never-grows' } }),
  experiment: syntheticExperiment()
} as const

function watched(growths: number[], first: number[], largest: number[], diverged = false) {
  return result(
    {
      'effectiveStep.growths': series(...growths),
      'effectiveStep.firstGrowth': series(...first),
      'effectiveStep.maxGrowth': series(...largest)
    },
    diverged
  )
}

describe('invariant evidence', () => {
  it('says of each run how often, where first and how badly it failed', () => {
    const roles = [role('b', { initialPoint: 1 }), role('a', { initialPoint: -1 }), role('c', { seed: 1 })]
    const results = new Map([
      ['a', watched([0, 0, 0], [0, 0, 0], [1, 1, 1])],
      ['b', watched([0, 2, 5], [0, 2, 2], [1, 1.5, 1.75])],
      ['c', watched([1], [1], [2], true)]
    ])
    expect(collectEvidence(plan(roles, invariant), results)).toEqual({
      kind: 'invariant',
      property: 'effective-step-never-grows',
      arm: 'adam',
      samples: [
        {
          seed: 0,
          initialPoint: -1,
          runKey: 'a',
          numSteps: 3,
          diverged: false,
          violations: 0,
          firstViolation: null,
          worstRatio: null
        },
        {
          seed: 0,
          initialPoint: 1,
          runKey: 'b',
          numSteps: 3,
          diverged: false,
          violations: 5,
          firstViolation: 2,
          worstRatio: 1.75
        },
        {
          seed: 1,
          initialPoint: 0,
          runKey: 'c',
          numSteps: 1,
          diverged: true,
          violations: 1,
          firstViolation: 1,
          worstRatio: 2
        }
      ]
    })
  })

  it('of a run that diverged before its first record has checked nothing', () => {
    const results = new Map([['a', watched([], [], [], true)]])
    expect(collectEvidence(plan([role('a', {})], invariant), results)).toMatchObject({
      samples: [{ numSteps: 0, diverged: true, violations: 0, firstViolation: null }]
    })
  })

  it('refuses a run whose effective step nobody watched', () => {
    const results = new Map([['a', result({ x: series(1) })]])
    expect(() => collectEvidence(plan([role('a', {})], invariant), results)).toThrow(/did not watch/)
  })
})
