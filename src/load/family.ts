import { type Claim, type Hypothesis, isMadeOfParts, KINDS } from '../kinds'
import type { HypothesisShape } from '../kinds/kind'

/** What of a hypothesis says whether it carries a p value. */
export interface HypothesisOutline extends HypothesisShape {
  readonly kind: Hypothesis['kind']
}

/**
 * Whether a hypothesis carries a p value, and so counts in its family: not where nothing in it is random. One that is
 * made of other claims carries one where one of them does, or is not known.
 *
 * @param find the hypothesis of a claim by its id
 */
export function carriesP(hypothesis: HypothesisOutline, find: (id: string) => HypothesisOutline | undefined): boolean {
  const { parts, replicates, isExact } = KINDS[hypothesis.kind]
  if (!isMadeOfParts(hypothesis)) return isExact !== true && replicates(hypothesis, null) === 'seeds'
  return parts!(hypothesis)
    .map(find)
    .some((part) => part === undefined || isMadeOfParts(part) || carriesP(part, find))
}

type Member = Pick<Claim, 'id' | 'family' | 'hypothesis'>

/** The number of claims of a family that carry a p value: m of Holm's procedure. */
export function familySize(claims: readonly Member[], family: string): number {
  return familyOf(claims, family).length
}

/** The ids of the other claims of a claim's family that carry a p value. */
export function familyOthers(claims: readonly Member[], { id, family }: Member): string[] {
  return familyOf(claims, family).flatMap((other) => (other.id === id ? [] : [other.id]))
}

function familyOf(claims: readonly Member[], family: string): Member[] {
  const byId = new Map(claims.map(({ id, hypothesis }) => [id, hypothesis]))
  return claims.filter((claim) => claim.family === family && carriesP(claim.hypothesis, (id) => byId.get(id)))
}
