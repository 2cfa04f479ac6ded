import { describeOutcome } from '../../../../src/claims/outcomes'
import type { RangeAnalysis } from '../../../../src/kinds/range/types'
import { LIES_IN } from '../../../support/builders'
import { added, claimOf, judgeAlone, symmetric, times } from '../builders'
import { rangeOf } from '../evidence'

function judge(values: readonly number[], reported: number | null = null, seeds?: number) {
  const claim = claimOf(LIES_IN)
  const source = { ...claim.source, reported: { what: 'a loss', value: reported } }
  const judgement = judgeAlone({ ...claim, source }, rangeOf(values), seeds)
  return { ...judgement, analysis: judgement.analysis as RangeAnalysis, outcome: describeOutcome(judgement.verdict) }
}

describe('judgeRange', () => {
  test.each([
    ['reproduced', symmetric(0.3, 0.01)],
    ['refuted (above)', symmetric(0.5, 0.01)],
    ['refuted (below)', symmetric(0.1, 0.01)],
    ['inconclusive', symmetric(0.4, 0.01)],
    ['inconclusive', symmetric(0.3, 0.5)],
    ['inconclusive (no-spread)', times(10, 0.3)],
    ['inconclusive (no-spread)', [0.3, 0.3, 0.3, 0.31, 0.29, 0.3]],
    ['inconclusive (failures)', [...symmetric(0.3, 0.01), Number.NaN]],
    ['refuted (above)', [...symmetric(0.5, 0.01), Number.NaN]],
    ['not-evaluable (too-many-failures)', [0.3, 0.3, 0.3, Number.NaN, Number.NaN, Number.NaN]],
    ['not-evaluable (too-few-seeds)', [0.3, 0.3]],
    ['not-evaluable (no-data)', []]
  ])('%s', (expected, values) => {
    const { outcome, p } = judge(values)
    expect(outcome).toBe(expected)
    expect(p === null).toBe(outcome.startsWith('not-evaluable'))
  })

  test.each([
    ['reproduced', 0.7, [...symmetric(0.3, 0.01, 20), 0.5]],
    // 12 of 12: .735 to 1, scipy.stats.binomtest(12, 12).proportion_ci(method='exact'), SciPy 1.17.1; 6 of 12: .211 to .789.
    ['reproduced', 0.73, symmetric(0.3, 0.01, 12)],
    ['inconclusive', 0.74, symmetric(0.3, 0.01, 12)],
    ['refuted (too-few)', 0.8, [...symmetric(0.3, 0.01, 6), ...symmetric(0.5, 0.01, 6)]],
    ['inconclusive', 0.78, [...symmetric(0.3, 0.01, 6), ...symmetric(0.5, 0.01, 6)]],
    // A diverged run is not inside; equal values are no trouble.
    ['refuted (too-few)', 0.8, [...times(6, 0.3), ...times(6, Number.NaN)]],
    ['not-evaluable (no-data)', 0.8, []]
  ])('of a share of runs: %s of %d', (expected, share, values) => {
    const { verdict, p } = judgeAlone(claimOf({ ...LIES_IN, of: 'share', share }), rangeOf(values))
    expect(describeOutcome(verdict)).toBe(expected)
    expect(p === null ? 'not-evaluable' : p <= 0.05).toBe(
      values.length === 0 ? 'not-evaluable' : expected !== 'inconclusive'
    )
  })

  test.each([
    ['reproduced', symmetric(0.3, 0.01)],
    // The mean is inside, .277 to .323; of a further run .226 to .374 at sd .03121, .195 to .405 at .0443.
    ['reproduced', symmetric(0.3, 0.0312)],
    ['inconclusive', symmetric(0.3, 0.0443)],
    ['refuted (above)', symmetric(0.5, 0.04)],
    ['inconclusive', symmetric(0.5, 0.05)],
    ['refuted (below)', symmetric(0.1, 0.04)],
    ['inconclusive (failures)', [...symmetric(0.3, 0.01), Number.NaN]],
    ['inconclusive (no-spread)', times(10, 0.3)]
  ])('of one further run: %s', (expected, values) => {
    const { verdict, p } = judgeAlone(claimOf({ ...LIES_IN, of: 'run' }), rangeOf(values))
    expect(describeOutcome(verdict)).toBe(expected)
    expect(p! <= 0.05).toBe(!['inconclusive', 'inconclusive (no-spread)'].includes(expected))
  })

  test('equal runs bound no further one', () => {
    expect(judge(times(10, 0.3), 0.3).analysis).toMatchObject({ prediction: null, reported: null })
    expect(judgeAlone(claimOf({ ...LIES_IN, of: 'run' }), rangeOf(times(10, 0.3))).sentence).toMatch(
      /the final train\.loss of a further run of adam has no bounds: whether it is inside .* cannot be said, since equal runs/
    )
    // All but one equal: there is an interval, and it decides nothing.
    const almost = judge([...times(9, 0.3), 0.301], 0.3)
    expect(almost.outcome).toBe('inconclusive (no-spread)')
    expect(almost.analysis.reported!.prediction.upper).toBeLessThan(0.31)
  })

  test('what is not claimed stands beside what is', () => {
    const clustered = [0.3, 0.301, 0.302, 0.299, 0.298, 0.303, 0.15, 0.151, 0.449, 0.45]
    const { analysis, outcome, sentence } = judge(clustered)
    // Six of ten runs are inside: scipy.stats.binomtest(6, 10).proportion_ci(method='exact'), SciPy 1.17.1.
    expect(outcome).toBe('reproduced')
    expect(analysis.inside).toMatchObject({ count: 6, of: 10 })
    expect(analysis.inside!.interval!.lower).toBeCloseTo(0.2623781, 7)
    expect(analysis.inside!.interval!.upper).toBeCloseTo(0.8784477, 7)
    expect(analysis.prediction!.upper).toBeGreaterThan(0.4)
    expect(sentence).toContain('on average inside the range of 0.2 to 0.4, so the claim is reproduced.')
    expect(sentence).toContain('6 of 10 runs are inside; the 95 % interval of the share is 26.24 % to 87.84 %')
    const share = judgeAlone(claimOf({ ...LIES_IN, of: 'share', share: 0.9 }), rangeOf(clustered))
    expect(share.sentence).toContain('is inside the range of 0.2 to 0.4 in 6 of 10 runs')
    expect(share.sentence).toContain('in fewer than 90 % of runs, so the claim is refuted (too-few).')
    const run = judgeAlone(claimOf({ ...LIES_IN, of: 'run' }), rangeOf(clustered))
    expect(run.sentence).toMatch(
      /a further run of adam would be expected to have a final train\.loss of .* is undecided/
    )
  })

  test('an accuracy without spread is judged by bets on it', () => {
    const bets = (low: number, high: number, n: number) =>
      judgeAlone(claimOf({ ...LIES_IN, metric: 'test.accuracy', low, high }), {
        ...rangeOf(times(n, 0.9)),
        metric: 'test.accuracy',
        low,
        high
      })
    expect(describeOutcome(bets(0.6, 1, 30).verdict)).toBe('reproduced')
    expect(describeOutcome(bets(0, 0.5, 30).verdict)).toBe('refuted (above)')
    expect(describeOutcome(bets(0.85, 0.95, 30).verdict)).toBe('inconclusive (no-spread)')
    expect(bets(0.6, 1, 30).p!).toBeLessThan(0.05)
    const { interval, unseen } = bets(0.85, 0.95, 30).analysis as RangeAnalysis
    expect(interval!.lower).toBeLessThan(0.85)
    expect(interval!.upper).toBeLessThanOrEqual(1)
    expect(unseen).toMatchObject({ equal: 30, of: 30 })
  })

  test('shows the reported number against where one further run would fall', () => {
    const { analysis } = judge(symmetric(0.3, 0.01), 0.35)
    // t(.975, 9) s sqrt(1 + 1/10) = 2.262157 * .01 * 1.048809
    expect(analysis.reported!.prediction.upper).toBeCloseTo(0.3 + 0.0237257, 6)
    expect(analysis.reported!.value).toBe(0.35)
    expect(judge(symmetric(0.3, 0.01)).analysis.reported).toBeNull()
  })

  test.each([
    [undefined, 'mean final train.loss is'],
    ['first', 'mean first train.loss is'],
    ['last-change', 'mean relative change of train.loss over the last epoch is']
  ] as const)('names the value that is taken: %s', (at, words) => {
    const evidence = { ...rangeOf(symmetric(0.3, 0.01)), ...(at !== undefined && { at }) }
    expect(judgeAlone(claimOf(LIES_IN), evidence).sentence).toContain(words)
  })

  test('counts the diverged, warns, and knows its number of seeds', () => {
    const { analysis, provisional } = judge([...symmetric(0.3, 0.01), Number.NaN], null, 10)
    expect(analysis).toMatchObject({ numSeeds: 10, diverged: 1 })
    expect(analysis.warnings).toEqual(['1 of 11 runs without a number: diverged, or ended before the point'])
    expect(provisional).toBe(true)
    expect(() => judgeAlone(claimOf(LIES_IN, added('sign-flip')), rangeOf([]))).toThrow(/kind range/)
  })

  test.each([
    // 36 of 36: .9026 to 1, 35 of 35: .89997 to 1: scipy.stats.binomtest(35, 35).proportion_ci(method='exact'), SciPy 1.17.1.
    ['reproduced', 36],
    ['inconclusive', 35]
  ])('at least 90 %% of runs reach 97 %%: %s with %d of as many', (expected, n) => {
    const { low: _low, high: _high, ...rest } = LIES_IN
    const judgement = judgeAlone(claimOf({ ...rest, low: 0.97, of: 'share', share: 0.9 }), {
      ...rangeOf(times(n, 0.98)),
      low: 0.97,
      high: Number.POSITIVE_INFINITY
    })
    expect(describeOutcome(judgement.verdict)).toBe(expected)
    expect(judgement.sentence).toContain(`is inside the range from 0.97 up in ${n} of ${n} runs`)
  })

  test('a mean may be claimed to be above a bound alone', () => {
    const { low: _low, high: _high, ...rest } = LIES_IN
    const at = (values: readonly number[]) =>
      judgeAlone(claimOf({ ...rest, high: 0.4 }), {
        ...rangeOf(values),
        low: Number.NEGATIVE_INFINITY,
        high: 0.4
      })
    expect(describeOutcome(at(symmetric(0.3, 0.01)).verdict)).toBe('reproduced')
    expect(describeOutcome(at(symmetric(0.5, 0.01)).verdict)).toBe('refuted (above)')
    expect(at(symmetric(-5, 0.01)).sentence).toContain('on average inside the range up to 0.4')
    expect(at(symmetric(0.395, 0.01)).p!).toBeGreaterThan(0.05)
  })
})
