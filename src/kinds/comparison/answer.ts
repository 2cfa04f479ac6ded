import type { OutcomeName } from '../../claims/types'
import { canonicalJson } from '../../json/canonical'
import { claimedSide, isDenial } from './claimedSide'
import type { PairedHypothesis } from './types'

/** A claim with the outcome that some evidence gave it. */
export interface Answer {
  readonly hypothesis: PairedHypothesis
  readonly outcome: OutcomeName
}

/** The outcome of what the claim is about: `lower` is reproduced where `not-lower` is refuted. */
export function outcomeOfClaimed(hypothesis: Pick<PairedHypothesis, 'kind'>, outcome: OutcomeName): OutcomeName {
  if (!isDenial(hypothesis)) return outcome
  return outcome === 'reproduced' ? 'refuted' : outcome === 'refuted' ? 'reproduced' : outcome
}

/**
 * Whether two answers are the same answer to one question. `not-lower` is reproduced where `lower` is refuted and the
 * reverse; null where the margins or the claimed sides differ, or evidence is lacking.
 *
 * @example
 * sameOutcome(
 *   { hypothesis: claim.hypothesis, outcome: 'refuted' },
 *   { hypothesis: { ...claim.hypothesis, kind: 'not-lower' }, outcome: 'reproduced' }
 * ) // true
 */
export function sameOutcome(a: Answer, b: Answer): boolean | null {
  if (canonicalJson(a.hypothesis.margin) !== canonicalJson(b.hypothesis.margin)) return null
  if (claimedSide(a.hypothesis) !== claimedSide(b.hypothesis)) return null
  if (a.outcome === 'not-evaluable' || b.outcome === 'not-evaluable') return null
  return outcomeOfClaimed(a.hypothesis, a.outcome) === outcomeOfClaimed(b.hypothesis, b.outcome)
}
