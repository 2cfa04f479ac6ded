import type { MeasuredRun } from '../../claims/runs'
import type { Margin } from '../../claims/types'
import { isAccuracy } from '../../runs/metrics'
import type { DeclaredFailure } from '../../runs/program/types'
import { type Experiment, runKindOf } from '../../runs/runKinds'
import { curveMean, finalValue, restrictedTime } from '../shared/metric'
import { isIncomplete, runPointOf, valueAtPoint } from '../shared/runPoint'
import type { FinishedRun, Runs } from '../shared/runs'
import type { ComparisonHypothesis, Measure, Pair, PairedEvidence, PairedHypothesis, PairSide } from './types'

/** A run whose final training losses are at least this share of the chance level has learned nothing. */
const CHANCE_SHARE = 0.98

/** What a claim about curves says of points. */
const NO_POINTS: Pick<ComparisonHypothesis, 'controlAt' | 'distanceTo'> = {}

/** Two arms pair by pair, each run with the value that the hypothesis makes of it. */
export function pairedEvidence(hypothesis: PairedHypothesis, runs: Runs): PairedEvidence {
  const { metric, margin, control, treatment } = hypothesis
  const { experiment } = runs
  const { controlAt, distanceTo } = hypothesis.kind === 'faster' ? NO_POINTS : hypothesis
  const measure = measureOf(hypothesis, experiment)
  const controlMeasure = controlAt === undefined ? undefined : runPointOf(controlAt, metric, experiment)
  const thirds = new Map(distanceTo === undefined ? [] : runs.of(distanceTo).map((run) => [run.seed, run]))
  const kind = experiment === null ? null : runKindOf(experiment)
  const chanceOf = (arm: string) => kind?.chanceLevel(kind.ofArm?.(experiment!, arm) ?? experiment!) ?? null
  // Only what trains on a loss can be told not to have learned.
  const trains =
    kind === null || (kind.ownMetrics !== 'declared' && Object.hasOwn(kind.metrics(experiment!), 'train.loss'))
  const declared = trains ? undefined : (kind.failure?.(experiment!) ?? null)
  const [ofControl, ofTreatment] = [chanceOf(control), chanceOf(treatment)]
  const sideOf = (run: FinishedRun, at: Measure, chanceLevel: number | null): PairSide => {
    const own = measured(run, metric, at, margin)
    return declared === undefined ? pairSide(run, metric, chanceLevel, own) : declaredSide(run, metric, declared, own)
  }
  return {
    kind: 'paired',
    metric,
    measure,
    ...(controlMeasure !== undefined && { controlMeasure }),
    ...(distanceTo !== undefined && { distanceTo: runs.arm(distanceTo) }),
    transform: 'absolute' in margin ? 'difference' : 'log-ratio',
    control: runs.arm(control),
    treatment: runs.arm(treatment),
    // Of arms whose losses are compared it is one, since their loss is.
    chanceLevel: isAccuracy(metric) || measure.kind === 'time-to' || distanceTo !== undefined ? null : ofControl,
    pairs: runs.pairs(control, treatment).map((pair): Pair => {
      const own: Pair = {
        seed: pair.control.seed,
        control: sideOf(pair.control, controlMeasure ?? measure, ofControl),
        treatment: sideOf(pair.treatment, measure, ofTreatment)
      }
      return distanceTo === undefined
        ? own
        : fromThird(own, thirds.get(own.seed), (run) => measured(run, metric, measure, margin).value)
    })
  }
}

/** How far both runs are from a third one. */
function fromThird(pair: Pair, run: FinishedRun | undefined, numberIn: (run: FinishedRun) => number): Pair {
  const value = run === undefined ? Number.NaN : numberIn(run)
  const far = (side: PairSide): PairSide => ({ ...side, value: Math.abs(side.value - value) })
  const third = run === undefined ? {} : { third: { runKey: run.key, value } }
  return { ...pair, control: far(pair.control), treatment: far(pair.treatment), ...third }
}

function measureOf(hypothesis: PairedHypothesis, experiment: Experiment | null): Measure {
  if (hypothesis.kind !== 'faster') return runPointOf(hypothesis.at, hypothesis.metric, experiment)
  const { by } = hypothesis
  switch (by.kind) {
    case 'auc':
      return { kind: 'auc' }
    case 'time-to':
      return { ...by, ...lengthOf(experiment) }
    default:
      return by satisfies never
  }
}

function lengthOf(experiment: Experiment | null): { readonly tau: number; readonly unit: 'epoch' | 'step' } {
  if (experiment === null) throw new Error('a time can only be taken from runs')
  return runKindOf(experiment).length(experiment)
}

type Measured = Pick<PairSide, 'value' | 'within' | 'censored'>

function measured(result: MeasuredRun, metric: string, measure: Measure, margin: Margin): Measured {
  switch (measure.kind) {
    case 'auc':
      return { value: curveMean(result, metric, 'epsilon' in margin ? margin.epsilon : 0), censored: false }
    case 'time-to': {
      const { time, ...known } = restrictedTime(result, metric, measure.threshold, measure.tau, measure.upwards)
      return { value: time, ...known }
    }
    default:
      return { value: valueAtPoint(result, metric, measure), censored: false }
  }
}

function pairSide(result: FinishedRun, metric: string, chanceLevel: number | null, measuredValue: Measured): PairSide {
  const { value } = measuredValue
  const trainLoss = finalValue(result, 'train.loss')
  const runningLoss = finalValue(result, 'train.runningLoss')
  const isNumber = Number.isFinite(value) && Number.isFinite(trainLoss)
  const failure = !isNumber
    ? lost(result, metric, value)
    : learnedNothing(trainLoss, runningLoss, chanceLevel)
      ? 'chance'
      : null
  return {
    runKey: result.key,
    ...measuredValue,
    trainLoss,
    ...(!Number.isNaN(runningLoss) && { runningLoss }),
    failure
  }
}

/** Why a run has no number. */
function lost(run: MeasuredRun, metric: string, value: number): 'diverged' | 'incomplete' {
  return isIncomplete(run, metric, value) ? 'incomplete' : 'diverged'
}

/** Of a program, which says itself where a run has learned nothing. */
function declaredSide(
  run: FinishedRun,
  metric: string,
  declared: DeclaredFailure | null,
  measuredValue: Measured
): PairSide {
  const last = declared === null ? 0 : finalValue(run, declared.metric)
  const isNumber = Number.isFinite(measuredValue.value) && Number.isFinite(last)
  const { above = Number.POSITIVE_INFINITY, below = Number.NEGATIVE_INFINITY } = declared ?? {}
  const failure = !isNumber
    ? lost(run, metric, measuredValue.value)
    : last >= above || last <= below
      ? 'declared'
      : null
  return { runKey: run.key, ...measuredValue, failure }
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
