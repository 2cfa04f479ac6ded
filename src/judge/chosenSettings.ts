import { mean } from 'simple-statistics'
import { gridSettings, sameSetting, settingsOnEdge } from '../claims/grid'
import type { Grid, Setting, Tuning } from '../claims/types'
import type { ClaimOf, KindName } from '../kinds'
import { finalValue } from '../kinds/shared/metric'
import type { Selection } from '../kinds/shared/types'
import { armsOf, tuningOf } from '../plan/roles'
import type { ClaimPlan, RunRole } from '../plan/types'
import { runKindOf } from '../runs/runKinds'
import type { RunResult } from '../store/types'

/** What tuning chose for one arm, and how. */
export interface ChosenSetting {
  readonly setting: Setting
  readonly selection: Selection
}

/** The setting that each tuned arm's selection runs chose; null while a run is missing. */
export function chosenSettings<K extends KindName>(
  plan: ClaimPlan<ClaimOf<K>>,
  results: ReadonlyMap<string, RunResult>
): ReadonlyMap<string, ChosenSetting> | null {
  const tuning = tuningOf<K>(plan.claim)
  const { experiment } = plan
  const chosen = new Map<string, ChosenSetting>()
  if (tuning === null || experiment === null) return chosen
  for (const arm of armsOf<K>(plan.claim)) {
    const roles = plan.roles.filter((role) => role.purpose === 'selection' && role.arm === arm)
    const choice = selectSetting(tuning, runKindOf(experiment).grid(experiment), roles, results)
    if (choice === null) return null
    chosen.set(arm, choice)
  }
  return chosen
}

/**
 * Chooses an arm's setting: the smallest mean of the selection metric over the selection seeds.
 *
 * A setting with a diverged run is not chosen; where every setting has one, the first of the grid stands for the arm,
 * and its judgement runs will show the failures. Ties go to the setting that comes first in the grid's order (the
 * smaller learning rate). Means are over seeds in seed order, so the bits do not depend on the order of completion.
 *
 * @param roles the arm's selection roles
 * @param results finished runs by key
 * @returns null while a selection run is missing
 */
function selectSetting(
  tuning: Tuning,
  grid: Grid,
  roles: readonly RunRole[],
  results: ReadonlyMap<string, RunResult>
): ChosenSetting | null {
  const seeds = [...new Set(roles.map((role) => role.seed))].sort((a, b) => a - b)
  const candidates: { setting: Setting; mean: number | null }[] = []
  for (const setting of gridSettings(grid)) {
    const values: number[] = []
    for (const seed of seeds) {
      const role = roles.find((candidate) => candidate.seed === seed && sameSetting(candidate.setting, setting))
      const result = role && results.get(role.key)
      if (result === undefined) return null
      values.push(finalValue(result, tuning.select))
    }
    candidates.push({ setting, mean: values.every(Number.isFinite) ? mean(values) : null })
  }
  const smallest = Math.min(...candidates.map((candidate) => candidate.mean ?? Number.POSITIVE_INFINITY))
  const { setting } = candidates.find((candidate) => candidate.mean === smallest) ?? candidates[0]!
  return { setting, selection: { metric: tuning.select, seeds, candidates, onEdge: settingsOnEdge(setting, grid) } }
}
