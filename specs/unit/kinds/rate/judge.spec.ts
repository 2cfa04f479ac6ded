import { describeOutcome } from '../../../../src/claims/outcomes'
import type { RateAnalysis } from '../../../../src/kinds/rate/types'
import { claimOf, judgeAlone, symmetric, times } from '../builders'
import { rateHypothesis, ratesOf } from '../evidence'

function judge(slopes: readonly (number | null)[], over: 'seeds' | 'initial-points' = 'seeds', seeds?: number) {
  const judgement = judgeAlone(claimOf({ ...rateHypothesis, over }), ratesOf(slopes, over), seeds)
  return { ...judgement, analysis: judgement.analysis as RateAnalysis, outcome: describeOutcome(judgement.verdict) }
}

describe('judgeRate over seeds', () => {
  test.each([
    ['reproduced', symmetric(-0.5, 0.1)],
    ['refuted (slower)', symmetric(0, 0.1)],
    ['inconclusive', symmetric(-0.27, 0.1)],
    ['inconclusive (failures)', [...symmetric(-0.5, 0.1), Number.NaN]],
    ['reproduced', [...symmetric(-0.5, 0.1), null]],
    ['inconclusive', [...symmetric(0, 0.1), null]],
    ['not-evaluable (too-few-seeds)', [-1, -1, null, null]],
    ['not-evaluable (too-many-failures)', [...times(3, -1), ...times(3, Number.NaN)]],
    ['not-evaluable (no-data)', []]
  ])('%s', (expected, slopes) => {
    expect(judge(slopes).outcome).toBe(expected)
  })

  test('counts what holds, with and without a slope', () => {
    const { analysis, p } = judge([...symmetric(-0.5, 0.1), null, null, Number.NaN])
    expect(analysis).toMatchObject({ numSeeds: 10, notPositive: 2, diverged: 1, holding: 12, slopeBelow: -0.25 })
    expect(p).toBeLessThan(0.001)
    expect(analysis.warnings).toHaveLength(2)
    expect(judge(symmetric(-0.5, 0.1), 'seeds', 20).provisional).toBe(true)
  })
})

describe('judgeRate over starting points', () => {
  test.each([
    ['reproduced', [-1, -0.5, -0.3]],
    ['reproduced', [-1, null]],
    ['refuted (slower)', [0, -0.2]],
    ['refuted (slower)', [0, 0, Number.NaN]],
    ['inconclusive (mixed)', [-1, 0]],
    ['inconclusive (mixed)', [null, 0]],
    ['not-evaluable (too-many-failures)', [-1, Number.NaN]],
    ['not-evaluable (no-data)', []]
  ])('%s: %j', (expected, slopes) => {
    expect(judge(slopes, 'initial-points')).toMatchObject({ outcome: expected, p: null, familySize: 0 })
  })
})
