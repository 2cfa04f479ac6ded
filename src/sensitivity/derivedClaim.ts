import type { ClaimWith, Decision, Tuning } from '../claims/types'
import type { PairedHypothesis } from '../kinds/comparison/types'
import type { ClaimPlan } from '../plan/types'

/** A claim that compares two arms pair by pair. */
export type PairedClaim = ClaimWith<PairedHypothesis>

/** A comparison with its runs. */
export type ComparisonPlan = ClaimPlan<PairedClaim>

/**
 * The claim on other runs: a fixed number of pairs, nothing registered.
 *
 * @param id what a plan calls it
 * @param tuning null: arms as they are given
 */
export function derivedClaim(
  claim: PairedClaim,
  id: string,
  numPairs: number,
  tuning: Tuning | null = null
): PairedClaim {
  const hypothesis = { ...claim.hypothesis, tuning }
  return { ...claim, id, hypothesis, decision: fixedDecision(claim, numPairs), expected: {} }
}

/** The claim's error rate, on so many pairs and no others. */
export function fixedDecision({ decision }: PairedClaim, numPairs: number): Decision {
  return { alpha: decision.alpha, mode: 'fixed', method: null, seeds: { min: numPairs, max: numPairs } }
}
