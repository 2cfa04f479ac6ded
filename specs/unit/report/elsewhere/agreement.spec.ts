import type { OutcomeName } from '../../../../src/claims/types'
import type { PairedHypothesis } from '../../../../src/kinds/comparison/types'
import { agreementOf, directionOf } from '../../../../src/report/elsewhere/agreement'
import type { RelativeEffect } from '../../../../src/report/elsewhere/types'
import { LOWER } from '../../../support/builders'

const effect = (lower: number, upper: number): RelativeEffect => ({
  theta: (lower + upper) / 2,
  interval: { lower, upper, level: 0.95 }
})
const lower: PairedHypothesis = LOWER
const notLower: PairedHypothesis = { ...LOWER, kind: 'not-lower' }

describe('directionOf', () => {
  it('is that of the whole interval', () => {
    expect(directionOf(effect(-0.2, -0.1))).toBe('lower')
    expect(directionOf(effect(0.1, 0.2))).toBe('higher')
    expect(directionOf(effect(-0.1, 0.2))).toBe('open')
    expect(directionOf({ theta: 1, interval: null })).toBe('open')
  })
})

describe('agreementOf', () => {
  const there = (at: RelativeEffect | null, outcome: OutcomeName) => ({ effect: at, outcome, hypothesis: notLower })
  const here = (at: RelativeEffect | null, outcome: OutcomeName | null, provisional = false) => ({
    effect: at,
    outcome,
    provisional,
    hypothesis: lower
  })

  it.each([
    [effect(0.1, 0.2), 'reproduced', effect(0.15, 0.3), 'refuted', true, true, 'yes'],
    [effect(0.1, 0.2), 'reproduced', effect(0.25, 0.3), 'refuted', false, true, 'in-part'],
    [effect(-0.3, -0.1), 'refuted', effect(-0.11, 0.1), 'inconclusive', true, false, 'in-part'],
    [effect(-0.3, -0.1), 'refuted', effect(0.05, 0.1), 'refuted', false, false, 'no'],
    // Intervals that touch have that value in common.
    [effect(0.1, 0.2), 'reproduced', effect(0.2, 0.3), 'refuted', true, true, 'yes']
  ] as const)('of %j %s there and %j %s here', (a, outcomeA, b, outcomeB, overlap, same, agrees) => {
    const found = agreementOf(there(a, outcomeA), here(b, outcomeB))
    expect(found).toMatchObject({ intervalsOverlap: overlap, sameOutcome: same, agrees })
  })

  it('compares no outcome of too few seeds', () => {
    const found = agreementOf(there(effect(0.1, 0.2), 'reproduced'), here(effect(0.1, 0.2), 'inconclusive', true))
    expect(found).toMatchObject({ sameOutcome: null, agrees: 'yes' })
    const apart = agreementOf(there(effect(0.1, 0.2), 'reproduced'), here(effect(0.3, 0.4), 'refuted', true))
    expect(apart).toMatchObject({ sameOutcome: null, agrees: 'no' })
  })

  it('is none where one of the two is missing', () => {
    expect(agreementOf(there(null, 'not-evaluable'), here(effect(0, 1), 'inconclusive'))).toBeNull()
    expect(agreementOf(there(effect(0, 1), 'inconclusive'), here(null, null))).toBeNull()
    const unbounded = { theta: 0, interval: null }
    expect(agreementOf(there(effect(0, 1), 'inconclusive'), here(unbounded, 'inconclusive'))).toBeNull()
  })
})
