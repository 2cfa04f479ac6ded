import { describeOutcome, isExpectedOutcome } from '../claims/outcomes'
import type { ExpectedOutcome, ProfileName } from '../claims/types'
import type { Claim, Judgement } from '../kinds'

export interface ExpectedComparison {
  /** What the claim expects at the profile; null where it states nothing. */
  readonly expected: ExpectedOutcome | null
  readonly matches: boolean
  /** One sentence, for a test's message. */
  readonly explanation: string
}

/** The outcome that is expected at a profile; of a claim that logs judge the one by logs. null: none. */
export function expectedAt(
  { expected, experiment, logs }: Pick<Claim, 'expected' | 'experiment' | 'logs'>,
  profile: ProfileName
): ExpectedOutcome | null {
  return expected[profile] ?? (experiment === null ? (logs?.expected ?? null) : null)
}

/**
 * Compares a verdict with the expected one: by outcome, and by subtype where one is expected. A provisional verdict
 * never matches. A claim that expects nothing at all, or names the profile and expects something at others only, matches only
 * if it is reproduced; one that does not name it does not match (such a claim is `not-in-profile` and is not judged).
 *
 * @param substitute the dataset that stood in for the claim's own; null where none did
 * @example (not run) compareWithExpected(claim, 'quick', judgement).explanation // 'refuted, as expected'
 */
export function compareWithExpected(
  claim: Claim,
  profile: ProfileName,
  judgement: Pick<Judgement, 'verdict' | 'provisional'>,
  substitute: string | null = null
): ExpectedComparison {
  const expected = expectedAt(claim, profile)
  const measured = describeOutcome(judgement.verdict)
  const nothing = substitute === null ? 'nothing is expected' : `no outcome expected for ${substitute}`
  const answer = (matches: boolean, explanation: string) => ({ expected, matches, explanation })

  const meant = claim.profiles?.includes(profile) === true
  if (expected === null && !meant && Object.keys(claim.expected).length > 0) {
    return answer(false, `${measured}, and no outcome is expected for profile ${profile}`)
  }
  if (judgement.provisional) {
    // Why it is provisional stands in the judgement's sentence.
    return answer(false, `provisionally ${measured}; a provisional verdict matches nothing`)
  }
  if (expected === null) {
    return judgement.verdict.outcome === 'reproduced'
      ? answer(true, `reproduced; ${nothing}`)
      : answer(false, `${measured}; ${nothing}, so only "reproduced" passes`)
  }
  return isExpectedOutcome(expected, judgement.verdict)
    ? answer(true, `${measured}, as expected`)
    : answer(false, `${measured}, but expected is ${describeOutcome(expected)}`)
}
