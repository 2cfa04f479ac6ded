import type { ClaimPlan, RunRole } from '../plan/types'
import type { ComparisonHypothesis, ConvergesToHypothesis, Experiment } from '../spec/types'
import type { RunResult } from '../store/types'
import { finalValue } from './metric'
import { type ChosenSetting, selectSetting } from './selection'
import { isSettled } from './settled'
import type { ArmEvidence, EndPoint, Evidence, Pair, PairSide } from './types'

/** A run whose final training loss is at least this share of the chance level has learned nothing. */
const CHANCE_SHARE = 0.98

/**
 * Takes a claim's samples from its finished runs, in seed order, whatever finished first.
 *
 * @param plan all of the claim's runs known (`awaitingSelection` null)
 * @param results finished runs by key; each run of the plan must be among them
 */
export function collectEvidence(plan: ClaimPlan, results: ReadonlyMap<string, RunResult>): Evidence {
  const { hypothesis } = plan.claim
  const roles = plan.roles.filter((role) => role.purpose === 'judgement')
  if (hypothesis.kind === 'converges-to') return endPointEvidence(hypothesis, roles, results)
  return pairedEvidence(hypothesis, plan, roles, results)
}

/** The setting that each tuned arm's selection runs chose; null while a run is missing. */
export function chosenSettings(
  plan: ClaimPlan,
  results: ReadonlyMap<string, RunResult>
): ReadonlyMap<string, ChosenSetting> | null {
  const { hypothesis } = plan.claim
  const { experiment } = plan
  if (hypothesis.kind === 'converges-to' || hypothesis.tuning === null || experiment.kind !== 'classification') {
    return new Map()
  }
  const chosen = new Map<string, ChosenSetting>()
  for (const arm of [hypothesis.control, hypothesis.treatment]) {
    const roles = plan.roles.filter((role) => role.purpose === 'selection' && role.arm === arm)
    const choice = selectSetting(hypothesis.tuning, experiment.grid, roles, results)
    if (choice === null) return null
    chosen.set(arm, choice)
  }
  return chosen
}

function pairedEvidence(
  hypothesis: ComparisonHypothesis,
  plan: ClaimPlan,
  roles: readonly RunRole[],
  results: ReadonlyMap<string, RunResult>
): Evidence {
  const chanceLevel = chanceLevelOf(plan.experiment)
  const side = (role: RunRole): PairSide => pairSide(role, hypothesis.metric, chanceLevel, resultOf(role, results))
  const pairs = roles
    .filter((role) => role.arm === hypothesis.control)
    .map((control): Pair => {
      const treatment = roles.find((role) => role.arm === hypothesis.treatment && role.seed === control.seed)
      if (treatment === undefined) throw new Error(`seed ${control.seed} of ${plan.claim.id} has no treatment run`)
      return { seed: control.seed, control: side(control), treatment: side(treatment) }
    })
    .sort((a, b) => a.seed - b.seed)

  const choices = chosenSettings(plan, results)
  const arm = (name: string): ArmEvidence => {
    const choice = choices?.get(name)
    return { arm: name, setting: choice?.setting ?? {}, selection: choice?.selection ?? null }
  }
  return {
    kind: 'paired',
    metric: hypothesis.metric,
    control: arm(hypothesis.control),
    treatment: arm(hypothesis.treatment),
    chanceLevel: hypothesis.metric.endsWith('.accuracy') ? null : chanceLevel,
    pairs
  }
}

function pairSide(role: RunRole, metric: string, chanceLevel: number | null, result: RunResult): PairSide {
  const value = finalValue(result, metric)
  const trainLoss = finalValue(result, 'train.loss')
  const learnedNothing = chanceLevel !== null && trainLoss >= CHANCE_SHARE * chanceLevel
  const failure = !Number.isFinite(value) || !Number.isFinite(trainLoss) ? 'diverged' : learnedNothing ? 'chance' : null
  return { runKey: role.key, value, trainLoss, failure }
}

/** Loss of a classifier that gives every class the same probability: ln K for K-class cross-entropy. */
function chanceLevelOf(experiment: Experiment): number | null {
  if (experiment.kind !== 'classification') return null
  const output = experiment.model.layers.at(-1)
  return output?.class === 'Dense' ? Math.log(output.units) : null
}

function endPointEvidence(
  hypothesis: ConvergesToHypothesis,
  roles: readonly RunRole[],
  results: ReadonlyMap<string, RunResult>
): Evidence {
  const samples = roles
    .map((role): EndPoint => {
      const result = resultOf(role, results)
      const value = finalValue(result, hypothesis.metric)
      const reached = Math.abs(value - hypothesis.target) <= hypothesis.tolerance
      const settled = isSettled(result, hypothesis)
      return { seed: role.seed, initialPoint: role.initialPoint ?? 0, runKey: role.key, value, reached, settled }
    })
    .sort((a, b) => a.seed - b.seed || a.initialPoint - b.initialPoint)
  const { metric, arm, target, tolerance } = hypothesis
  return { kind: hypothesis.over === 'seeds' ? 'share' : 'grid', metric, arm, target, tolerance, samples }
}

function resultOf(role: RunRole, results: ReadonlyMap<string, RunResult>): RunResult {
  const result = results.get(role.key)
  if (result === undefined) throw new Error(`run ${role.key} of ${role.claim} has no result`)
  return result
}
