import { trajectoryOf } from '../judge/trajectory'
import type { ClaimPlan } from '../plan/types'
import type { ReportTrajectory } from '../report/data/types'
import type { RunRecord } from '../store/types'

/** So many points an arm are enough for a figure. */
const MAX_POINTS = 50

/**
 * The trajectories of every arm of a synthetic experiment that a claim was judged on, once an arm: two claims that share
 * its runs share its trajectory, and a run stands in it once, watched or not.
 */
export function reportTrajectories(
  plans: readonly ClaimPlan[],
  records: ReadonlyMap<string, RunRecord>
): ReportTrajectory[] {
  const arms = new Map<
    string,
    { readonly experiment: string; readonly arm: string; readonly runs: Map<string, RunRecord> }
  >()
  for (const { experiment, roles } of plans) {
    if (experiment?.kind !== 'synthetic') continue
    for (const { arm, seed, initialPoint, key } of roles) {
      const place = JSON.stringify([experiment.id, arm])
      if (!arms.has(place)) arms.set(place, { experiment: experiment.id, arm, runs: new Map() })
      arms.get(place)!.runs.set(JSON.stringify([seed, initialPoint]), records.get(key)!)
    }
  }
  return [...arms.values()].flatMap(({ experiment, arm, runs }) => {
    const trajectory = trajectoryOf(
      [...runs.values()].map(({ result }) => result),
      MAX_POINTS
    )
    return trajectory === null ? [] : [{ experiment, arm, ...trajectory }]
  })
}
