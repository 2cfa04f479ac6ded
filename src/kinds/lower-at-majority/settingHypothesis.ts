import type { ComparisonHypothesis } from '../comparison/types'
import type { SettingsHypothesis } from './types'

/** What a claim over the whole map says of one setting: `lower`, both arms as the map sets them. */
export function settingHypothesis(hypothesis: SettingsHypothesis): ComparisonHypothesis {
  return { ...hypothesis, kind: 'lower', tuning: null }
}
