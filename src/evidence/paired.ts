import type { ComparisonHypothesis, FasterHypothesis, Margin } from '../claims/types'
import type { RunRole } from '../plan/types'
import { isAccuracy } from '../runs/metrics'
import { type Experiment, runKindOf } from '../runs/runKinds'
import type { RunResult } from '../store/types'
import { curveMean, finalValue, restrictedTime } from './metric'
import { pairedRoles, type Results, resultOf } from './results'
import { armEvidence, type ChosenSetting } from './selection'
import type { Measure, PairedEvidence, PairSide } from './types'

/** A run whose final training losses are at least this share of the chance level has learned nothing. */
const CHANCE_SHARE = 0.98

/** Two arms pair by pair, each run with the value that the hypothesis makes of it. */
export function pairedEvidence(
  hypothesis: ComparisonHypothesis | FasterHypothesis,
  experiment: Experiment | null,
  roles: readonly RunRole[],
  results: Results,
  chosen: ReadonlyMap<string, ChosenSetting> | null
): PairedEvidence {
  const { metric, margin, control, treatment } = hypothesis
  const measure = measureOf(hypothesis, experiment)
  const chanceLevel = experiment === null ? null : runKindOf(experiment).chanceLevel(experiment)
  const sideOf = (role: RunRole): PairSide => {
    const result = resultOf(role, results)
    return pairSide(role.key, result, chanceLevel, measured(result, metric, measure, margin))
  }
  return {
    kind: 'paired',
    metric,
    measure,
    transform: 'absolute' in margin ? 'difference' : 'log-ratio',
    control: armEvidence(control, chosen),
    treatment: armEvidence(treatment, chosen),
    chanceLevel: isAccuracy(metric) || measure.kind === 'time-to' ? null : chanceLevel,
    pairs: pairedRoles(control, treatment, roles).map((pair) => ({
      seed: pair.control.seed,
      control: sideOf(pair.control),
      treatment: sideOf(pair.treatment)
    }))
  }
}

function measureOf(hypothesis: ComparisonHypothesis | FasterHypothesis, experiment: Experiment | null): Measure {
  if (hypothesis.kind !== 'faster') return { kind: 'final' }
  const { by } = hypothesis
  switch (by.kind) {
    case 'auc':
      return { kind: 'auc' }
    case 'time-to':
      return { kind: 'time-to', threshold: by.threshold, ...lengthOf(experiment) }
    default:
      return by satisfies never
  }
}

function lengthOf(experiment: Experiment | null): { readonly tau: number; readonly unit: 'epoch' | 'step' } {
  if (experiment === null) throw new Error('a time can only be taken from runs')
  return runKindOf(experiment).length(experiment)
}

function measured(
  result: RunResult,
  metric: string,
  measure: Measure,
  margin: Margin
): Pick<PairSide, 'value' | 'censored'> {
  switch (measure.kind) {
    case 'final':
      return { value: finalValue(result, metric), censored: false }
    case 'auc':
      return { value: curveMean(result, metric, 'epsilon' in margin ? margin.epsilon : 0), censored: false }
    case 'time-to': {
      const { time, censored } = restrictedTime(result, metric, measure.threshold, measure.tau)
      return { value: time, censored }
    }
    default:
      return measure satisfies never
  }
}

function pairSide(
  runKey: string,
  result: RunResult,
  chanceLevel: number | null,
  { value, censored }: Pick<PairSide, 'value' | 'censored'>
): PairSide {
  const trainLoss = finalValue(result, 'train.loss')
  const runningLoss = finalValue(result, 'train.runningLoss')
  const isNumber = Number.isFinite(value) && Number.isFinite(trainLoss)
  const failure = !isNumber ? 'diverged' : learnedNothing(trainLoss, runningLoss, chanceLevel) ? 'chance' : null
  return { runKey, value, censored, trainLoss, ...(!Number.isNaN(runningLoss) && { runningLoss }), failure }
}

/**
 * Both the loss in inference mode and that of the last epoch's minibatches are at chance level. Under batch
 * normalisation the first alone says little: its running statistics lag behind a network that learns.
 *
 * @param runningLoss NaN where the run recorded none: then the first decides
 */
function learnedNothing(trainLoss: number, runningLoss: number, chanceLevel: number | null): boolean {
  if (chanceLevel === null) return false
  const bar = CHANCE_SHARE * chanceLevel
  return trainLoss >= bar && !(runningLoss < bar)
}
