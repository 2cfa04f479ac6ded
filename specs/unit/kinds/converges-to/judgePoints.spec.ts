import { describeOutcome } from '../../../../src/claims/outcomes'
import type { GridEvidence } from '../../../../src/kinds/converges-to/types'
import type { EndPoint } from '../../../../src/kinds/shared/types'
import { claimOf, convergence, elsewhere, gone, judgeAlone, moving, point, times } from '../builders'

function judge(samples: readonly EndPoint[]) {
  const evidence: GridEvidence = {
    kind: 'grid',
    metric: 'x.windowMean',
    arm: 'adam',
    target: 1,
    tolerance: 0.01,
    samples
  }
  const claim = claimOf({ ...convergence, over: 'initial-points' as const, share: null })
  return judgeAlone(claim, evidence, 1)
}

describe('judgeGrid', () => {
  test.each([
    ['reproduced', times(5, point())],
    ['reproduced', [point({ settled: false }), point()]],
    ['refuted (elsewhere)', times(5, elsewhere)],
    ['refuted (elsewhere)', [elsewhere, gone]],
    ['inconclusive (mixed)', [point(), elsewhere]],
    ['inconclusive (mixed)', [point(), elsewhere, moving]],
    ['inconclusive (not-settled)', [point(), moving]],
    ['inconclusive (not-settled)', [elsewhere, moving]],
    ['inconclusive (not-settled)', times(5, moving)],
    ['not-evaluable (no-data)', []]
  ])('%s, case %#', (expected, samples) => {
    expect(describeOutcome(judge(samples).verdict)).toBe(expected)
  })

  test('carries no p, no provisional verdict and no place in the family', () => {
    const judgement = judge([point(), moving, gone])
    expect(judgement).toMatchObject({ p: null, provisional: false, familySize: 0, alphaJ: 0.05 })
    expect(judgement.analysis).toEqual({
      kind: 'grid',
      numPoints: 3,
      reached: 1,
      unsettled: 1,
      warnings: ['1 of 3 runs diverged and count as not arrived', 'still moving at the end: the runs that started at 0']
    })
  })
})
