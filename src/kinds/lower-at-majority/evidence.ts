import { gridSettings } from '../../claims/grid'
import { runKindOf } from '../../runs/runKinds'
import { pairedEvidence } from '../comparison/evidence'
import type { PairedEvidence } from '../comparison/types'
import type { Runs } from '../shared/runs'
import { settingHypothesis } from './settingHypothesis'
import type { SettingsEvidence, SettingsHypothesis } from './types'

/** Two arms at every setting of the grid, in its order, pair by pair. */
export function settingsEvidence(hypothesis: SettingsHypothesis, runs: Runs): SettingsEvidence {
  const { experiment } = runs
  const grid = experiment === null ? {} : runKindOf(experiment).grid(experiment)
  if (Object.keys(grid).length === 0) {
    throw new TypeError('the claim is about the settings of a grid, and its experiment has none')
  }
  const cells = gridSettings(grid).map((setting): PairedEvidence => {
    const evidence = pairedEvidence(settingHypothesis(hypothesis), runs.at(setting))
    return {
      ...evidence,
      control: { ...evidence.control, setting },
      treatment: { ...evidence.treatment, setting }
    }
  })
  return { kind: 'settings', cells }
}
