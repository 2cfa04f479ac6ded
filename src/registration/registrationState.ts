import { renewHypothesis } from '../claims/oldNames'
import type { Claim } from '../kinds'
import { frozenClaim } from '../load/hash'
import type { Experiment } from '../runs/runKinds'
import { differencesBetween } from './differences'
import type { Registration, RegistrationRecord, RegistrationState, Registrations } from './types'

/**
 * How a claim, as it is now, stands to its registration: the last one, which is in force.
 *
 * @param experiment as loaded, with all its profiles (no profile applied); null where the claim names none
 * @example registrationState(claim, experiment, new Map()).state // 'unregistered'
 */
export function registrationState(
  claim: Claim,
  experiment: Experiment | null,
  registrations: Registrations
): RegistrationState {
  const history = registrations.get(claim.id)
  if (history === undefined) return { state: 'unregistered' }
  const record = recordOf(history)
  const differences = differencesBetween(renewHypothesis(history.at(-1)!.frozen), frozenClaim(claim, experiment))
  return differences.length === 0 ? { state: 'registered', ...record } : { state: 'deviates', ...record, differences }
}

function recordOf(history: readonly Registration[]): RegistrationRecord {
  const { hash, registeredAt, commit } = history.at(-1)!
  const amendments = history.flatMap((each) =>
    each.why === null ? [] : [{ registeredAt: each.registeredAt, why: each.why }]
  )
  return { hash, registeredAt, commit, amendments }
}
