import { arrivalOf } from '../shared/arrivalOf'
import type { Runs } from '../shared/runs'
import type { ConvergesMoreOftenEvidence, ConvergesMoreOftenHypothesis } from './types'

/** Two arms' runs seed by seed, each arrived at the target or not. */
export function convergesMoreOftenEvidence(
  hypothesis: ConvergesMoreOftenHypothesis,
  runs: Runs
): ConvergesMoreOftenEvidence {
  const { metric, control, treatment, target, tolerance } = hypothesis
  const pairs = runs.pairs(control, treatment).map((pair) => ({
    seed: pair.control.seed,
    initialPoint: pair.control.initialPoint ?? 0,
    control: arrivalOf(pair.control, hypothesis),
    treatment: arrivalOf(pair.treatment, hypothesis)
  }))
  return { kind: 'converges-more-often', metric, control, treatment, target, tolerance, pairs }
}
