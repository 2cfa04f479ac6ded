import { tmpdir } from 'node:os'
import { datasetDigest } from '../data/digest'
import { InputError, UnavailableError } from '../errors'
import { groupBy } from '../json/groupBy'
import { plainTree } from '../json/plainTree'
import type { Claim } from '../kinds'
import { loadClaims } from '../load/load'
import { substituteData } from '../load/substituteData'
import { estimateRunMs } from '../plan/estimate'
import { judgementRoles } from '../plan/roles'
import { runKey } from '../plan/runKey'
import type { PlannedRun } from '../plan/types'
import { AUDIT_FORMAT_VERSION, type AuditCheckResult, type ClaimAudit, type ComparedRun } from '../report/audit/types'
import { applyProfile } from '../runs/profiles'
import { resolveRunSpec } from '../runs/resolveRunSpec'
import { type Experiment, type RunSpec, runKindOf } from '../runs/runKinds'
import type { EngineIdentity } from '../runs/types'
import { firstDifference } from '../store/conflictingResultError'
import { currentEnvironment } from '../store/environment'
import { RunStore } from '../store/store'
import type { RunResult } from '../store/types'
import type { ExecutorEvents } from '../verify/execute'
import { missingDataOf } from '../verify/missingData'
import { lookAtPrograms, type Programs, type ProgramsEvents } from '../verify/programs'
import { selectClaims } from '../verify/select'
import type { VerifyOptions } from '../verify/types'
import { type AuditCheck, type Circumstances, checksOf, FIRST, withNextSeed } from './checks'
import { hasSameBits } from './compareResults'
import { inEmptyStore, machineOf, type PlaceOptions } from './trainingPlace'

export type ClaimAuditOptions = Pick<
  VerifyOptions,
  'claimsRoot' | 'profile' | 'engine' | 'firstSeed' | 'substitutions' | 'signal' | 'allowPrograms'
> &
  Pick<PlaceOptions, 'parts'> & {
    readonly claim: string
    /** The store beside which it is kept what programs run in. */
    readonly storeFolder?: string
  }

/** What was trained under some circumstances, by key: as it came, and as its store holds it. */
interface Trained {
  readonly results: ReadonlyMap<string, RunResult>
  readonly stored: ReadonlyMap<string, RunResult>
}

/** The first run of an arm. */
interface Subject {
  readonly arm: string
  readonly spec: RunSpec
}

/**
 * Trains a run of each arm of a claim several times, under circumstances that must not matter to it, and with another seed,
 * which must; each time in an empty store by processes of its own.
 *
 * @returns null where it was interrupted
 * @throws InputError where no single claim is named, or one without runs; UnavailableError where its data or engine is missing
 */
export async function auditClaim(
  given: ClaimAuditOptions,
  events: ExecutorEvents & ProgramsEvents = {}
): Promise<ClaimAudit | null> {
  const { claim, experiment } = audited(given)
  const { storeFolder = tmpdir() } = given
  const programs = await lookAtPrograms([experiment], { ...given, storeFolder, execute: true }, events)
  const obstacle = programs.obstacleOf(experiment)
  if (obstacle !== null) throw new UnavailableError(obstacle.reason, { remedy: obstacle.remedy })
  const options = { ...given, programs }
  const checks = checksOf(experiment.kind)
  const first = await trainUnder(FIRST, claim, experiment, [], options, events)
  if (first === null) return null
  const groups = new Map<string, Trained>()
  for (const [name, group] of groupBy(checks, nameOf)) {
    const trained = await trainUnder(group[0]!.circumstances, claim, experiment, group, options, events)
    if (trained === null) return null
    groups.set(name, trained)
  }
  return plainTree<ClaimAudit>({
    format: 'claimcheck-audit',
    formatVersion: AUDIT_FORMAT_VERSION,
    machine: machineOf(currentEnvironment({ startedAt: new Date(0), wallTimeMs: 0 })),
    of: 'claim',
    claim: claim.id,
    profile: options.profile,
    engine: first.engine,
    checks: checks.map((check) => resultOf(check, experiment, first, groups.get(nameOf(check))!))
  })
}

/** Checks under the same circumstances share a training. */
function nameOf({ circumstances }: AuditCheck): string {
  return JSON.stringify(circumstances)
}

function audited({ claim: name, claimsRoot, profile, substitutions }: ClaimAuditOptions): {
  readonly claim: Claim
  readonly experiment: Experiment
} {
  const { loaded } = substituteData(loadClaims(claimsRoot), substitutions ?? {})
  const { named } = selectClaims(loaded.claims, [name])
  const [claim, ...others] = named
  if (claim === undefined || others.length > 0) {
    throw new InputError('one claim is audited at a time', {
      expected: 'the id of one claim',
      received: `${name}: ${named.map(({ id }) => id).join(', ')}`,
      remedy: 'write the whole id of one of them'
    })
  }
  if (claim.experiment === null) {
    throw new InputError(`claim ${claim.id} has no runs of its own`, {
      expected: 'a claim with an experiment',
      received: `one of kind ${claim.hypothesis.kind}`,
      remedy: 'audit a claim that it is made of'
    })
  }
  const experiment = applyProfile(loaded.experiments.get(claim.experiment)!, profile)
  const missing = missingDataOf(experiment, loaded.datasets)
  if (missing === null) return { claim, experiment }
  throw new UnavailableError(`the data of ${claim.id} is not here`, {
    received: missing.reason,
    remedy: missing.remedy
  })
}

/** null where it was interrupted. */
async function trainUnder(
  { company, jobs }: Circumstances,
  claim: Claim,
  experiment: Experiment,
  checks: readonly AuditCheck[],
  options: ClaimAuditOptions & { readonly programs: Programs },
  events: ExecutorEvents
): Promise<(Trained & { readonly engine: EngineIdentity; readonly subjects: readonly Subject[] }) | null> {
  const { kind } = experiment
  return inEmptyStore({ ...options, jobs }, [kind], events, async (executor, storeFolder) => {
    if (options.signal?.aborted) return null
    const engine = executor.engines.get(kind)
    if (engine === undefined) throw executor.unavailable.get(kind) ?? new UnavailableError('no engine works here')
    const subjects = subjectsOf(claim, experiment, engine, options)
    const specs = subjects.flatMap(({ spec }) => [
      spec,
      ...(company === 'others' ? [withNextSeed(spec)] : []),
      ...checks.map(({ of }) => of(spec))
    ])
    const runs = [...new Map(specs.map((spec) => [runKey(spec), spec]))].map(
      ([key, spec]): PlannedRun => ({ key, spec, cached: false, estimateMs: estimateRunMs(spec) })
    )
    const together = company === 'others' ? [runs] : runs.map((run) => [run])
    for (const each of together) await executor.execute(each, 0)
    const failure = executor.failureOf(runs)
    if (failure !== null) throw failure
    if (options.signal?.aborted) return null
    return { engine, subjects, results: executor.results, stored: resultsIn(storeFolder) }
  })
}

/** The first run of each arm, as the arm stands. */
function subjectsOf(
  claim: Claim,
  experiment: Experiment,
  engine: EngineIdentity,
  { firstSeed, programs }: Pick<ClaimAuditOptions, 'firstSeed'> & { readonly programs: Programs }
): Subject[] {
  const roles = judgementRoles(claim, experiment, new Map(), { first: firstSeed, count: 1 })
  const digest = runKindOf(experiment).dataDigest(experiment, datasetDigest)
  const arms = new Map([...roles].reverse().map((role) => [role.arm, role]))
  const facts = programs.factsOf(experiment)
  return [...arms]
    .reverse()
    .map(([arm, role]) => ({ arm, spec: resolveRunSpec(experiment, role, engine, digest, facts) }))
}

function resultsIn(storeFolder: string): ReadonlyMap<string, RunResult> {
  const valid = [...new RunStore(storeFolder).list()].filter((run) => run.state === 'valid')
  return new Map(valid.map(({ key, record }) => [key, record.result]))
}

function resultOf(
  { title: check, expects, of, skip, stored }: AuditCheck,
  experiment: Experiment,
  first: Trained & { readonly subjects: readonly Subject[] },
  trained: Trained
): AuditCheckResult {
  const skipped = skip?.(experiment) ?? null
  if (skipped !== null) return { check, expects, skipped, runs: [] }
  const runs = first.subjects.map(({ arm, spec }): ComparedRun => {
    const key = runKey(of(spec))
    const before = first.results.get(runKey(spec))!
    const now = (stored ? trained.stored : trained.results).get(key)
    if (now === undefined) return { arm, key, passed: false, difference: 'there is no record of it' }
    const same = hasSameBits(before, now)
    return { arm, key, passed: same === (expects === 'same'), difference: same ? null : firstDifference(before, now) }
  })
  return { check, expects, skipped, runs }
}
