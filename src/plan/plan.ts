import { gridSettings } from '../claims/grid'
import type { DatasetName, ProfileName, Setting, Tuning } from '../claims/types'
import { canonicalJson } from '../json/canonical'
import { groupBy } from '../json/groupBy'
import type { Claim } from '../kinds'
import { DEFAULT_CONTENDERS } from '../kinds/shared/contenders'
import type { ProgramFacts } from '../runs/program/types'
import { resolveRunSpec } from '../runs/resolveRunSpec'
import { type Experiment, type RunKindName, runKindOf } from '../runs/runKinds'
import type { EngineIdentity } from '../runs/types'
import { estimateWorkMs } from './cohorts'
import { estimateRunMs } from './estimate'
import { type PairEngine, pairOf } from './pairs'
import { contenderRoles, judgementRoles, type Role, selectionRoles, tuningOf } from './roles'
import { runKey } from './runKey'
import type { ClaimPlan, Plan, PlannedRun, RunRole } from './types'

/** A claim to plan, with its experiment at the profile and the number of seeds that it is judged on. */
export interface PlanMember<C extends Claim = Claim> {
  readonly claim: C
  /** null for a claim that runs nothing. */
  readonly experiment: Experiment | null
  /** Asked for now: a claim that adds seeds until it is decided asks for more in a later round. */
  readonly seeds: number
}

export interface PlanContext {
  readonly profile: ProfileName
  readonly firstSeed: number
  /** The engine that executes runs of a kind. */
  engineFor(kind: RunKindName): EngineIdentity
  /** Where machines may differ: which of them a pair is of. Left out where `engineFor`'s makes all. */
  readonly engineOfPair?: PairEngine
  datasetDigest(name: DatasetName): string
  /** What the machine says of an experiment's program; null, or left out, where nobody looked. */
  programFacts?(experiment: Experiment): ProgramFacts | null
  isCached(key: string): boolean
  /** The settings that a claim's finished selection runs chose, by arm; null while they are not all finished. */
  chosenSettings(claimPlan: ClaimPlan): ReadonlyMap<string, Setting> | null
  /**
   * Where the claim is judged at every setting that selection cannot tell from the best: those beside the chosen ones, by
   * arm; null as above. Left out where the chosen settings are taken as they are.
   */
  otherContenders?(claimPlan: ClaimPlan): ReadonlyMap<string, readonly Setting[]> | null
}

/**
 * Turns claims into runs, each run once over all claims.
 *
 * A claim that tunes its arms first gets its selection runs; when they are finished, `chosenSettings` and
 * `otherContenders` answer and the next plan holds the judgement runs too.
 */
export function buildPlan<C extends Claim>(members: readonly PlanMember<C>[], context: PlanContext): Plan<C> {
  const runs = new Map<string, PlannedRun>()
  const later = new Map<string, WaitingRun>()
  const claims = members.map((member) => planClaim(member, context, runs, later))
  return { profile: context.profile, claims, later: costOf([...later.values()]), runs: [...runs.values()] }
}

/** A run that waits for selection, and at how many settings it may come to be made at most. */
interface WaitingRun {
  readonly run: PlannedRun
  readonly mostContenders: number
}

function costOf(waiting: readonly WaitingRun[]): Plan['later'] {
  const runs = waiting.map(({ run }) => run)
  const most = waiting.flatMap(({ run, mostContenders }) => new Array<PlannedRun>(mostContenders).fill(run))
  return {
    numRuns: runs.length,
    estimateMs: estimateWorkMs(runs),
    ...(most.length > runs.length && { most: { numRuns: most.length, estimateMs: estimateWorkMs(most) } })
  }
}

/** @param later runs at settings that are not chosen yet, by what chooses them and their key at no setting */
function planClaim<C extends Claim>(
  member: PlanMember<C>,
  context: PlanContext,
  runs: Map<string, PlannedRun>,
  later: Map<string, WaitingRun>
): ClaimPlan<C> {
  const { claim, experiment, seeds } = member
  if (experiment === null) return { claim, experiment, roles: [], awaitingSelection: null }
  const add = (roles: readonly Role[]): RunRole[] => {
    const engineOf = enginesOfPairs(roles, experiment, context)
    return roles.map((role) => {
      const run = planRun(role, experiment, context, engineOf(role))
      if (!runs.has(run.key)) runs.set(run.key, run)
      return { ...role, claim: claim.id, key: run.key }
    })
  }
  const seedRange = { first: context.firstSeed, count: seeds }
  const judge = (settings: ReadonlyMap<string, Setting>) => judgementRoles(claim, experiment, settings, seedRange)

  const tuning = tuningOf(claim)
  if (tuning === null) {
    return { claim, experiment, roles: add(judge(new Map())), awaitingSelection: null }
  }
  const selection = add(selectionRoles(claim, experiment, context.firstSeed))
  const selectionPlan: ClaimPlan<C> = { claim, experiment, roles: selection, awaitingSelection: null }
  const settings = context.chosenSettings(selectionPlan)
  if (settings !== null) {
    const contenders = context.otherContenders?.(selectionPlan) ?? new Map<string, readonly Setting[]>()
    const judged = [...judge(settings), ...contenderRoles(claim, experiment, contenders, seedRange)]
    return { ...selectionPlan, roles: [...selection, ...add(judged)] }
  }

  // The chosen setting changes a run's numbers, not its cost.
  const waiting = judge(new Map()).map((role) => planRun(role, experiment, context))
  const mostContenders = context.otherContenders === undefined ? 1 : mostContendersOf(tuning, experiment)
  for (const run of waiting) later.set(`${canonicalJson(tuning)} ${run.key}`, { run, mostContenders })
  return { ...selectionPlan, awaitingSelection: costOf(waiting.map((run) => ({ run, mostContenders }))) }
}

function mostContendersOf({ contenders = DEFAULT_CONTENDERS }: Tuning, experiment: Experiment): number {
  return Math.min(contenders, gridSettings(runKindOf(experiment).grid(experiment)).length)
}

/** The engine of each pair; one for all where machines may not differ. */
function enginesOfPairs(
  roles: readonly Role[],
  experiment: Experiment,
  context: PlanContext
): (role: Role) => EngineIdentity {
  const { engineOfPair } = context
  if (engineOfPair === undefined) return () => context.engineFor(experiment.kind)
  const points = runKindOf(experiment).startingPoints(experiment)
  const engines = new Map(
    [...groupBy(roles, pairOf)].map(([pair, own]) => {
      const [{ seed, initialPoint }] = own as [Role]
      const isMade = (engine: EngineIdentity) =>
        own.every((role) => context.isCached(planRun(role, experiment, context, engine).key))
      const place = seed + Math.max(0, points.indexOf(initialPoint ?? Number.NaN))
      return [pair, engineOfPair(experiment.kind, place, isMade)]
    })
  )
  return (role) => engines.get(pairOf(role))!
}

/** A run with its key and cost, and whether the store holds it. */
export function planRun(
  role: Role,
  experiment: Experiment,
  context: PlanContext,
  engine: EngineIdentity = context.engineFor(experiment.kind)
): PlannedRun {
  const digest = runKindOf(experiment).dataDigest(experiment, context.datasetDigest)
  const facts = context.programFacts?.(experiment) ?? null
  const spec = resolveRunSpec(experiment, role, engine, digest, facts)
  const key = runKey(spec)
  const cached = context.isCached(key)
  return { key, spec, cached, estimateMs: cached ? 0 : estimateRunMs(spec) }
}
