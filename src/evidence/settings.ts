import { gridSettings, sameSetting } from '../claims/grid'
import { settingHypothesis } from '../claims/settingHypothesis'
import type { SettingsHypothesis } from '../claims/types'
import type { RunRole } from '../plan/types'
import { type Experiment, runKindOf } from '../runs/runKinds'
import { pairedEvidence } from './paired'
import type { Results } from './results'
import type { PairedEvidence, SettingsEvidence } from './types'

/** Two arms at every setting of the grid, in its order, pair by pair. */
export function settingsEvidence(
  hypothesis: SettingsHypothesis,
  experiment: Experiment,
  roles: readonly RunRole[],
  results: Results
): SettingsEvidence {
  const cells = gridSettings(runKindOf(experiment).grid(experiment)).map((setting): PairedEvidence => {
    const here = roles.filter((role) => sameSetting(role.setting, setting))
    const evidence = pairedEvidence(settingHypothesis(hypothesis), experiment, here, results, null)
    return {
      ...evidence,
      control: { ...evidence.control, setting },
      treatment: { ...evidence.treatment, setting }
    }
  })
  return { kind: 'settings', cells }
}
