import type { OutcomeName } from '../../claims/types'
import { canonicalJson } from '../../json/canonical'
import type { PairedHypothesis } from './types'

/** A claim with the outcome that some evidence gave it. */
export interface Answer {
  readonly hypothesis: PairedHypothesis
  readonly outcome: OutcomeName
}

/** Whether a claim says that the arms are alike, rather than which of them is lower. */
export function claimsEquivalence({ kind }: Pick<PairedHypothesis, 'kind'>): boolean {
  return kind === 'equivalent'
}

/** The outcome that `lower` has where the claim has this one: `not-lower` is reproduced where it is refuted. */
export function outcomeOfLower({ kind }: Pick<PairedHypothesis, 'kind'>, outcome: OutcomeName): OutcomeName {
  if (kind !== 'not-lower') return outcome
  return outcome === 'reproduced' ? 'refuted' : outcome === 'refuted' ? 'reproduced' : outcome
}

/**
 * Whether two answers are the same answer to one question. `not-lower` is reproduced where `lower` is refuted and the
 * reverse; null where the margins differ, one claims equivalence and the other does not, or evidence is lacking.
 *
 * @example
 * sameOutcome(
 *   { hypothesis: claim.hypothesis, outcome: 'refuted' },
 *   { hypothesis: { ...claim.hypothesis, kind: 'not-lower' }, outcome: 'reproduced' }
 * ) // true
 */
export function sameOutcome(a: Answer, b: Answer): boolean | null {
  if (canonicalJson(a.hypothesis.margin) !== canonicalJson(b.hypothesis.margin)) return null
  if (claimsEquivalence(a.hypothesis) !== claimsEquivalence(b.hypothesis)) return null
  if (a.outcome === 'not-evaluable' || b.outcome === 'not-evaluable') return null
  return outcomeOfLower(a.hypothesis, a.outcome) === outcomeOfLower(b.hypothesis, b.outcome)
}
