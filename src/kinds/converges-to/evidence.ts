import { arrivalOf } from '../shared/arrivalOf'
import type { Runs } from '../shared/runs'
import type { ConvergesToHypothesis, InitialPointsEvidence, ShareEvidence } from './types'

/** One arm's runs, each arrived at the target or not. */
export function endPointEvidence(hypothesis: ConvergesToHypothesis, runs: Runs): ShareEvidence | InitialPointsEvidence {
  const { metric, arm, target, tolerance } = hypothesis
  const samples = runs.of(arm).map((run) => ({
    seed: run.seed,
    initialPoint: run.initialPoint ?? 0,
    ...arrivalOf(run, hypothesis)
  }))
  return { kind: hypothesis.over === 'seeds' ? 'share' : 'initial-points', metric, arm, target, tolerance, samples }
}
