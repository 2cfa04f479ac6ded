import { InputError } from '../errors'
import { digestOf } from '../json/canonical'
import type { Claim } from '../kinds'
import { type FrozenClaim, frozenClaim, type LogDigests } from '../load/hash'
import type { LoadedClaims } from '../load/load'
import type { Experiment } from '../runs/runKinds'
import { RunStore } from '../store/store'
import { checkedOut } from './commit'
import { type FoundRun, findRuns } from './findRuns'
import { registrationState } from './registrationState'
import { readRegistrations, writeRegistrations } from './registrationsFile'
import type { Difference, Registration, Registrations } from './types'

export interface RegisterOptions {
  /** The folder that `loaded` was read from, which holds `registrations.json`. */
  readonly claimsRoot: string
  readonly storeFolder: string
  /** Replace the registration of a claim that was changed since, for this reason; null refuses such a claim. */
  readonly amend: { readonly why: string } | null
  readonly now: Date
  /** The logs that judge a claim, as they are; null where none do. Left out: none do. */
  readonly logsOf?: (claim: Claim) => LogDigests | null
}

/** What became of the registration of one claim. */
export type RegisterOutcome =
  | { readonly kind: 'registered'; readonly claim: Claim; readonly registration: Registration }
  | {
      readonly kind: 'amended'
      readonly claim: Claim
      readonly registration: Registration
      readonly differences: readonly Difference[]
    }
  /** Registered already, and as it is now. */
  | { readonly kind: 'unchanged'; readonly claim: Claim; readonly registration: Registration }
  | { readonly kind: 'refused'; readonly claim: Claim; readonly error: InputError }

/**
 * Freezes claims before their runs: writes what decides each of them, with its hash, the time and the commit, into
 * `registrations.json`. A claim of which the store holds a run is refused, at whatever profile and by whatever engine it
 * was run: what is known can no longer be registered. A claim that was changed since its registration needs `amend`; the
 * old registration stays in the history. Claims that are not refused are registered.
 *
 * @param claims some of the loaded ones
 * @returns one outcome for each claim, in their order
 * @throws InputError where the registrations there are cannot be used, or a reason is blank
 */
export function registerClaims(
  loaded: LoadedClaims,
  claims: readonly Claim[],
  options: RegisterOptions
): RegisterOutcome[] {
  if (options.amend !== null && options.amend.why.trim() === '') {
    throw new InputError('an amendment without a reason', {
      expected: 'why the claim was changed, in words',
      received: JSON.stringify(options.amend.why),
      remedy: 'say why: readers see it beside every verdict on the claim'
    })
  }
  const registrations = readRegistrations(options.claimsRoot)
  const drafts = claims.map((claim) => draft(claim, loaded, registrations, options.logsOf?.(claim) ?? null))
  const pending = drafts.filter(({ change }) => change !== 'none').map(({ claim }) => claim)
  const runs = findRuns(pending, loaded, new RunStore(options.storeFolder))
  const commitOf = commits(pending, loaded, options.claimsRoot)

  const outcomes = drafts.map((each) => decide(each, runs.get(each.claim.id), commitOf(each.claim), options))
  const added = outcomes.filter((outcome) => outcome.kind === 'registered' || outcome.kind === 'amended')
  if (added.length > 0) writeRegistrations(options.claimsRoot, withAdded(registrations, added))
  return outcomes
}

/** A claim as it is now, against its registration. */
interface Draft {
  readonly claim: Claim
  readonly frozen: FrozenClaim
  readonly change: 'new' | 'none' | readonly Difference[]
  readonly last: Registration | undefined
}

function draft(claim: Claim, loaded: LoadedClaims, registrations: Registrations, digests: LogDigests | null): Draft {
  const experiment = experimentOf(claim, loaded)
  const state = registrationState(claim, experiment, registrations, digests)
  const change = state.state === 'deviates' ? state.differences : state.state === 'unregistered' ? 'new' : 'none'
  return { claim, frozen: frozenClaim(claim, experiment, digests), change, last: registrations.get(claim.id)?.at(-1) }
}

function experimentOf({ experiment }: Claim, { experiments }: LoadedClaims): Experiment | null {
  return experiment === null ? null : experiments.get(experiment)!
}

function decide(
  { claim, frozen, change, last }: Draft,
  run: FoundRun | undefined,
  commit: string | null,
  { amend, now }: RegisterOptions
): RegisterOutcome {
  if (change === 'none') return { kind: 'unchanged', claim, registration: last! }
  if (change !== 'new' && amend === null) return { kind: 'refused', claim, error: changed(claim, change, last!) }
  if (run !== undefined) return { kind: 'refused', claim, error: alreadyRun(claim, run) }
  const registration = {
    hash: digestOf(frozen),
    // The clock may have been set back; the order of a history is that in which it was made.
    registeredAt: latest(now.toISOString(), last?.registeredAt),
    commit,
    why: change === 'new' ? null : amend!.why.trim(),
    frozen
  }
  return change === 'new'
    ? { kind: 'registered', claim, registration }
    : { kind: 'amended', claim, registration, differences: change }
}

function latest(time: string, other: string | undefined): string {
  return other !== undefined && other > time ? other : time
}

function withAdded(
  registrations: Registrations,
  added: readonly Extract<RegisterOutcome, { registration: Registration }>[]
): Registrations {
  const all = new Map(registrations)
  for (const { claim, registration } of added) {
    const history = all.get(claim.id)
    all.set(claim.id, history === undefined ? [registration] : [...history, registration])
  }
  return all
}

/** The commit to record with each claim: "+dirty" where it does not hold the files that the claim is made of. */
function commits(claims: readonly Claim[], { origins }: LoadedClaims, root: string): (claim: Claim) => string | null {
  const filesOf = ({ id, experiment }: Claim) =>
    [origins.get(id), experiment === null ? undefined : origins.get(`experiments/${experiment}`)].filter(
      (file) => file !== undefined
    )
  const { commit, committed } = checkedOut(root, [...new Set(claims.flatMap(filesOf))])
  return (claim) => {
    if (commit === null) return null
    return filesOf(claim).every((file) => committed.has(file)) ? commit : `${commit}+dirty`
  }
}

function changed({ id }: Claim, differences: readonly Difference[], last: Registration): InputError {
  return new InputError(`${id} was changed after it was registered`, {
    expected: `what was registered at ${last.registeredAt}`,
    received: differences
      .map(({ path, registered, now }) => `${path} is ${now ?? 'gone'}, registered was ${registered ?? 'nothing'}`)
      .join('; '),
    remedy: 'take the change back, or make a new registration: --amend --why "<the reason>"'
  })
}

function alreadyRun({ id }: Claim, { key, file, role, profile }: FoundRun): InputError {
  const { arm, seed, purpose } = role
  return new InputError(`${id} has been run: what is known can no longer be registered`, {
    where: file,
    expected: 'no run of the claim in the store, at any profile',
    received: `run ${key.slice(0, 12)}: ${arm}, seed ${seed}, a ${purpose} run of profile ${profile}`,
    remedy: 'leave it as it is (reports say so); register a claim before its first run'
  })
}
