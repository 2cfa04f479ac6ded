import { ClaimLogReader, locateLogs } from '../adjudicate/claimLogs'
import type { SourceFigure } from '../claims/sourceFigure'
import type { SeedBudget } from '../claims/types'
import { InputError } from '../errors'
import { externalResults } from '../external/externalResults'
import { loadExternal } from '../external/loadExternal'
import type { ExternalResult } from '../external/types'
import { type Claim, isFromLogs } from '../kinds'
import type { LogsEvidence } from '../kinds/comparison/logs/types'
import type { LogDigests } from '../load/hash'
import { type LoadedClaims, loadClaims } from '../load/load'
import { type Substitution, substituteData } from '../load/substituteData'
import type { PlanMember } from '../plan/plan'
import { registrationState } from '../registration/registrationState'
import { readRegistrations } from '../registration/registrationsFile'
import type { RegistrationState } from '../registration/types'
import { applyProfile, seedBudget } from '../runs/profiles'
import type { Experiment } from '../runs/runKinds'
import { missingDataOf } from './missingData'
import { selectClaims } from './select'
import type { BlockedClaim, VerifyOptions } from './types'

/** Everything known before an engine is asked: which claims run, which cannot, which are not meant to at this profile. */
export interface Preparation {
  readonly allClaims: readonly Claim[]
  readonly named: readonly Claim[]
  readonly familyMembers: readonly Claim[]
  /** With the largest number of seeds that each may come to. */
  readonly members: readonly PlanMember[]
  readonly blocked: readonly BlockedClaim[]
  readonly notInProfile: readonly Claim[]
  /** At the profile, by id. */
  readonly experiments: ReadonlyMap<string, Experiment>
  /** The number of seeds that each claim states at the profile, by claim id. */
  readonly budgets: ReadonlyMap<string, SeedBudget>
  /** How each claim stands to its registration; of one that logs judge with these as they are. */
  readonly registrationOf: (claim: Claim, digests: LogDigests | null) => RegistrationState
  /** What logs say of a claim that they judge. @throws InputError for what is wrong with them */
  readonly readLogs: (claim: Claim) => LogsEvidence
  /** Datasets that others stand in for, in `experiments` already. */
  readonly substitutions: readonly Substitution[]
  /** What run logs of others came to. */
  readonly external: readonly ExternalResult[]
  /** Figures of sources, whatever their claims. */
  readonly sourceFigures: readonly SourceFigure[]
}

type Choice = Pick<VerifyOptions, 'claimsRoot' | 'claims' | 'profile' | 'seeds' | 'substitutions' | 'external'>

/**
 * Loads the claims and finds out which can run here. Synchronous and cheap: Jest calls it while it collects tests.
 *
 * @throws InputError for malformed claims, registrations or external evidence and for names that match nothing
 */
export function prepare(options: Choice): Preparation {
  const { loaded, substitutions } = substituteData(loadClaims(options.claimsRoot), options.substitutions ?? {})
  const registered = readRegistrations(options.claimsRoot)
  if (loaded.claims.length === 0) {
    throw new InputError('there are no claims', {
      where: options.claimsRoot,
      expected: 'files <source>/<claim>.json',
      remedy: 'name another folder with --claims, or write a first claim with `claimcheck new`'
    })
  }
  const { named, familyMembers } = selectClaims(loaded.claims, options.claims)
  const experiments = new Map<string, Experiment>()
  const budgets = new Map<string, SeedBudget>()
  for (const claim of loaded.claims) {
    const experiment = claim.experiment === null ? null : loaded.experiments.get(claim.experiment)!
    if (experiment !== null) experiments.set(experiment.id, applyProfile(experiment, options.profile))
    budgets.set(claim.id, seedBudget(claim, experiment, options.profile))
  }

  const logs = new ClaimLogReader(options.claimsRoot)
  const registrationOf: Preparation['registrationOf'] = (claim, digests) => {
    const experiment = claim.experiment === null ? null : loaded.experiments.get(claim.experiment)!
    return registrationState(claim, experiment, registered, digests)
  }
  const external = externalResults(loadExternal(options.claimsRoot, options.external ?? [], loaded.claims))
  const members: PlanMember[] = []
  const blocked: BlockedClaim[] = []
  const notInProfile: Claim[] = []
  for (const claim of [...named, ...familyMembers]) {
    const experiment = claim.experiment === null ? null : experiments.get(claim.experiment)!
    const missing = missingLogs(claim, external, options.claimsRoot) ?? missingData(claim, experiment, loaded)
    if (!isInProfile(claim, options)) notInProfile.push(claim)
    else if (missing !== null) blocked.push(missing)
    else members.push({ claim, experiment, seeds: options.seeds ?? budgets.get(claim.id)!.max })
  }
  return {
    allClaims: loaded.claims,
    named,
    familyMembers,
    members,
    blocked,
    notInProfile,
    experiments,
    budgets,
    registrationOf,
    readLogs: (claim) => logs.read(claim),
    substitutions,
    external,
    sourceFigures: loaded.figures
  }
}

/** A claim that expects outcomes at other profiles only is not meant for this one; on its own data, if it has any there. */
function isInProfile({ profiles, expected, expectedOn = {} }: Claim, { profile }: Choice): boolean {
  if (profiles !== undefined) return profiles.includes(profile)
  const own = Object.keys(expected)
  const named = own.length > 0 ? own : Object.values(expectedOn).flatMap((outcomes) => Object.keys(outcomes))
  return named.length === 0 || named.includes(profile)
}

/** That it waits for logs is no outcome, and no fault of this machine either. */
function missingLogs(claim: Claim, external: readonly ExternalResult[], claimsRoot: string): BlockedClaim | null {
  const { id, hypothesis, experiment } = claim
  if (!isFromLogs(hypothesis.kind, experiment)) return null
  const located = locateLogs(claim, claimsRoot)
  if (located?.state === 'there') return null
  const answers = external
    .filter((result) => result.claim === id)
    .map(({ outcome, subtype }) => (subtype === null ? outcome : `${outcome} (${subtype})`))
  const came = answers.length === 0 ? '' : ` (they came to ${[...new Set(answers)].join(', ')})`
  if (located !== null) {
    const { reason, remedy } = located
    return { claim, cause: 'missing-data', reason: `${reason}${came}`, remedy }
  }
  const whose = claim.logs?.by === 'others' ? 'run logs that somebody else made' : 'run logs'
  return {
    claim,
    cause: 'not-run',
    reason:
      answers.length === 0
        ? `it names no experiment: ${whose} judge it, and it does not say where they are`
        : `it names no experiment: ${whose} decide it, and came to ${[...new Set(answers)].join(', ')}`,
    remedy: `npx claimcheck adjudicate ${id} --evidence <folder> --mapping <file.json>`
  }
}

function missingData(claim: Claim, experiment: Experiment | null, { datasets }: LoadedClaims): BlockedClaim | null {
  const missing = experiment === null ? null : missingDataOf(experiment, datasets)
  return missing === null ? null : { claim, cause: 'missing-data', ...missing }
}
