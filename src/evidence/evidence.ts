import { armsOf, tuningOf } from '../plan/roles'
import type { ClaimPlan } from '../plan/types'
import { type Experiment, runKindOf } from '../runs/runKinds'
import type { RunResult } from '../store/types'
import { arithmeticEvidence } from './arithmetic'
import { contrastEvidence, endPointEvidence } from './arrivals'
import { invariantEvidence } from './invariant'
import { pairedEvidence } from './paired'
import { rangeEvidence } from './range'
import { rateEvidence } from './rate'
import type { Results } from './results'
import { type ChosenSetting, selectSetting } from './selection'
import { settingsEvidence } from './settings'
import type { Evidence } from './types'

/**
 * Takes a claim's samples from its finished runs, in seed order, whatever finished first.
 *
 * @param plan all of the claim's runs known (`awaitingSelection` null)
 * @param results finished runs by key; each run of the plan must be among them
 * @returns null for a claim of kind `all-of`, which its members' judgements decide
 */
export function collectEvidence(plan: ClaimPlan, results: ReadonlyMap<string, RunResult>): Evidence | null {
  const { hypothesis } = plan.claim
  const roles = plan.roles.filter((role) => role.purpose === 'judgement')
  switch (hypothesis.kind) {
    case 'lower':
    case 'not-lower':
    case 'equivalent':
    case 'faster':
      return pairedEvidence(hypothesis, plan.experiment, roles, results, chosenSettings(plan, results))
    case 'lower-at-most-settings':
      if (hasGrid(plan.experiment)) return settingsEvidence(hypothesis, plan.experiment, roles, results)
      throw new TypeError(`claim ${plan.claim.id} is about the settings of a grid, and its experiment has none`)
    case 'converges-to':
      return endPointEvidence(hypothesis, roles, results)
    case 'contrast':
      return contrastEvidence(hypothesis, roles, results)
    case 'rate':
      return rateEvidence(hypothesis, roles, results)
    case 'invariant':
      return invariantEvidence(hypothesis, roles, results)
    case 'range':
      return rangeEvidence(hypothesis, roles, results, chosenSettings(plan, results))
    case 'arithmetic':
      return arithmeticEvidence(hypothesis)
    case 'all-of':
      return null
    default:
      return hypothesis satisfies never
  }
}

/** The setting that each tuned arm's selection runs chose; null while a run is missing. */
export function chosenSettings(plan: ClaimPlan, results: Results): ReadonlyMap<string, ChosenSetting> | null {
  const tuning = tuningOf(plan.claim)
  const { experiment } = plan
  const chosen = new Map<string, ChosenSetting>()
  if (tuning === null || experiment === null) return chosen
  for (const arm of armsOf(plan.claim)) {
    const roles = plan.roles.filter((role) => role.purpose === 'selection' && role.arm === arm)
    const choice = selectSetting(tuning, runKindOf(experiment).grid(experiment), roles, results)
    if (choice === null) return null
    chosen.set(arm, choice)
  }
  return chosen
}

function hasGrid(experiment: Experiment | null): experiment is Experiment {
  return experiment !== null && Object.keys(runKindOf(experiment).grid(experiment)).length > 0
}
