import type { ExpectedOutcome } from '../../../src/claims/types'
import { compareWithRegistered } from '../../../src/judge/registered'
import type { Claim, Verdict } from '../../../src/kinds'
import { claimOf, comparison } from '../kinds/builders'

const opposite: Verdict = { outcome: 'refuted', subtype: 'opposite' }
const reproduced: Verdict = { outcome: 'reproduced', subtype: null }

const expecting = (expected: Claim['expected']) => claimOf(comparison, { expected })
const outcome = (name: ExpectedOutcome['outcome'], subtype: string | null = null): ExpectedOutcome => ({
  outcome: name,
  subtype,
  why: 'measured'
})
const final = (verdict: Verdict) => ({ verdict, provisional: false })

describe('compareWithRegistered', () => {
  test.each([
    [outcome('refuted'), opposite, true, 'refuted (opposite), as registered'],
    [outcome('refuted', 'opposite'), opposite, true, 'refuted (opposite), as registered'],
    [outcome('refuted', 'higher'), opposite, false, 'refuted (opposite), but registered is refuted (higher)'],
    [outcome('reproduced'), opposite, false, 'refuted (opposite), but registered is reproduced'],
    [outcome('reproduced'), reproduced, true, 'reproduced, as registered']
  ])('%j against %j: %s', (registered, verdict, matches, explanation) => {
    expect(compareWithRegistered(expecting({ quick: registered }), 'quick', final(verdict))).toEqual({
      registered,
      matches,
      explanation
    })
  })

  test('a provisional verdict never matches', () => {
    const provisional = { verdict: opposite, provisional: true }
    const comparisonResult = compareWithRegistered(expecting({ quick: outcome('refuted') }), 'quick', provisional)
    expect(comparisonResult.matches).toBe(false)
    expect(comparisonResult.explanation).toBe('provisionally refuted (opposite); a provisional verdict matches nothing')
    const nothing = { verdict: reproduced, provisional: true }
    expect(compareWithRegistered(expecting({}), 'quick', nothing).matches).toBe(false)
  })

  test('with nothing registered only reproduced passes', () => {
    expect(compareWithRegistered(expecting({}), 'quick', final(reproduced))).toMatchObject({
      registered: null,
      matches: true
    })
    expect(compareWithRegistered(expecting({}), 'quick', final(opposite))).toMatchObject({
      registered: null,
      matches: false
    })
  })

  test('with other profiles registered nothing passes', () => {
    const claim = expecting({ paper: outcome('reproduced') })
    expect(compareWithRegistered(claim, 'quick', final(reproduced))).toMatchObject({ registered: null, matches: false })
    expect(compareWithRegistered(claim, 'paper', final(reproduced))).toMatchObject({ matches: true })
  })
})
