import type { Setting } from '../claims/types'
import { FIRST_SELECTION_SEED, judgementRoles, type Role } from '../plan/roles'
import type { StepTrial } from '../report/sensitivity/types'
import { runKindOf } from '../runs/runKinds'
import type { RunResult } from '../store/types'
import type { ComparisonPlan } from './derivedClaim'
import { derivedClaim } from './derivedClaim'
import type { Design } from './design'
import type { Study } from './prepareStudy'
import { MAX_STEP_TRIALS, meanStep, nearestTrial, nextLearningRate, rateOf } from './stepSearch'

/** The comparison at the same mean effective step, as far as it is known. */
export interface EffectiveStepPlan {
  readonly setting: Setting
  readonly selectionSeeds: readonly number[]
  /** The treatment and the control's trials on the selection seeds. */
  readonly search: ComparisonPlan
  readonly treatmentStep: number | null
  /** Those that have finished. */
  readonly trials: readonly StepTrial[]
  readonly equalRate: ComparisonPlan
  /** null while the search goes on, and where it found nothing. */
  readonly equalStep: ComparisonPlan | null
  readonly isSearching: boolean
}

interface Context {
  readonly firstSeed: number
  readonly results: ReadonlyMap<string, RunResult>
  readonly add: (design: Design) => ComparisonPlan
}

/** What the treatment runs with, and the control too but for its alpha: as tuning chose it, or its own alpha. */
export function stepSetting(study: Study, chosen: ReadonlyMap<string, Setting>): Setting {
  const { hypothesis, experiment } = study
  const optimizer = runKindOf(experiment).optimizer(experiment, hypothesis.treatment)
  if (optimizer === null) throw new TypeError(`the arm ${hypothesis.treatment} has no alpha`)
  return { learningRate: optimizer.learningRate, ...chosen.get(hypothesis.treatment) }
}

/**
 * Plans the next round: the treatment and the control at the same alpha, then, round by round, the alpha at which the
 * control's mean effective step on the selection seeds is the treatment's, and its pairs at that alpha.
 */
export function planEffectiveStep(study: Study, setting: Setting, context: Context): EffectiveStepPlan {
  const { claim, hypothesis, numPairsAtStep: numPairs, experiment } = study
  const { firstSeed, results, add } = context
  const numSeeds = numSearchSeeds(study)
  const selectionSeeds = Array.from({ length: numSeeds }, (_, index) => FIRST_SELECTION_SEED + firstSeed + index)
  const searched = derivedClaim(claim, `${claim.id}, search for the same effective step`, numSeeds)
  const onSelection = (arm: string, rate: number): Role[] =>
    selectionSeeds.map((seed) => {
      const own = { ...setting, learningRate: rate }
      return { arm, purpose: 'selection', setting: own, seed, initialPoint: null }
    })
  const judged = (id: string, rate: number) => {
    const pair = derivedClaim(claim, `${claim.id} ${id}`, numPairs)
    const settings = new Map([
      [hypothesis.control, { ...setting, learningRate: rate }],
      [hypothesis.treatment, setting]
    ])
    const roles = judgementRoles(pair, experiment, settings, { first: firstSeed, count: numPairs })
    return add({ claim: pair, experiment, roles })
  }
  const run = (roles: readonly Role[]) => add({ claim: searched, experiment, roles }).roles

  const treatmentRoles = run(onSelection(hypothesis.treatment, rateOf(setting)))
  const treatmentStep = meanStep(treatmentRoles, results)
  const searchRoles = [...treatmentRoles]
  const trials: StepTrial[] = []
  let isSearching = treatmentStep === undefined
  for (let rate: number | null = rateOf(setting); rate !== null; ) {
    const roles = run(onSelection(hypothesis.control, rate))
    searchRoles.push(...roles)
    const controlStep = meanStep(roles, results)
    isSearching ||= controlStep === undefined
    if (isSearching) break
    const ratio = controlStep === null || treatmentStep === null ? null : controlStep! / treatmentStep!
    trials.push({ learningRate: rate, ratio })
    rate = nextLearningRate(trials)
  }
  const nearest = isSearching ? null : nearestTrial(trials)
  return {
    setting,
    selectionSeeds,
    search: { claim: searched, experiment, roles: searchRoles, awaitingSelection: null },
    treatmentStep: treatmentStep ?? null,
    trials,
    equalRate: judged('at the same alpha', rateOf(setting)),
    equalStep: nearest === null ? null : judged('at the same effective step', nearest.learningRate),
    isSearching
  }
}

/**
 * As many as there are pairs, though tuning may be content with fewer: a ratio of two steps varies by some percent from
 * seed to seed, and what three seeds match, ten others need not.
 */
function numSearchSeeds({ tuning, numPairsAtStep }: Study): number {
  return Math.max(tuning.seeds, numPairsAtStep)
}

/** Runs that a search may still ask for, at most, and the pairs' runs at its end: roles of the control. */
export function laterStepRoles(study: Study, numTrials: number): Role[] {
  const { hypothesis, numPairsAtStep } = study
  const count = Math.max(0, MAX_STEP_TRIALS - numTrials) * numSearchSeeds(study) + numPairsAtStep
  return Array.from({ length: count }, (_, seed) => ({
    arm: hypothesis.control,
    purpose: 'judgement',
    setting: {},
    seed,
    initialPoint: null
  }))
}
