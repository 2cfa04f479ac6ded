import type { Setting } from '../claims/types'
import type { PlanMember } from '../plan/plan'
import { judgementRoles } from '../plan/roles'
import type { ComparisonPlan, PairedClaim } from './derivedClaim'
import { derivedClaim } from './derivedClaim'
import type { Design } from './design'
import type { Study } from './prepareStudy'

/** The rows of the table as plans. */
export interface ChoicesPlan {
  /** The claim as it is, with the table's number of pairs. */
  readonly base: ComparisonPlan
  /** In the order of the study's options. */
  readonly options: readonly ComparisonPlan[]
}

/** A claim for each row, the one as it is first; tuned again where the study says so. None for no table. */
export function choiceMembers({ claim, choices, experiment, tuning }: Study): PlanMember<PairedClaim>[] {
  if (choices === null) return []
  const { numPairs, options, settings } = choices
  const tuned = settings === 'retuned' ? tuning : null
  const rows = [{ name: 'as it is', experiment }, ...options.map(rowOf)]
  return rows.map((row) => ({
    claim: derivedClaim(claim, `${claim.id}, ${row.name}`, numPairs, tuned),
    experiment: row.experiment,
    seeds: numPairs
  }))
}

/** Whether the rows wait for the settings that the claim's own tuning chooses. */
export function awaitsOwnSettings({ choices, hypothesis }: Study): boolean {
  return choices !== null && choices.settings === 'base' && hypothesis.tuning !== null
}

/** The rows with the settings that the arms have without any option. */
export function choiceDesigns(study: Study, firstSeed: number, settings: ReadonlyMap<string, Setting>): Design[] {
  return choiceMembers(study).map(({ claim, seeds }, index) => {
    const experiment = index === 0 ? study.experiment : study.choices!.options[index - 1]!.experiment
    return { claim, experiment, roles: judgementRoles(claim, experiment, settings, { first: firstSeed, count: seeds }) }
  })
}

function rowOf({ topic, name, experiment }: NonNullable<Study['choices']>['options'][number]) {
  return { name: `${topic}: ${name}`, experiment }
}
