import type { Judgeable } from '../judged'
import { countEndPoints, divergedWarning, type EndPointCounts, mightStillArrive } from '../shared/endPoints'
import { judgedExactly } from '../shared/judgedExactly'
import type { InitialPointsEvidence, PointsTypes, PointsVerdict } from './types'

/**
 * Judges a deterministic problem over its starting points: reproduced where all arrive, refuted where none does,
 * inconclusive (`mixed`) otherwise. Points whose iterate is still moving count both ways: where that changes the
 * verdict it is inconclusive (`not-settled`). There is nothing random in it, so there is no p value.
 */
export function judgePoints(evidence: InitialPointsEvidence): Judgeable<PointsTypes> {
  const counts = countEndPoints(evidence.samples)
  const moving = evidence.samples.filter(mightStillArrive).map((sample) => sample.initialPoint)
  const warnings = divergedWarning(evidence.samples)
  if (moving.length > 0) warnings.push(`still moving at the end: the runs that started at ${moving.join(', ')}`)
  const { total, reached, moving: unsettled } = counts
  return judgedExactly(evidence, {
    verdict: gridVerdict(counts),
    analysis: { kind: 'initial-points', numPoints: total, reached, unsettled, warnings },
    provisionalWhy: null
  })
}

function gridVerdict({ total, reached, moving }: EndPointCounts): PointsVerdict {
  if (total === 0) return { outcome: 'not-evaluable', subtype: 'no-data' }
  const least = settledVerdict(reached, total)
  const most = settledVerdict(reached + moving, total)
  return least.outcome === most.outcome ? least : { outcome: 'inconclusive', subtype: 'not-settled' }
}

function settledVerdict(reached: number, total: number): PointsVerdict {
  if (reached === total) return { outcome: 'reproduced', subtype: null }
  if (reached === 0) return { outcome: 'refuted', subtype: 'elsewhere' }
  return { outcome: 'inconclusive', subtype: 'mixed' }
}
