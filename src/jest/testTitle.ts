import type { ProfileName } from '../claims/types'
import { expectedAt } from '../judge/expected'
import { type Claim, partsOf } from '../kinds'
import { plainLine } from '../text/escape'
import type { Preparation } from '../verify/prepare'
import type { MissingSoftware } from './missingSoftware'

/** @example testTitle(claim, 'quick') // 'AMSGrad ends at a lower training loss than Adam: reproduced' */
export function testTitle(claim: Claim, profile: ProfileName): string {
  const { statement } = claim
  const expected = expectedAt(claim, profile)
  const outcome = expected === null ? 'reproduced' : `${expected.outcome}, as expected`
  return `${plainLine(statement).replace(/\.$/, '')}: ${outcome}`
}

/** Why a claim cannot be tested here, with what helps, in one line; null where it can. */
export function reasonToSkip(
  claim: Claim,
  profile: ProfileName,
  preparation: Preparation,
  software: MissingSoftware | null = null
): string | null {
  const parts = partsOf(claim)
  const block = preparation.blocked.find((each) => each.claim === claim || parts.includes(each.claim.id))
  if (block !== undefined) return plainLine(`${block.reason}; to mend: ${block.remedy}`)
  if (!preparation.notInProfile.includes(claim)) return missingSoftware(claim, preparation, software)
  const others = claim.profiles ?? Object.keys(claim.expected)
  return `not for profile ${profile}; to test it: CLAIMCHECK_PROFILE=${others[0]}`
}

/** Of a claim's own experiment, and of those of the claims that it is made of. */
function missingSoftware(claim: Claim, preparation: Preparation, software: MissingSoftware | null): string | null {
  const ids = new Set([claim.id, ...partsOf(claim)])
  for (const { experiment } of preparation.allClaims.filter(({ id }) => ids.has(id))) {
    const program = experiment === null ? undefined : preparation.experiments.get(experiment)
    const problem = program?.kind === 'program' ? software?.of(program) : null
    if (problem != null) return plainLine(problem)
  }
  return null
}
