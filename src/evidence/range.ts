import type { RunRole } from '../plan/types'
import type { RangeHypothesis } from '../spec/types'
import { finalValue } from './metric'
import { type Results, resultOf, rolesOf } from './results'
import { armEvidence, type ChosenSetting } from './selection'
import type { RangeEvidence, RangeSample } from './types'

/** One arm's runs, each with its last value. */
export function rangeEvidence(
  { metric, arm, low, high }: RangeHypothesis,
  roles: readonly RunRole[],
  results: Results,
  chosen: ReadonlyMap<string, ChosenSetting> | null
): RangeEvidence {
  const samples = rolesOf(arm, roles).map((role): RangeSample => {
    const value = finalValue(resultOf(role, results), metric)
    return { seed: role.seed, runKey: role.key, value, failure: Number.isFinite(value) ? null : 'diverged' }
  })
  return { kind: 'range', metric, arm: armEvidence(arm, chosen), low, high, samples }
}
