import type { ExpectedOutcome } from '../../../src/claims/types'
import { compareWithExpected } from '../../../src/judge/expected'
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

describe('compareWithExpected', () => {
  test.each([
    [outcome('refuted'), opposite, true, 'refuted (opposite), as expected'],
    [outcome('refuted', 'opposite'), opposite, true, 'refuted (opposite), as expected'],
    [outcome('refuted', 'higher'), opposite, false, 'refuted (opposite), but expected is refuted (higher)'],
    [outcome('reproduced'), opposite, false, 'refuted (opposite), but expected is reproduced'],
    [outcome('reproduced'), reproduced, true, 'reproduced, as expected']
  ])('%j against %j: %s', (expected, verdict, matches, explanation) => {
    expect(compareWithExpected(expecting({ quick: expected }), 'quick', final(verdict))).toEqual({
      expected,
      matches,
      explanation
    })
  })

  test('a provisional verdict never matches', () => {
    const provisional = { verdict: opposite, provisional: true }
    const comparisonResult = compareWithExpected(expecting({ quick: outcome('refuted') }), 'quick', provisional)
    expect(comparisonResult.matches).toBe(false)
    expect(comparisonResult.explanation).toBe('provisionally refuted (opposite); a provisional verdict matches nothing')
    const nothing = { verdict: reproduced, provisional: true }
    expect(compareWithExpected(expecting({}), 'quick', nothing).matches).toBe(false)
  })

  test('with nothing expected only reproduced passes', () => {
    expect(compareWithExpected(expecting({}), 'quick', final(reproduced))).toMatchObject({
      expected: null,
      matches: true
    })
    expect(compareWithExpected(expecting({}), 'quick', final(opposite))).toMatchObject({
      expected: null,
      matches: false
    })
  })

  test('with other profiles expected nothing passes', () => {
    const claim = expecting({ paper: outcome('reproduced') })
    expect(compareWithExpected(claim, 'quick', final(reproduced))).toMatchObject({ expected: null, matches: false })
    expect(compareWithExpected(claim, 'paper', final(reproduced))).toMatchObject({ matches: true })
  })

  test('a profile that the claim names without an outcome passes what is reproduced', () => {
    const claim = { ...expecting({ paper: outcome('reproduced') }), profiles: ['quick', 'paper'] as const }
    expect(compareWithExpected(claim, 'quick', final(reproduced))).toMatchObject({ expected: null, matches: true })
    expect(compareWithExpected(claim, 'quick', final({ outcome: 'refuted', subtype: 'opposite' }))).toMatchObject({
      matches: false
    })
  })
})
