import type { ProfileName } from '../claims/types'
import { expectedAt } from '../judge/expected'
import { type Claim, partsOf } from '../kinds'
import { plainLine } from '../text/escape'
import type { Preparation } from '../verify/prepare'

/** @example testTitle(claim, 'quick') // 'AMSGrad ends at a lower training loss than Adam: reproduced' */
export function testTitle(claim: Claim, profile: ProfileName): string {
  const { statement } = claim
  const expected = expectedAt(claim, profile)
  const outcome = expected === null ? 'reproduced' : `${expected.outcome}, as expected`
  return `${plainLine(statement).replace(/\.$/, '')}: ${outcome}`
}

/** Why a claim cannot be tested here, with what helps, in one line; null where it can. */
export function reasonToSkip(claim: Claim, profile: ProfileName, preparation: Preparation): string | null {
  const parts = partsOf(claim)
  const block = preparation.blocked.find((each) => each.claim === claim || parts.includes(each.claim.id))
  if (block !== undefined) return plainLine(`${block.reason}; to mend: ${block.remedy}`)
  if (!preparation.notInProfile.includes(claim)) return null
  const others = claim.profiles ?? Object.keys(claim.expected)
  return `not for profile ${profile}; to test it: CLAIMCHECK_PROFILE=${others[0]}`
}
