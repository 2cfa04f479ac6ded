import { gridSettings } from '../claims/grid'
import { PROFILE_NAMES, type ProfileName, type Setting } from '../claims/types'
import { describeManifest } from '../data/describeManifest'
import { datasetDigest } from '../data/digest'
import { type Claim, partsOf } from '../kinds'
import type { LoadedClaims } from '../load/load'
import { buildPlan } from '../plan/plan'
import { armsOf, tuningOf } from '../plan/roles'
import { runKey } from '../plan/runKey'
import type { RunRole } from '../plan/types'
import { ANY_ENGINE } from '../runs/anyEngine'
import { applyProfile, seedBudget } from '../runs/profiles'
import { type Experiment, type RunSpec, runKindOf } from '../runs/runKinds'

/**
 * The identity of a run whatever engine executes it, and of a program whatever its files are by now: what is known of a
 * claim does not depend on that.
 */
export function engineFreeKey(spec: RunSpec): string {
  const free = { ...spec, engine: ANY_ENGINE }
  if (free.kind !== 'program') return runKey(free)
  return runKey({ ...free, inputs: null, data: null, environment: { ...free.environment, captured: null } })
}

/** A run that a claim needs, and the first profile that needs it. */
export interface ClaimRun {
  readonly role: RunRole
  readonly profile: ProfileName
}

/**
 * Every run that a claim may need: at each profile, on each of its seeds, with each setting that its tuning could choose;
 * of a claim that is made of others, theirs.
 *
 * @returns by engine-free key
 */
export function claimRuns(
  claim: Claim,
  loaded: Pick<LoadedClaims, 'claims' | 'experiments' | 'datasets'>
): Map<string, ClaimRun> {
  const runs = new Map<string, ClaimRun>()
  // A claim can be registered where its data is not known.
  const digestOf = (name: string) => {
    const manifest = loaded.datasets.get(name)
    return datasetDigest(manifest === undefined ? name : describeManifest(manifest))
  }
  for (const part of runParts(claim, loaded.claims, new Set())) {
    const experiment = part.experiment === null ? undefined : loaded.experiments.get(part.experiment)
    if (experiment === undefined) continue
    for (const profile of PROFILE_NAMES) {
      for (const role of rolesAt(part, experiment, profile, digestOf)) {
        if (!runs.has(role.key)) runs.set(role.key, { role, profile })
      }
    }
  }
  return runs
}

function runParts(claim: Claim, all: readonly Claim[], seen: Set<string>): readonly Claim[] {
  if (seen.has(claim.id)) return []
  seen.add(claim.id)
  const parts = partsOf(claim)
  if (parts.length === 0) return [claim]
  return all.filter(({ id }) => parts.includes(id)).flatMap((member) => runParts(member, all, seen))
}

function rolesAt(
  claim: Claim,
  whole: Experiment,
  profile: ProfileName,
  digestOf: (dataset: string) => string
): readonly RunRole[] {
  const experiment = applyProfile(whole, profile)
  const seeds = seedBudget(claim, whole, profile).max
  return choicesOf(claim, experiment).flatMap((settings) => {
    const plan = buildPlan([{ claim, experiment, seeds }], {
      profile,
      firstSeed: 0,
      engineFor: () => ANY_ENGINE,
      datasetDigest: digestOf,
      isCached: () => false,
      chosenSettings: () => settings
    })
    return plan.claims.flatMap(({ roles }) => roles)
  })
}

/** What tuning could choose, by arm: together these put every arm at every setting. */
function choicesOf(claim: Claim, experiment: Experiment): ReadonlyMap<string, Setting>[] {
  if (tuningOf(claim) === null) return [new Map()]
  return gridSettings(runKindOf(experiment).grid(experiment)).map(
    (setting) => new Map(armsOf(claim).map((arm) => [arm, setting]))
  )
}
