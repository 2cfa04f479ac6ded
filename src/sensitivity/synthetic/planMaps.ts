import type { Claim } from '../../kinds'
import { type PlanContext, planRun } from '../../plan/plan'
import { armsOf, judgementRoles, type Role } from '../../plan/roles'
import type { ClaimPlan, Plan, PlannedRun, RunRole } from '../../plan/types'
import { experimentAt, type SyntheticSetting, settingsOfMap } from '../../runs/synthetic/axes'
import type { SyntheticExperiment } from '../../runs/synthetic/types'
import type { MapStudy } from './prepareMaps'

/** The maps of a study as plans. */
export interface MapsPlan {
  readonly maps: readonly (readonly PlannedCell[])[]
  /** All of them; its claims are the maps, named by what they vary. */
  readonly plan: Plan
}

export interface PlannedCell {
  readonly setting: SyntheticSetting
  /** What counts as being at a point: see `toleranceAt`. */
  readonly tolerance: number
  /** The claim there. */
  readonly plan: ClaimPlan & { readonly experiment: SyntheticExperiment }
  /** Runs of every arm of the experiment, the claim's own among them. */
  readonly arms: readonly { readonly arm: string; readonly roles: readonly RunRole[] }[]
}

/** A step of this many alpha at a constant alpha is what x moves inside a cycle of the sources' problems. */
const SAW_TOOTH_STEPS = 6
const WIDEST_TOLERANCE = 0.1
const DEFAULT_TOLERANCE = 0.01

/** Plans every cell of every map; a run that several need stands in it once. */
export function planMaps(study: MapStudy, context: PlanContext): MapsPlan {
  const runs = new Map<string, PlannedRun>()
  const maps = study.maps.map((map) => settingsOfMap(map).map((setting) => planCell(study, setting, context, runs)))
  const claims = maps.map((cells, index): ClaimPlan => {
    const axes = Object.keys(study.maps[index]!).join(', ')
    const roles = cells.flatMap(({ arms }) => arms.flatMap((arm) => arm.roles))
    return {
      claim: { ...study.claim, id: `${study.claim.id} by ${axes}` },
      experiment: study.experiment,
      roles,
      awaitingSelection: null
    }
  })
  return {
    maps,
    plan: { profile: context.profile, claims, later: { numRuns: 0, estimateMs: 0 }, runs: [...runs.values()] }
  }
}

function planCell(
  study: MapStudy,
  setting: SyntheticSetting,
  context: PlanContext,
  runs: Map<string, PlannedRun>
): PlannedCell {
  const experiment = experimentAt(study.experiment, setting)
  const claim = claimAt(study, experiment)
  const add = (role: Role): RunRole => {
    const run = planRun(role, experiment, context)
    if (!runs.has(run.key)) runs.set(run.key, run)
    return { ...role, claim: claim.id, key: run.key }
  }
  const seeds = { first: context.firstSeed, count: study.numSeeds }
  const own = judgementRoles(claim, experiment, new Map(), seeds).map(add)
  const [anyArm] = armsOf(claim)
  const template = own.filter(({ arm }) => arm === anyArm)
  const arms = Object.keys(experiment.arms).map((arm) => {
    const judged = own.filter((role) => role.arm === arm)
    if (judged.length > 0) return { arm, roles: judged }
    // Nobody looks at the steps of an arm that is only shown.
    return { arm, roles: template.map(({ effectiveStep: _, key: __, claim: ___, ...role }) => add({ ...role, arm })) }
  })
  const plan = { claim, experiment, roles: own, awaitingSelection: null }
  return { setting, tolerance: toleranceAt(study.claim, experiment), plan, arms }
}

/** The claim in a cell: a fixed number of seeds, the tolerance that the cell needs, nothing expected. */
function claimAt({ claim, numSeeds }: MapStudy, experiment: SyntheticExperiment): Claim {
  const { hypothesis, decision } = claim
  const tolerance = toleranceAt(claim, experiment)
  return {
    ...claim,
    hypothesis: 'tolerance' in hypothesis ? { ...hypothesis, tolerance } : hypothesis,
    decision: { alpha: decision.alpha, mode: 'fixed', method: null, seeds: { min: numSeeds, max: numSeeds } },
    expected: {}
  }
}

/**
 * What counts as being at a point in a cell: the claim's own tolerance, or 6 alpha where alpha is constant and that is
 * more (x saw-tooths inside a cycle, and its mean lies that far off), never above 0.1 but where the claim's is.
 *
 * @returns 0.01 or more for a claim that states none
 */
export function toleranceAt({ hypothesis }: Claim, { arms }: SyntheticExperiment): number {
  const own = 'tolerance' in hypothesis ? hypothesis.tolerance : DEFAULT_TOLERANCE
  const constant = Object.values(arms).flatMap(({ optimizer }) =>
    optimizer.schedule.name === 'constant' ? [SAW_TOOTH_STEPS * optimizer.learningRate] : []
  )
  return Math.max(own, Math.min(WIDEST_TOLERANCE, Math.max(0, ...constant)))
}
