import { digestOf } from '../json/canonical'
import { profileNamesIn } from './profiles'
import type { Claim, Experiment } from './types'

/**
 * The hash that registration freezes: SHA-256 over what decides a claim (hypothesis, experiment, decision, family), as
 * canonical JSON with every default resolved. Prose, what the source reported, the assumptions and the registered
 * outcomes are not in it, so that a typing error can be mended without breaking a registration.
 *
 * @param experiment as loaded, with all its profiles (no profile applied)
 * @returns 64 hexadecimal digits
 */
export function claimHash(claim: Claim, experiment: Experiment): string {
  const { description: _, sourceProtocol: __, profiles, ...decisive } = experiment
  const overrides = profileNamesIn(profiles).map((name) => {
    const { departure: ___, ...numbers } = profiles[name]!
    return [name, numbers]
  })
  return digestOf({
    hypothesis: claim.hypothesis,
    experiment: { ...decisive, profiles: Object.fromEntries(overrides) },
    decision: claim.decision,
    family: claim.family
  })
}
