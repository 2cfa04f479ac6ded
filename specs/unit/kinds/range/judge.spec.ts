import { describeOutcome } from '../../../../src/claims/outcomes'
import type { RangeAnalysis } from '../../../../src/kinds/range/types'
import { LIES_IN } from '../../../support/builders'
import { added, claimOf, judgeAlone, symmetric } from '../builders'
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
    expect(analysis.warnings).toEqual(['1 of 11 runs diverged and have no number'])
    expect(provisional).toBe(true)
    expect(() => judgeAlone(claimOf(LIES_IN, added('sign-flip')), rangeOf([]))).toThrow(/kind range/)
  })
})
