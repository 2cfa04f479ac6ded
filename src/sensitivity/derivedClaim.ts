import type { Claim, Tuning } from '../claims/types'

/**
 * The claim on other runs: a fixed number of pairs, nothing registered.
 *
 * @param id what a plan calls it
 * @param tuning null: arms as they are given
 */
export function derivedClaim(claim: Claim, id: string, numPairs: number, tuning: Tuning | null = null): Claim {
  const hypothesis = 'tuning' in claim.hypothesis ? { ...claim.hypothesis, tuning } : claim.hypothesis
  return { ...claim, id, hypothesis, decision: fixedDecision(claim, numPairs), expected: {} }
}

/** The claim's error rate, on so many pairs and no others. */
export function fixedDecision({ decision }: Claim, numPairs: number): Claim['decision'] {
  return { alpha: decision.alpha, mode: 'fixed', method: null, seeds: { min: numPairs, max: numPairs } }
}
