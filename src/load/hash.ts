import { profileNamesIn } from '../claims/profileNames'
import type { AnyClaim, ClaimLogs } from '../claims/types'
import { digestOf } from '../json/canonical'
import { type Experiment, RUN_KINDS } from '../runs/runKinds'

/** What decides a claim, every default resolved, and nothing else. */
export interface FrozenClaim {
  readonly hypothesis: AnyClaim['hypothesis']
  /** Without its prose; null for a claim that runs nothing. */
  readonly experiment: object | null
  readonly decision: AnyClaim['decision']
  readonly family: string
  /** Which runs of logs it is about, and these as they are; left out where it is about all there are, and names none. */
  readonly logs?: Partial<Pick<ClaimLogs, 'where'> & LogDigests>
}

/** The logs that a claim names, and their mapping, as they are. */
export interface LogDigests {
  /** SHA-256 of the mapping's file. */
  readonly mapping: string
  /** Of the folder; left out where the logs are not there. */
  readonly evidence?: string
}

/**
 * What registration freezes of a claim: hypothesis (with its margin), experiment, decision (with its mode and seeds) and
 * family. Prose, what the source reported, the assumptions, the expected outcomes and the maps, which decide nothing,
 * are not in it, so that a typing error can be mended, and a map widened, without breaking a registration.
 *
 * @param experiment as loaded, with all its profiles (no profile applied); null where the claim names none
 * @param digests of the logs that judge it; null where none do, or they are not looked at
 */
export function frozenClaim(
  claim: AnyClaim,
  experiment: Experiment | null,
  digests: LogDigests | null = null
): FrozenClaim {
  const { hypothesis, decision, family } = claim
  const where = claim.logs?.where ?? {}
  const logs = { ...(Object.keys(where).length > 0 && { where }), ...digests }
  return {
    hypothesis,
    experiment: experiment === null ? null : withoutProse(experiment),
    decision,
    family,
    ...(Object.keys(logs).length > 0 && { logs })
  }
}

/**
 * The hash that registration freezes: SHA-256 over the canonical JSON of what decides a claim.
 *
 * @param experiment as loaded, with all its profiles (no profile applied); null where the claim names none
 * @returns 64 hexadecimal digits
 */
export function claimHash(claim: AnyClaim, experiment: Experiment | null): string {
  return digestOf(frozenClaim(claim, experiment))
}

function withoutProse({ description: _, sourceProtocol: __, profiles, ...decisive }: Experiment): object {
  const overrides = profileNamesIn(profiles).map((name) => {
    const { departure: ___, ...numbers } = profiles[name]!
    return [name, numbers]
  })
  const { decidesNothing } = RUN_KINDS[decisive.kind]
  const numbers = Object.entries(decisive).filter(([key]) => !decidesNothing.includes(key))
  return { ...Object.fromEntries(numbers), profiles: Object.fromEntries(overrides) }
}
