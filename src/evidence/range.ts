import type { RangeHypothesis } from '../claims/types'
import type { RunRole } from '../plan/types'
import type { RunResult } from '../store/types'
import { finalValue, firstValue, lastChange } from './metric'
import { type Results, resultOf, rolesOf } from './results'
import { armEvidence, type ChosenSetting } from './selection'
import type { RangeEvidence, RangeSample } from './types'

/** One arm's runs, each with its last or first value, or the last change of it. */
export function rangeEvidence(
  { metric, at, arm, low, high }: RangeHypothesis,
  roles: readonly RunRole[],
  results: Results,
  chosen: ReadonlyMap<string, ChosenSetting> | null
): RangeEvidence {
  const samples = rolesOf(arm, roles).map((role): RangeSample => {
    const value = valueAt(resultOf(role, results), metric, at)
    return { seed: role.seed, runKey: role.key, value, failure: Number.isFinite(value) ? null : 'diverged' }
  })
  return { kind: 'range', metric, ...(at !== undefined && { at }), arm: armEvidence(arm, chosen), low, high, samples }
}

function valueAt(result: RunResult, metric: string, at: RangeHypothesis['at']): number {
  switch (at) {
    case undefined:
      return finalValue(result, metric)
    case 'first':
      return firstValue(result, metric)
    case 'last-change':
      return lastChange(result, metric)
    default:
      return at satisfies never
  }
}
