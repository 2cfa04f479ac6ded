import { InputError } from '../../../src/errors'
import type { Claim } from '../../../src/spec/types'
import { type FamilyMember, judgeFamily } from '../../../src/verdict/judgeFamily'
import { claimOf, comparison, context, convergence, evidenceOfRatios, point, symmetric, times } from './builders'

function member(id: string, theta: number | null, overrides: Partial<Claim> = {}): FamilyMember {
  const evidence = theta === null ? null : evidenceOfRatios(symmetric(theta, 0.01))
  return { claim: claimOf(comparison, { id, ...overrides }), evidence, seeds: { min: 10, max: 10 } }
}

describe('judgeFamily', () => {
  test('Holm decides: each claim at alpha over the number that is left', () => {
    const judgements = judgeFamily([member('a', -0.02), member('b', -0.04), member('c', -0.03)], context)
    expect(judgements.map(({ claim }) => claim.id)).toEqual(['a', 'b', 'c'])
    expect(judgements.map(({ alphaJ }) => alphaJ)).toEqual([0.05, 0.05 / 3, 0.05 / 2])
    for (const { familySize, alphaJ, analysis, verdict } of judgements) {
      expect(familySize).toBe(3)
      expect(verdict.outcome).toBe('reproduced')
      expect(analysis).toMatchObject({ interval: { level: 1 - alphaJ } })
    }
  })

  test('a claim that was not run counts as p = 1 and is not judged', () => {
    // The half-width is .0072 at .95 and .0085 at .975: theta = -.018 is decided alone, not beside another.
    const alone = judgeFamily([member('a', -0.018)], context)
    const beside = judgeFamily([member('a', -0.018), member('b', null)], context)
    expect(alone.map(({ verdict }) => verdict.outcome)).toEqual(['reproduced'])
    expect(beside).toHaveLength(1)
    expect(beside[0]).toMatchObject({
      familySize: 2,
      alphaJ: 0.025,
      verdict: { outcome: 'inconclusive', subtype: 'direction' }
    })
  })

  test('a decided claim leaves a larger level to the next', () => {
    const judgements = judgeFamily([member('a', -0.018), member('b', -0.05)], context)
    expect(judgements.map(({ alphaJ }) => alphaJ)).toEqual([0.05, 0.025])
    expect(judgements.map(({ verdict }) => verdict.outcome)).toEqual(['reproduced', 'reproduced'])
  })

  test('deterministic claims have no place in the size, shares have', () => {
    const samples = times(20, point())
    const common = { metric: 'x.windowMean', arm: 'adam', target: 1, tolerance: 0.01, samples }
    const grid = { ...convergence, over: 'initial-points', share: null } as const
    const judgements = judgeFamily(
      [
        member('a', -0.05),
        {
          claim: claimOf(convergence, { id: 'b' }),
          evidence: { kind: 'share', ...common },
          seeds: { min: 20, max: 20 }
        },
        { claim: claimOf(grid, { id: 'c' }), evidence: { kind: 'grid', ...common }, seeds: { min: 1, max: 1 } }
      ],
      context
    )
    expect(judgements.map(({ familySize }) => familySize)).toEqual([2, 2, 2])
    expect(judgements.map(({ alphaJ }) => alphaJ)).toEqual([0.025, 0.05, 0.05])
    expect(judgements.map(({ p }) => p === null)).toEqual([false, false, true])
    expect(judgements.map(({ verdict }) => verdict.outcome)).toEqual(['reproduced', 'reproduced', 'reproduced'])
  })

  test('the smallest sample of the exact test grows with the family', () => {
    const others = Array.from({ length: 9 }, (_, i) => member(`other-${i}`, null))
    const [judgement] = judgeFamily(
      [
        { ...member('a', null), evidence: evidenceOfRatios(symmetric(-0.1, 0.01, 8)), seeds: { min: 8, max: 8 } },
        ...others
      ],
      context
    )
    expect(judgement!.analysis).toMatchObject({ minPairs: 9 })
    expect(judgement).toMatchObject({ provisional: true, verdict: { outcome: 'inconclusive', subtype: 'co-check' } })
  })

  test('one alpha, and evidence of the claim’s kind', () => {
    const other = member('b', -0.05, {
      decision: { alpha: 0.01, mode: 'fixed', method: null, seeds: { min: 10, max: 10 } }
    })
    expect(() => judgeFamily([member('a', -0.05), other], context)).toThrow(InputError)
    const wrong = { claim: claimOf(convergence), evidence: evidenceOfRatios([0]), seeds: { min: 1, max: 1 } }
    expect(() => judgeFamily([wrong], context)).toThrow(TypeError)
    expect(judgeFamily([], context)).toEqual([])
  })

  test('the same evidence gives the same bytes', () => {
    const family = [member('a', -0.018), member('b', 0.01)]
    expect(JSON.stringify(judgeFamily(family, context))).toBe(JSON.stringify(judgeFamily(family, context)))
  })
})
