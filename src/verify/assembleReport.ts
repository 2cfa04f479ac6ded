import type { ClaimcheckError } from '../errors'
import type { JudgedRun } from '../judge/collectEvidence'
import { effectByEngine } from '../judge/effectByEngine'
import { type Claim, type Judgement, partsOf } from '../kinds'
import { digestsOfLogs } from '../kinds/comparison/logs/digestsOfLogs'
import type { Substitution } from '../load/substituteData'
import type { ClaimPlan, RunRole } from '../plan/types'
import { replayCommand } from '../report/data/replay'
import { runCurve } from '../report/data/runCurve'
import type { ClaimOutcome, ReportInput, ReportRun } from '../report/data/types'

import type { EngineIdentity } from '../runs/types'
import type { RunRecord } from '../store/types'
import { crashOf } from './crash'
import { type DrawnMetrics, drawnMetrics } from './drawnMetrics'
import type { Preparation } from './prepare'
import { reportTrajectories } from './reportTrajectories'
import type { BlockedClaim, VerifyOptions } from './types'

/** What a finished call of `verify` knows. */
export interface VerifiedState {
  readonly options: Pick<VerifyOptions, 'profile' | 'firstSeed' | 'seeds' | 'engine' | 'claimsArgument'>
  readonly preparation: Preparation
  readonly blocked: readonly BlockedClaim[]
  readonly engines: readonly EngineIdentity[]
  /** Claims whose runs have all finished. */
  readonly plans: readonly ClaimPlan[]
  readonly judgements: ReadonlyMap<string, Judgement>
  /** Claims with unfinished runs, by id: the failure of the infrastructure that stopped them, null where there was none. */
  readonly unfinished: ReadonlyMap<string, ClaimcheckError | null>
  /** Of these, claims some of whose runs others still have, by id. */
  readonly awaited: ReadonlySet<string>
  readonly records: ReadonlyMap<string, RunRecord>
  /** As the claims were judged by them. */
  readonly results: ReadonlyMap<string, JudgedRun>
}

/**
 * Gathers what a report is made of: the claims that were named and the rest of their families, whose p values decided
 * with theirs, so that every verdict can be computed again from the report alone.
 */
export function assembleReport(state: VerifiedState): ReportInput {
  const { named, familyMembers, experiments, sourceFigures } = state.preparation
  const claims = [...named, ...familyMembers]
  return {
    profile: state.options.profile,
    firstSeed: state.options.firstSeed,
    seedsOverride: state.options.seeds,
    engineChoice: state.options.engine,
    claimsRoot: state.options.claimsArgument,
    substitutions: concerning(claims, state.preparation.substitutions),
    claims: claims.map((claim) => outcomeOf(claim, state)),
    experiments: Object.fromEntries(
      [...new Set(claims.flatMap((claim) => claim.experiment ?? []))].map((id) => [id, experiments.get(id)!])
    ),
    engines: enginesOfReport(state),
    runs: reportRuns(state.plans, state.records, drawnMetrics(sourceFigures, claims)),
    trajectories: reportTrajectories(state.plans, state.records),
    external: state.preparation.external,
    sourceFigures
  }
}

/** Those of this verification, and those that made runs which it took from others. */
function enginesOfReport({ engines, plans, records }: VerifiedState): readonly EngineIdentity[] {
  const made = plans.flatMap(({ roles }) => roles.map(({ key }) => records.get(key)!.result.spec.engine))
  return [...engines, ...made]
}

/** The substitutions as far as these claims are concerned. */
function concerning(claims: readonly Claim[], substitutions: readonly Substitution[]): readonly Substitution[] {
  const [ids, used] = [new Set(claims.map(({ id }) => id)), new Set(claims.map(({ experiment }) => experiment))]
  return substitutions
    .map((each) => ({
      ...each,
      claims: each.claims.filter((id) => ids.has(id)),
      experiments: each.experiments.filter((id) => used.has(id))
    }))
    .filter((each) => each.claims.length > 0)
}

function outcomeOf(claim: Claim, state: VerifiedState): ClaimOutcome {
  const judgement = state.judgements.get(claim.id)
  if (judgement !== undefined) {
    const registration = state.preparation.registrationOf(claim, digestsOfLogs(judgement.evidence))
    const plan = state.plans.find((each) => each.claim === claim)
    const byEngine = plan === undefined ? null : effectByEngine(plan, judgement, state.results)
    return { kind: 'judged', claim, judgement, registration, ...(byEngine !== null && { byEngine }) }
  }
  const block = state.blocked.find((candidate) => candidate.claim.id === claim.id)
  if (block !== undefined) return { kind: 'could-not-run', ...block }
  const missingPart = partThatCouldNotRun(claim, state)
  if (missingPart !== null) return missingPart
  const failure = state.unfinished.get(claim.id)
  if (failure === undefined) return { kind: 'not-in-profile', claim }
  if (failure === null) {
    const { profile, firstSeed, seeds: seedsOverride, engine, claimsArgument: claimsRoot } = state.options
    const { substitutions } = state.preparation
    const remedy = replayCommand(claim.id, { profile, firstSeed, seedsOverride, engine, claimsRoot, substitutions })
    if (state.awaited.has(claim.id)) {
      const again = 'the same command again, later: it collects them'
      return { kind: 'could-not-run', claim, cause: 'not-run', reason: 'its runs are still out', remedy: again }
    }
    return { kind: 'could-not-run', claim, cause: 'not-run', reason: 'its runs are not all in the store', remedy }
  }
  return { kind: 'could-not-run', claim, ...crashOf(failure) }
}

/** A claim that is made of others cannot be judged where one of them could not run; it says which, and what helps. */
function partThatCouldNotRun(claim: Claim, state: VerifiedState): ClaimOutcome | null {
  if (!state.plans.some((plan) => plan.claim === claim)) return null
  for (const id of partsOf(claim)) {
    const part = state.preparation.allClaims.find((candidate) => candidate.id === id)!
    const outcome = outcomeOf(part, state)
    if (outcome.kind === 'could-not-run') return { ...outcome, claim, reason: `${id}: ${outcome.reason}` }
    if (outcome.kind === 'not-in-profile') {
      const remedy = `state an outcome of ${id} for profile ${state.options.profile}`
      return { kind: 'could-not-run', claim, cause: 'not-run', reason: `${id} is not in this profile`, remedy }
    }
  }
  return null
}

/** Each run once an arm and purpose; those of the settings that were chosen first, for they are drawn. */
function reportRuns(
  plans: readonly ClaimPlan[],
  records: ReadonlyMap<string, RunRecord>,
  drawn: DrawnMetrics
): ReportRun[] {
  const all = plans.flatMap(({ roles, experiment }) => roles.map((role) => ({ role, experiment: experiment!.id })))
  const ordered = [...all.filter(({ role }) => !role.contender), ...all.filter(({ role }) => role.contender)]
  const runs = new Map<string, ReportRun>()
  for (const { role, experiment } of ordered) {
    const place = `${role.key} ${role.arm} ${role.purpose}`
    if (!runs.has(place)) runs.set(place, reportRun(role, experiment, records.get(role.key)!, drawn))
  }
  return [...runs.values()]
}

function reportRun(role: RunRole, experiment: string, record: RunRecord, drawn: DrawnMetrics): ReportRun {
  const { arm, purpose, setting, seed, initialPoint, key } = role
  const { result, resultDigest, environment, checksum } = record
  const curve = purpose === 'judgement' && !role.contender ? runCurve(result.metrics, drawn.get(experiment)) : undefined
  const final = Object.fromEntries(
    Object.entries(result.metrics).map(([name, series]) => [name, series.values.at(-1) ?? Number.NaN])
  )
  return {
    key,
    experiment,
    arm,
    purpose,
    setting: { ...setting },
    seed,
    initialPoint,
    status: result.status,
    final,
    resultDigest,
    environment,
    checksum,
    ...(curve !== undefined && { curve })
  }
}
