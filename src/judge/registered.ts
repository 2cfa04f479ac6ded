import { describeOutcome } from '../claims/outcomes'
import type { ExpectedOutcome, ProfileName } from '../claims/types'
import type { Claim, Judgement } from '../kinds'

export interface RegisteredComparison {
  /** What the claim registered for the profile; null where it registered nothing. */
  readonly registered: ExpectedOutcome | null
  readonly matches: boolean
  /** One sentence, for a test's message. */
  readonly explanation: string
}

/**
 * Compares a verdict with the registered one: by outcome, and by subtype where one is registered. A provisional verdict
 * never matches. A claim that registers nothing at all matches only if it is reproduced; one that registers other
 * profiles only does not match (such a claim is `not-in-profile` and is not judged).
 *
 * @param substitute the dataset that stood in for the claim's own; null where none did
 * @example (not run) compareWithRegistered(claim, 'quick', judgement).explanation // 'refuted, as registered'
 */
export function compareWithRegistered(
  claim: Claim,
  profile: ProfileName,
  judgement: Pick<Judgement, 'verdict' | 'provisional'>,
  substitute: string | null = null
): RegisteredComparison {
  const registered = claim.expected[profile] ?? null
  const measured = describeOutcome(judgement.verdict)
  const nothing = substitute === null ? 'nothing is registered' : `not registered for ${substitute}`
  const answer = (matches: boolean, explanation: string) => ({ registered, matches, explanation })

  if (registered === null && Object.keys(claim.expected).length > 0) {
    return answer(false, `${measured}, and no outcome is registered for profile ${profile}`)
  }
  if (judgement.provisional) {
    // Why it is provisional stands in the judgement's sentence.
    return answer(false, `provisionally ${measured}; a provisional verdict matches nothing`)
  }
  if (registered === null) {
    return judgement.verdict.outcome === 'reproduced'
      ? answer(true, `reproduced; ${nothing}`)
      : answer(false, `${measured}; ${nothing}, so only "reproduced" passes`)
  }
  const sameSubtype = registered.subtype === null || registered.subtype === judgement.verdict.subtype
  return registered.outcome === judgement.verdict.outcome && sameSubtype
    ? answer(true, `${measured}, as registered`)
    : answer(false, `${measured}, but registered is ${describeOutcome(registered)}`)
}
