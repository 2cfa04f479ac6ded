import type { Judgement } from '../../../../src/kinds'
import { notMeasured as notMeasuredOf } from '../../../../src/report/data/notMeasured'
import {
  added,
  claimOf,
  comparison,
  diverged,
  evidenceOf,
  evidenceOfRatios,
  judgeAlone,
  judgePairs,
  symmetric,
  times,
  trained
} from '../../kinds/builders'
import { mapOfRatios, settingsHypothesis } from '../../kinds/evidence'

const notMeasured = (judgement: Judgement) => notMeasuredOf({ claim: judgement.claim, judgement })
const LOWER = symmetric(-0.1, 0.01)
const fewer = (count: number) => LOWER.slice(0, count)

describe('notMeasured', () => {
  it('counts the pairs that trained, of those that the exact test needs', () => {
    expect(notMeasured(judgePairs(evidenceOfRatios(fewer(5))))).toEqual({ numPairs: 5, minPairs: 6 })
    expect(notMeasured(judgePairs(evidenceOfRatios(fewer(2))))).toEqual({ numPairs: 2, minPairs: 6 })
    expect(notMeasured(judgePairs(evidenceOfRatios(fewer(6))))).toBeNull()
  })

  it('leaves what is provisional for another reason, and what failed whatever the number of runs', () => {
    const other = judgePairs(evidenceOfRatios(fewer(6)), {}, 10)
    expect([other.provisional, notMeasured(other)]).toEqual([true, null])
    const failed = judgePairs(evidenceOf(times(4, [diverged, diverged] as const)), {}, 10)
    expect([failed.verdict.subtype, failed.provisional, notMeasured(failed)]).toEqual(['too-many-failures', true, null])
  })

  it('of added seeds counts those that have entered, of those before the first look', () => {
    const claim = claimOf(comparison, added('sign-flip', { min: 10, max: 30 }))
    expect(notMeasured(judgeAlone(claim, evidenceOfRatios(fewer(8))))).toEqual({ numPairs: 8, minPairs: 10 })
    // A look has been taken, and seeds go on: an outcome, though not the last one.
    const open = judgeAlone(claim, evidenceOfRatios(symmetric(-0.01, 0.1)))
    expect([open.open, open.provisional, notMeasured(open)]).toEqual([true, true, null])
    const withFailure = evidenceOf([
      ...fewer(9).map((ratio) => [trained(1), trained(Math.exp(ratio))] as const),
      [trained(1), diverged] as const
    ])
    expect(notMeasured(judgeAlone(claim, withFailure))).toBeNull()
  })

  it('of a map counts the pairs of the settings that could tip it', () => {
    const map = (count: number) => judgeAlone(claimOf(settingsHypothesis), mapOfRatios(times(4, fewer(count))), count)
    expect(notMeasured(map(6))).toEqual({ numPairs: 6, minPairs: 7 })
    expect(notMeasured(map(7))).toBeNull()
  })
})
