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
  /** Which runs of others it is about; left out where it is about all there are. */
  readonly logs?: Pick<ClaimLogs, 'where'>
}

/**
 * What registration freezes of a claim: hypothesis (with its margin), experiment, decision (with its mode and seeds) and
 * family. Prose, what the source reported, the assumptions, the expected outcomes and the maps, which decide nothing,
 * are not in it, so that a typing error can be mended, and a map widened, without breaking a registration.
 *
 * @param experiment as loaded, with all its profiles (no profile applied); null where the claim names none
 */
export function frozenClaim(claim: AnyClaim, experiment: Experiment | null): FrozenClaim {
  const { hypothesis, decision, family } = claim
  const where = claim.logs?.where ?? {}
  return {
    hypothesis,
    experiment: experiment === null ? null : withoutProse(experiment),
    decision,
    family,
    ...(Object.keys(where).length > 0 && { logs: { where } })
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
