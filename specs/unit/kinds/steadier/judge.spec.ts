import { describeOutcome } from '../../../../src/claims/outcomes'
import type { Judged } from '../../../../src/kinds/judged'
import { steadierSentence } from '../../../../src/kinds/steadier/sentence'
import type { SteadierHypothesis, SteadierTypes } from '../../../../src/kinds/steadier/types'
import { added, claimOf, judgeAlone } from '../builders'
import { examples, STEADIER, spreads, steadierOf } from './examples'

function judge(
  [control, treatment]: readonly [readonly number[], readonly number[]],
  hypothesis: Partial<SteadierHypothesis> = {},
  seeds?: number
) {
  const judgement = judgeAlone(claimOf({ ...STEADIER, ...hypothesis }), steadierOf(control, treatment), seeds)
  return { ...(judgement as Judged<SteadierTypes>), outcome: describeOutcome(judgement.verdict) }
}

describe('judgeSteadier', () => {
  test('the ratio is of the standard deviations, and its interval holds it', () => {
    const { analysis, p } = judge(spreads(0.05, 0.02))
    expect(analysis.controlDeviation).toBeCloseTo(0.05, 12)
    expect(analysis.treatmentDeviation).toBeCloseTo(0.02, 12)
    expect(Math.exp(analysis.logRatio!)).toBeCloseTo(0.4, 1)
    expect(analysis.interval!.lower).toBeLessThan(Math.log(0.4))
    expect(analysis.interval!.upper).toBeGreaterThan(Math.log(0.4))
    expect(p).toBe(Math.max(analysis.pJackknife!, analysis.pSkew!, analysis.pSwap!))
    expect(analysis.pPitmanMorgan!).toBeLessThan(p!)
  })

  test('logarithms make it relative: ten times the loss with ten times the spread is as steady', () => {
    const [a, b] = spreads(0.01, 0.01)
    const large = a.map((value) => 10 * value)
    expect(judge([large, b]).outcome).toBe('reproduced')
    expect(judge([large, b], { of: 'logarithms' }).outcome).toBe('inconclusive')
  })

  test('arms that are the same run by run show nothing', () => {
    const [a] = spreads(0.05, 0.02)
    expect(judge([a, a]).outcome).toBe('inconclusive (no-spread)')
    expect(judge([a, a]).p).toBe(1)
  })

  test('p is the smallest level at which it is decided', () => {
    const [a, b] = spreads(0.05, 0.02)
    const decision = (alpha: number) => ({
      decision: { alpha, mode: 'fixed', method: null, seeds: { min: 20, max: 20 } } as const
    })
    const at = (alpha: number) => judgeAlone(claimOf(STEADIER, decision(alpha)), steadierOf(a, b)).verdict.outcome
    const { p } = judge([a, b])
    expect([at(p! * 1.001), at(p! * 0.999)]).toEqual(['reproduced', 'inconclusive'])
  })

  test('too few pairs cannot be decided, which is said', () => {
    const { outcome, provisionalWhy } = judge(spreads(0.05, 0.001, 5))
    expect(outcome).toBe('inconclusive (co-check)')
    expect(provisionalWhy).toBe('swaps of pairs can decide from 6 on, and 5 trained in both arms')
    expect(judge(spreads(0.05, 0.001, 6), {}, 10).provisionalWhy).toBe('6 seeds were run and the claim states 10')
  })

  test('a spread that one run makes is a reason to look', () => {
    const [a, b] = spreads(0.05, 0.05)
    expect(judge([a, [...b.slice(1), 2]]).analysis.warnings.join()).toMatch(
      /pseudo-values of the ratio are skewed .*: one pair, or few, make most of the spread/
    )
  })

  test('no seed is added', () => {
    expect(() => judgeAlone(claimOf(STEADIER, added('sign-flip')), steadierOf([], []))).toThrow(/kind steadier/)
  })
})

describe('the sentence', () => {
  const say = (...args: Parameters<typeof judge>) => steadierSentence(judge(...args))

  test('is plain', () => {
    expect(say(spreads(0.05, 0.015))).toMatch(
      /^amsgrad's final train\.loss spreads 0\.3 times as much as adam's \(95 % interval: 0\.\d+ to 0\.\d+, 20 paired seeds\): steadier by 10 %, so the claim is reproduced\.$/
    )
    expect(say(spreads(0.05, 0.05), { of: 'logarithms' })).toMatch(/^amsgrad's logarithm of final train\.loss spreads/)
  })

  test.each(examples.steadier)('has at most 30 words: %s', (_, { hypothesis, evidence }) => {
    const words = steadierSentence(judgeAlone(claimOf(hypothesis), evidence!) as Judged<SteadierTypes>).split(/\s+/)
    expect(words.filter((word) => /\w/.test(word)).length).toBeLessThanOrEqual(30)
  })
})
