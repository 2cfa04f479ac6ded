import type { InvariantHypothesis } from '../claims/types'
import type { RunRole } from '../plan/types'
import { type Results, resultOf, rolesOf } from './results'
import type { InvariantEvidence, InvariantSample } from './types'

/** One arm's runs, each with what the watch of its effective step saw. */
export function invariantEvidence(
  { arm, property }: InvariantHypothesis,
  roles: readonly RunRole[],
  results: Results
): InvariantEvidence {
  const samples = rolesOf(arm, roles).map((role): InvariantSample => {
    const { status, metrics } = resultOf(role, results)
    const growths = metrics['effectiveStep.growths']
    if (growths === undefined) throw new Error(`run ${role.key} of ${role.claim} did not watch its effective step`)
    const violations = growths.values.at(-1) ?? 0
    return {
      seed: role.seed,
      initialPoint: role.initialPoint ?? 0,
      runKey: role.key,
      numSteps: growths.at.at(-1) ?? 0,
      diverged: status.kind === 'diverged',
      violations,
      firstViolation: violations === 0 ? null : (metrics['effectiveStep.firstGrowth']?.values.at(-1) ?? null),
      worstRatio: violations === 0 ? null : (metrics['effectiveStep.maxGrowth']?.values.at(-1) ?? null)
    }
  })
  return { kind: 'invariant', property, arm, samples }
}
