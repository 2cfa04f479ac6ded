import { renewHypothesis } from '../claims/oldNames'
import type { Claim } from '../kinds'
import { frozenClaim, type LogDigests } from '../load/hash'
import type { Experiment } from '../runs/runKinds'
import { differencesBetween } from './differences'
import type { Registration, RegistrationRecord, RegistrationState, Registrations } from './types'

/**
 * How a claim, as it is now, stands to its registration: the last one, which is in force.
 *
 * @param experiment as loaded, with all its profiles (no profile applied); null where the claim names none
 * @param digests of the logs that judge it now; null where none do, or they are not looked at
 * @example registrationState(claim, experiment, new Map()).state // 'unregistered'
 */
export function registrationState(
  claim: Claim,
  experiment: Experiment | null,
  registrations: Registrations,
  digests: LogDigests | null = null
): RegistrationState {
  const history = registrations.get(claim.id)
  if (history === undefined) return { state: 'unregistered' }
  const record = recordOf(history)
  const { frozen } = history.at(-1)!
  const now = frozenClaim(claim, experiment, digests === null ? registeredDigests(frozen) : known(digests, frozen))
  const differences = differencesBetween(renewHypothesis(frozen), now)
  if (differences.length > 0) return { state: 'deviates', ...record, differences }
  return { state: frozen.logs?.evidence === undefined ? 'registered' : 'after-logs', ...record }
}

/** Logs that were not there yet, or are not now, are no other ones; nor is a mapping where none was registered. */
function known({ mapping, evidence }: LogDigests, { logs = {} }: Frozen): LogDigests | null {
  if (logs.mapping === undefined) return null
  return { mapping, ...(logs.evidence !== undefined && { evidence: evidence ?? logs.evidence }) }
}

function registeredDigests({ logs = {} }: Frozen): LogDigests | null {
  const { mapping, evidence } = logs
  return mapping === undefined ? null : { mapping, ...(evidence !== undefined && { evidence }) }
}

type Frozen = Registration['frozen']

function recordOf(history: readonly Registration[]): RegistrationRecord {
  const { hash, registeredAt, commit } = history.at(-1)!
  const amendments = history.flatMap((each) =>
    each.why === null ? [] : [{ registeredAt: each.registeredAt, why: each.why }]
  )
  return { hash, registeredAt, commit, amendments }
}
