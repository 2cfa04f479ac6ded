import type { RunRole } from '../plan/types'
import type { RangeHypothesis } from '../spec/types'
import { finalValue, lastChange } from './metric'
import { type Results, resultOf, rolesOf } from './results'
import { armEvidence, type ChosenSetting } from './selection'
import type { RangeEvidence, RangeSample } from './types'

/** One arm's runs, each with its last value or the last change of it. */
export function rangeEvidence(
  { metric, at, arm, low, high }: RangeHypothesis,
  roles: readonly RunRole[],
  results: Results,
  chosen: ReadonlyMap<string, ChosenSetting> | null
): RangeEvidence {
  const samples = rolesOf(arm, roles).map((role): RangeSample => {
    const result = resultOf(role, results)
    const value = at === 'last-change' ? lastChange(result, metric) : finalValue(result, metric)
    return { seed: role.seed, runKey: role.key, value, failure: Number.isFinite(value) ? null : 'diverged' }
  })
  return { kind: 'range', metric, ...(at !== undefined && { at }), arm: armEvidence(arm, chosen), low, high, samples }
}
