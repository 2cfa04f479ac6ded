import { collectEvidence } from '../judge/collectEvidence'
import { bothTrained } from '../kinds/comparison/failures'
import { asPaired, isPaired } from '../kinds/comparison/isPaired'
import type {
  EffectiveStepSensitivity,
  ExplainedEffect,
  ReportedJudgement,
  StepComparison,
  StepConclusion
} from '../report/sensitivity/types'
import { mean } from '../stats/describe'
import type { Interval } from '../stats/interval'
import { tInterval } from '../stats/tInterval'
import type { ComparisonPlan } from './derivedClaim'
import { differences, effectsBySeed, type Finished, judgeTogether } from './finished'
import type { EffectiveStepPlan } from './planEffectiveStep'
import { isMatched, meanStep, nearestTrial, rateOf, STEP_TOLERANCE } from './stepSearch'

const LEVEL = 0.95

/** Judges the treatment against the control at the same alpha and at the same effective step, and says what remains. */
export function measureEffectiveStep(plan: EffectiveStepPlan, finished: Finished): EffectiveStepSensitivity {
  const { setting, selectionSeeds, treatmentStep, trials, equalRate, equalStep } = plan
  const { numPairsAtStep: numPairs } = finished.study
  const nearest = nearestTrial(trials)
  const plans = equalStep === null ? [equalRate] : [equalRate, equalStep]
  const [atRate, atStep] = judgeTogether(plans, numPairs, finished)
  const comparison = (of: ComparisonPlan, learningRate: number, judgement: ReportedJudgement): StepComparison => {
    return { learningRate, ...armSteps(of, finished), judgement }
  }
  const matched = nearest !== null && isMatched(nearest)
  return {
    setting,
    selectionSeeds,
    treatmentStep,
    search: trials,
    tolerance: STEP_TOLERANCE,
    isMatched: matched,
    numPairs,
    equalRate: comparison(equalRate, rateOf(setting), atRate!),
    equalStep: equalStep === null ? null : comparison(equalStep, nearest!.learningRate, atStep!),
    explained: equalStep === null ? null : explainedEffect(equalRate, equalStep, finished),
    conclusion: stepConclusion(intervalOf(atRate!), atStep === undefined ? null : intervalOf(atStep), matched)
  }
}

/** Of the pairs in which both arms trained. */
function armSteps(
  plan: ComparisonPlan,
  finished: Finished
): Pick<StepComparison, 'controlStep' | 'treatmentStep' | 'ratio'> {
  const trained = asPaired(collectEvidence(plan, finished.results)).pairs.filter(bothTrained)
  const stepOf = (keys: readonly string[]) =>
    meanStep(
      keys.map((key) => ({ key })),
      finished.results
    ) ?? null
  const logarithms = trained.map(({ control, treatment }) => {
    const [below, above] = [stepOf([control.runKey]), stepOf([treatment.runKey])]
    return below === null || above === null ? Number.NaN : Math.log(above / below)
  })
  return {
    controlStep: stepOf(trained.map(({ control }) => control.runKey)),
    treatmentStep: stepOf(trained.map(({ treatment }) => treatment.runKey)),
    ratio: logarithms.length >= 2 && logarithms.every(Number.isFinite) ? ratioOf(logarithms) : null
  }
}

function ratioOf(logarithms: readonly number[]): StepComparison['ratio'] {
  const { lower, upper, level } = tInterval(logarithms, LEVEL)
  return { mean: Math.exp(mean(logarithms)), interval: { lower: Math.exp(lower), upper: Math.exp(upper), level } }
}

function explainedEffect(
  equalRate: ComparisonPlan,
  equalStep: ComparisonPlan,
  finished: Finished
): ExplainedEffect | null {
  const [atRate, atStep] = [effectsBySeed(equalRate, finished), effectsBySeed(equalStep, finished)]
  const values = differences(atRate, atStep)
  if (values.length < 2) return null
  const whole = mean([...atRate].filter(([seed]) => atStep.has(seed)).map(([, effect]) => effect))
  const interval = tInterval(values, 1 - finished.study.claim.decision.alpha)
  return { numPairs: values.length, mean: mean(values), interval, share: mean(values) / whole }
}

function intervalOf({ analysis }: ReportedJudgement): Interval | null {
  return isPaired(analysis) ? analysis.interval : null
}

/**
 * What remains of a difference at the same step.
 *
 * @param equalRate interval of the effect at the same alpha; null where too few pairs trained
 * @param equalStep the same at the same step
 * @example stepConclusion({ lower: 1, upper: 2, level: 0.95 }, { lower: -1, upper: 1, level: 0.95 }, true) // 'explained'
 */
export function stepConclusion(
  equalRate: Interval | null,
  equalStep: Interval | null,
  matched: boolean
): StepConclusion {
  if (equalRate === null) return 'not-evaluable'
  if (signOf(equalRate) === 0) return 'no-difference'
  if (!matched) return 'not-matched'
  if (equalStep === null) return 'not-evaluable'
  if (signOf(equalStep) === 0) return 'explained'
  return signOf(equalStep) === signOf(equalRate) ? 'remains' : 'turns'
}

/** 0 where the interval holds 0. */
function signOf({ lower, upper }: Interval): -1 | 0 | 1 {
  return lower > 0 ? 1 : upper < 0 ? -1 : 0
}
