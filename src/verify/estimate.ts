import { buildPlan, type PlanMember } from '../plan/plan'
import { ANY_ENGINE } from '../runs/anyEngine'

/** Estimated core-milliseconds of claims, nothing cached, before any engine was asked: as on those that every machine has, and at as many settings as selection may leave. For timeouts. */
export function estimateMs(members: readonly PlanMember[]): number {
  const { runs, later } = buildPlan(members, {
    profile: 'quick',
    firstSeed: 0,
    engineFor: () => ANY_ENGINE,
    datasetDigest: () => '',
    isCached: () => false,
    chosenSettings: () => null,
    otherContenders: () => null
  })
  const known = runs.reduce((sum, run) => sum + run.estimateMs, 0)
  return known + (later.most ?? later).estimateMs
}
