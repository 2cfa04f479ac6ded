import type { Runs } from '../shared/runs'
import type { InvariantEvidence, InvariantHypothesis, InvariantSample } from './types'

/** One arm's runs, each with what the watch of its effective step saw. */
export function invariantEvidence({ arm, property }: InvariantHypothesis, runs: Runs): InvariantEvidence {
  const samples = runs.of(arm).map(({ key, seed, initialPoint, status, metrics }): InvariantSample => {
    const growths = metrics['effectiveStep.growths']
    if (growths === undefined) throw new Error(`run ${key} did not watch its effective step`)
    const violations = growths.values.at(-1) ?? 0
    return {
      seed,
      initialPoint: initialPoint ?? 0,
      runKey: key,
      numSteps: growths.at.at(-1) ?? 0,
      diverged: status.kind === 'diverged',
      violations,
      firstViolation: violations === 0 ? null : (metrics['effectiveStep.firstGrowth']?.values.at(-1) ?? null),
      worstRatio: violations === 0 ? null : (metrics['effectiveStep.maxGrowth']?.values.at(-1) ?? null)
    }
  })
  return { kind: 'invariant', property, arm, samples }
}
