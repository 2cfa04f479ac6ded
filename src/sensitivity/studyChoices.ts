import type { ProfileName } from '../claims/types'
import { isTime } from '../kinds/comparison/curve'
import type { PairedHypothesis } from '../kinds/comparison/types'
import type { Choice } from '../load/choices'
import type { ChoiceSettings, ChoicesSensitivity } from '../report/sensitivity/types'
import { isAccuracy } from '../runs/metrics'
import { applyProfile } from '../runs/profiles'
import { type Experiment, runKindOf } from '../runs/runKinds'

/** The table of a claim under its experiment's choices. */
export interface StudyChoices {
  readonly settings: ChoiceSettings
  readonly options: readonly StudyOption[]
  readonly leftOut: ChoicesSensitivity['leftOut']
  /** Pairs of a row: at least as many as Holm within the table needs to decide. */
  readonly numPairs: number
}

export interface StudyOption {
  readonly topic: string
  readonly base: string
  readonly name: string
  readonly set: Readonly<Record<string, unknown>>
  /** At the profile. */
  readonly experiment: Experiment
}

export interface ChoicesRequest {
  readonly hypothesis: PairedHypothesis
  /** At the profile. */
  readonly experiment: Experiment
  readonly profile: ProfileName
  readonly settings: ChoiceSettings
  /** Pairs of a claim in a family of so many. */
  readonly numPairsOf: (numMembers: number) => number
}

/** Lays out the table: the options of some choices at a profile, without those under which the claim means nothing. */
export function studyChoices(choices: readonly Choice[], request: ChoicesRequest): StudyChoices {
  const { hypothesis, experiment, profile, settings, numPairsOf } = request
  const inLossUnits = speaksInLossUnits(hypothesis)
  const options: StudyOption[] = []
  const leftOut: { topic: string; option: string; why: string }[] = []
  for (const { topic, base, options: listed } of choices) {
    for (const { name, set, experiment: whole } of listed) {
      const changed = applyProfile(whole, profile)
      if (inLossUnits && !runKindOf(experiment).sameScale(changed, experiment)) {
        leftOut.push({ topic, option: name, why: `the claim states a number in the unit of ${hypothesis.metric}` })
      } else options.push({ topic, base, name, set, experiment: changed })
    }
  }
  // The claim as it is is one of the table's rows.
  return { settings, options, leftOut, numPairs: numPairsOf(options.length + 1) }
}

/** A threshold, an absolute margin or a floor of a loss: another loss function is on another scale. */
function speaksInLossUnits(hypothesis: PairedHypothesis): boolean {
  const { metric, margin } = hypothesis
  if (isAccuracy(metric)) return false
  if (isTime(hypothesis)) return true
  return 'absolute' in margin || margin.epsilon > 0
}
