import type { Claim, Hypothesis } from '../claims/types'

/** What of a hypothesis says whether it carries a p value. */
export interface HypothesisShape {
  readonly kind: Hypothesis['kind']
  readonly over?: unknown
  /** Of `all-of`: the claims that it names. */
  readonly claims?: readonly string[]
}

/**
 * Whether a hypothesis carries a p value, and so counts in its family: not where nothing in it is random. One that is
 * made of other claims carries one where one of them does, or is not known.
 *
 * @param find the hypothesis of a claim by its id
 */
export function carriesP(
  { kind, over, claims = [] }: HypothesisShape,
  find: (id: string) => HypothesisShape | undefined
): boolean {
  switch (kind) {
    case 'lower':
    case 'not-lower':
    case 'equivalent':
    case 'faster':
    case 'lower-at-most-settings':
    case 'contrast':
    case 'range':
      return true
    case 'converges-to':
    case 'rate':
      return over === 'seeds'
    case 'invariant':
    case 'arithmetic':
      return false
    case 'all-of':
      return claims
        .map(find)
        .some((member) => member === undefined || member.kind === 'all-of' || carriesP(member, find))
    default:
      return kind satisfies never
  }
}

/** The number of claims of a family that carry a p value: m of Holm's procedure. */
export function familySize(claims: readonly Pick<Claim, 'id' | 'family' | 'hypothesis'>[], family: string): number {
  const byId = new Map(claims.map(({ id, hypothesis }) => [id, hypothesis]))
  return claims.filter((claim) => claim.family === family && carriesP(claim.hypothesis, (id) => byId.get(id))).length
}
