import type { AnyClaim } from '../../../src/claims/types'
import { InputError } from '../../../src/errors'
import { type FamilyMember, familyMember, judgeFamily } from '../../../src/judge/judgeFamily'
import type { KindName } from '../../../src/kinds'
import type { ComparisonHypothesis, PairedEvidence } from '../../../src/kinds/comparison/types'
import {
  claimOf,
  comparison,
  context,
  convergence,
  evidenceOfRatios,
  point,
  symmetric,
  times,
  trained
} from '../kinds/builders'

function member(
  id: string,
  theta: number | null,
  overrides: Partial<Omit<AnyClaim, 'hypothesis'>> = {}
): FamilyMember<'lower'> {
  const evidence = theta === null ? null : evidenceOfRatios(symmetric(theta, 0.01))
  return familyMember(claimOf(comparison, { id, ...overrides }), evidence, { min: 10, max: 10 })
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
    const secondary = judgeFamily([member('a', -0.018), member('b', null)], context)
    expect(alone.map(({ verdict }) => verdict.outcome)).toEqual(['reproduced'])
    expect(secondary).toHaveLength(1)
    expect(secondary[0]).toMatchObject({
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
        {
          claim: claimOf(grid, { id: 'c' }),
          evidence: { kind: 'initial-points', ...common },
          seeds: { min: 1, max: 1 }
        }
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

  describe('a loss without a logarithm', () => {
    const good = member('good', -0.05)
    const healthy = evidenceOfRatios(symmetric(-0.05, 0.01))
    const withLoss = (value: number): PairedEvidence => ({
      ...healthy,
      pairs: healthy.pairs.map((pair) => (pair.seed === 3 ? { ...pair, treatment: trained(value) } : pair))
    })
    const judgeWith = (value: number, overrides: Partial<ComparisonHypothesis> = {}, seeds = 10) =>
      judgeFamily(
        [
          familyMember(claimOf({ ...comparison, ...overrides }, { id: 'zero' }), withLoss(value), {
            min: seeds,
            max: seeds
          }),
          good
        ],
        context
      )

    test('is confined to its claim, which counts as p = 1', () => {
      const [zero, other] = judgeWith(0)
      expect(zero).toMatchObject({
        claim: { id: 'zero' },
        verdict: { outcome: 'not-evaluable', subtype: 'no-logarithm' },
        provisional: false,
        p: null,
        familySize: 2,
        analysis: { kind: 'paired', numPairs: 10, theta: null, interval: null, secondary: null, morePairs: null }
      })
      expect(zero!.analysis).toMatchObject({ variance: { treatment: { n: 10, min: 0 } }, failures: { numPairs: 10 } })
      // The other claim is judged as beside one that was not run.
      const [secondary] = judgeFamily([good, member('zero', null)], context)
      expect(other).toEqual(secondary)
      expect(other).toMatchObject({ alphaJ: 0.025, verdict: { outcome: 'reproduced', subtype: null } })
    })

    test('says what mends it', () => {
      expect(judgeWith(0)[0]!.sentence).toBe(
        "At profile quick amsgrad's final train.loss of 0 with seed 3 has no logarithm, so the claim is not evaluable (no-logarithm). To mend: state a margin.epsilon above 0 in the claim; it is added to both losses. Budget: 5,000 images instead of 50,000."
      )
      const floored = { margin: { relative: 0.01, epsilon: 0.1 } }
      expect(judgeWith(-0.5, floored)[0]!.sentence).toMatch(
        /train\.loss of -0\.5 plus 0\.1 with seed 3 has no logarithm, .*state a margin\.epsilon above 0\.5 /
      )
      const mended = { margin: { relative: 0.01, epsilon: 0.51 } }
      expect(judgeWith(-0.5, mended)[0]!.verdict.subtype).not.toBe('no-logarithm')
    })

    test('does not hide another number of seeds', () => {
      expect(judgeWith(0, {}, 12)[0]).toMatchObject({
        provisional: true,
        provisionalWhy: '10 seeds were run and the claim states 12',
        verdict: { subtype: 'no-logarithm' }
      })
    })
  })

  test('one alpha, and evidence of the claim’s kind', () => {
    const other = member('b', -0.05, {
      decision: { alpha: 0.01, mode: 'fixed', method: null, seeds: { min: 10, max: 10 } }
    })
    expect(() => judgeFamily([member('a', -0.05), other], context)).toThrow(InputError)
    const wrong = familyMember<KindName>(claimOf(convergence), evidenceOfRatios([0]), { min: 1, max: 1 })
    expect(() => judgeFamily([wrong], context)).toThrow(TypeError)
    expect(judgeFamily([], context)).toEqual([])
  })

  test('the same evidence gives the same bytes', () => {
    const family = [member('a', -0.018), member('b', 0.01)]
    expect(JSON.stringify(judgeFamily(family, context))).toBe(JSON.stringify(judgeFamily(family, context)))
  })
})
