import type { ContrastHypothesis, ConvergesToHypothesis } from '../claims/types'
import type { RunRole } from '../plan/types'
import { finalValue } from './metric'
import { pairedRoles, type Results, resultOf, rolesOf } from './results'
import { type Destination, isSettled } from './settled'
import type { Arrival, ContrastEvidence, GridEvidence, ShareEvidence } from './types'

/** One arm's runs, each arrived at the target or not. */
export function endPointEvidence(
  hypothesis: ConvergesToHypothesis,
  roles: readonly RunRole[],
  results: Results
): ShareEvidence | GridEvidence {
  const { metric, arm, target, tolerance } = hypothesis
  const samples = rolesOf(arm, roles).map((role) => ({
    seed: role.seed,
    initialPoint: role.initialPoint ?? 0,
    ...arrival(role, hypothesis, results)
  }))
  return { kind: hypothesis.over === 'seeds' ? 'share' : 'grid', metric, arm, target, tolerance, samples }
}

/** Two arms' runs seed by seed, each arrived at the target or not. */
export function contrastEvidence(
  hypothesis: ContrastHypothesis,
  roles: readonly RunRole[],
  results: Results
): ContrastEvidence {
  const { metric, control, treatment, target, tolerance } = hypothesis
  const pairs = pairedRoles(control, treatment, roles).map((pair) => ({
    seed: pair.control.seed,
    initialPoint: pair.control.initialPoint ?? 0,
    control: arrival(pair.control, hypothesis, results),
    treatment: arrival(pair.treatment, hypothesis, results)
  }))
  return { kind: 'contrast', metric, control, treatment, target, tolerance, pairs }
}

function arrival(role: RunRole, destination: Destination, results: Results): Arrival {
  const result = resultOf(role, results)
  const value = finalValue(result, destination.metric)
  const reached = Math.abs(value - destination.target) <= destination.tolerance
  return { runKey: role.key, value, reached, settled: isSettled(result, destination) }
}
