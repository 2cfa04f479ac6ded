import type { OutcomeName } from '../../../../src/claims/types'
import { sameOutcome } from '../../../../src/kinds/comparison/answer'
import type { PairedHypothesis } from '../../../../src/kinds/comparison/types'
import { LOWER } from '../../../support/builders'

const lower: PairedHypothesis = LOWER
const notLower: PairedHypothesis = { ...LOWER, kind: 'not-lower' }

describe('sameOutcome', () => {
  it.each<[PairedHypothesis, OutcomeName, PairedHypothesis, OutcomeName, boolean | null]>([
    [lower, 'refuted', lower, 'refuted', true],
    [lower, 'refuted', notLower, 'reproduced', true],
    [notLower, 'refuted', lower, 'reproduced', true],
    [lower, 'reproduced', notLower, 'reproduced', false],
    [lower, 'inconclusive', notLower, 'inconclusive', true],
    [lower, 'inconclusive', notLower, 'refuted', false],
    [lower, 'not-evaluable', notLower, 'refuted', null],
    [{ ...LOWER, margin: { relative: 0, epsilon: 0 } }, 'refuted', lower, 'refuted', null],
    [{ ...LOWER, kind: 'equivalent' }, 'refuted', lower, 'refuted', null],
    [{ ...LOWER, kind: 'equivalent' }, 'refuted', { ...LOWER, kind: 'equivalent' }, 'refuted', true]
  ])('of %j %s and %j %s', (a, outcomeA, b, outcomeB, same) => {
    expect(sameOutcome({ hypothesis: a, outcome: outcomeA }, { hypothesis: b, outcome: outcomeB })).toBe(same)
    expect(sameOutcome({ hypothesis: b, outcome: outcomeB }, { hypothesis: a, outcome: outcomeA })).toBe(same)
  })
})
