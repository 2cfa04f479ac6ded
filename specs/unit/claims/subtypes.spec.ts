import { hypothesisForm, type SUBTYPES } from '../../../src/claims/subtypes'
import type { InconclusiveSubtype, NotEvaluableSubtype, RefutedSubtype } from '../../../src/verdict/types'

type Forms = (typeof SUBTYPES)[keyof typeof SUBTYPES]
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never

/** What a claim may register is what a verdict can be; the compiler holds the two lists together. */
const same: [
  Same<Forms['refuted'][number], RefutedSubtype>,
  Same<Forms['inconclusive'][number], InconclusiveSubtype>,
  Same<Forms['not-evaluable'][number], NotEvaluableSubtype>
] = [true, true, true]

describe('SUBTYPES', () => {
  it('are those of the verdicts', () => {
    expect(same).toEqual([true, true, true])
  })

  it('tells the two forms of converges-to and of rate apart', () => {
    expect(hypothesisForm({ kind: 'converges-to', over: 'seeds' })).toBe('converges-to-seeds')
    expect(hypothesisForm({ kind: 'converges-to', over: 'initial-points' })).toBe('converges-to-points')
    expect(hypothesisForm({ kind: 'rate', over: 'seeds' })).toBe('rate-seeds')
    expect(hypothesisForm({ kind: 'rate', over: 'initial-points' })).toBe('rate-points')
    expect(hypothesisForm({ kind: 'lower' })).toBe('lower')
  })
})
