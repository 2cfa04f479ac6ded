import { describeOutcome } from '../../../../src/claims/outcomes'
import type { Judged } from '../../../../src/kinds/judged'
import { matchesSentence } from '../../../../src/kinds/matches/sentence'
import type { MatchesAnalysis, MatchesHypothesis, MatchesTypes } from '../../../../src/kinds/matches/types'
import { added, claimOf, judgeAlone, symmetric } from '../builders'
import { examples, MATCHES, matchesOf } from './examples'

function judge(values: readonly number[], hypothesis: Partial<MatchesHypothesis> = {}) {
  const judgement = judgeAlone(claimOf({ ...MATCHES, ...hypothesis }), {
    ...matchesOf(values),
    metric: hypothesis.metric ?? MATCHES.metric
  }) as Judged<MatchesTypes>
  return { ...judgement, outcome: describeOutcome(judgement.verdict) }
}
const analysisOf = (...args: Parameters<typeof judge>): MatchesAnalysis => judge(...args).analysis

describe('judgeMatches', () => {
  test('a relative margin is a share of the reported value', () => {
    const { analysis } = judge(symmetric(0.303, 0.001), { margin: { relative: 0.1 }, reported: { value: '-0.30' } })
    expect(analysis.delta).toBeCloseTo(0.03, 12)
  })

  test('undecided by what the source prints, or by too few runs', () => {
    const of = (reported: MatchesHypothesis['reported'], deviation: number) =>
      judge(symmetric(0.303, deviation), { reported }).outcome
    expect(of({ value: '0.300', sd: '0.004', n: 5 }, 0.05)).toBe('inconclusive')
    expect(of({ value: '0.300', sd: '0.015', n: 3 }, 0.001)).toBe('inconclusive (reported-uncertain)')
    expect(of({ value: '0.3' }, 0.001)).toBe('inconclusive (reported-uncertain)')
    expect(of({ value: '0.300' }, 0.001)).toBe('reproduced')
  })

  test('the rule of CORE-Bench stands beside it: one further run, or the mean of as many as the source has', () => {
    // t(.975, 9) .01 sqrt(1 + 1/10) = .023726, and sqrt(1/5 + 1/10): .012390.
    const { predictions } = analysisOf(symmetric(0.32, 0.01))
    expect(predictions.map(({ runs, holdsReported }) => [runs, holdsReported])).toEqual([
      [1, true],
      [5, false]
    ])
    expect(predictions[0]!.interval.lower).toBeCloseTo(0.32 - 0.0237257, 6)
    expect(predictions[1]!.interval.lower).toBeCloseTo(0.32 - 0.0123904, 6)
    expect(analysisOf(symmetric(0.32, 0.01), { reported: { value: '0.300', n: 1 } }).predictions).toHaveLength(1)
    expect(analysisOf([0.3, 0.3, 0.3]).predictions).toEqual([])
  })

  test('says what the source does not say', () => {
    const warned = (reported: MatchesHypothesis['reported'], metric = 'train.loss') =>
      analysisOf(symmetric(0.3, 0.01), { reported, metric }).warnings.join('; ')
    expect(warned({ value: '0.300' })).toMatch(/gives no spread of its value: only the uncertainty of our runs counts/)
    expect(warned({ value: '0.300', se: '0.001' })).toMatch(/does not say over how many runs/)
    expect(warned({ value: '0.300', sd: '0.004', n: 5 })).toBe('')
    expect(warned({ value: '0.300', sd: '0.004', n: 3 })).toMatch(/the spread of 3 runs may be far too small/)
    expect(warned({ value: '0.9816', examples: 300 }, 'test.accuracy')).toMatch(
      /no run over as many examples as stated has the value 0.9816: it moves in steps of 0.0033/
    )
    expect(warned({ value: '0.9817', sd: '0.0010', n: 6, examples: 100 }, 'test.accuracy')).toBe('')
    expect(analysisOf(symmetric(0.3, 0.01), { reported: { value: '0.3', examples: 300 } }).granularity).toBeUndefined()
  })

  test('no seed is added', () => {
    expect(() => judgeAlone(claimOf(MATCHES, added('sign-flip')), matchesOf([]))).toThrow(/kind matches/)
  })
})

const LEAD = 'At profile quick '
const BUDGET = ' Budget: 5,000 images instead of 50,000.'

describe('the sentence', () => {
  const say = (...args: Parameters<typeof judge>) => judge(...args).sentence.replace(LEAD, '').replace(BUDGET, '')

  test('is plain', () => {
    expect(say(symmetric(0.303, 0.01))).toBe(
      "adam's final train.loss (mean 0.303) is 0.003 above the reported 0.300 (95 % interval: -0.0056 to 0.0116, 10 seeds): within the margin of 0.02, so the claim is reproduced."
    )
    expect(say(symmetric(0.25, 0.01))).toMatch(/: outside the margin of 0.02, so the claim is refuted \(below\)\.$/)
  })

  test.each(examples.matches)('has at most 30 words: %s', (_, { hypothesis, evidence }) => {
    const words = matchesSentence(judgeAlone(claimOf(hypothesis), evidence!) as Judged<MatchesTypes>).split(/\s+/)
    expect(words.filter((word) => /\w/.test(word)).length).toBeLessThanOrEqual(30)
  })
})
