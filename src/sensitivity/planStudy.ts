import type { Setting } from '../claims/types'
import { estimateWorkMs } from '../plan/cohorts'
import { buildPlan, type PlanContext, planRun } from '../plan/plan'
import { judgementRoles, type Role } from '../plan/roles'
import type { Plan } from '../plan/types'
import { settingWords } from '../report/sensitivity/words'
import { runKindOf } from '../runs/runKinds'
import type { RunSeeds, SeedStream } from '../runs/types'
import type { RunResult } from '../store/types'
import { type ComparisonPlan, derivedClaim, fixedDecision, type PairedClaim } from './derivedClaim'
import type { Design } from './design'
import { awaitsOwnSettings, type ChoicesPlan, choiceDesigns, choiceMembers } from './planChoices'
import { type EffectiveStepPlan, laterStepRoles, planEffectiveStep, stepSetting } from './planEffectiveStep'
import type { Study } from './prepareStudy'
import { latinSquareSeeds, oneStreamSeeds } from './seedDesigns'

/** The designs of a study as plans; a design is null where nobody asked for it, or its settings are not chosen yet. */
export interface StudyPlan {
  /** The claim itself with a fixed number of pairs, for its settings and its pairs; no judgement runs where only the settings are needed. */
  readonly own: ComparisonPlan | null
  /** Tuned against tuned: `own` where the claim tunes its arms itself. */
  readonly tuned: ComparisonPlan | null
  readonly square: ComparisonPlan | null
  readonly streams: readonly { readonly stream: SeedStream; readonly plan: ComparisonPlan }[]
  readonly map: readonly { readonly setting: Setting; readonly plan: ComparisonPlan }[]
  readonly choices: ChoicesPlan | null
  readonly effectiveStep: EffectiveStepPlan | null
  /** All of them. */
  readonly plan: Plan
  readonly later: Omit<Plan['later'], 'most'>
  /** Nothing waits for the results of the runs of `plan`. */
  readonly isComplete: boolean
}

/**
 * Plans what is known of a study: everything, or first the runs that what else it needs depends on: those that choose a
 * tuned arm's setting, and those that look for the same effective step.
 *
 * @param results finished runs by key
 */
export function planStudy(study: Study, context: PlanContext, results: ReadonlyMap<string, RunResult>): StudyPlan {
  const { hypothesis, experiment, parts, choices } = study
  const ownTuning = hypothesis.tuning !== null
  const needsPairs = parts.seeds || (parts.tuning && ownTuning)
  const needsSettings = parts.streams.length > 0 || choices !== null || parts.effectiveStep
  const own =
    needsPairs || needsSettings
      ? { claim: fixedClaim(study), experiment, seeds: needsPairs ? study.numPairs : 0 }
      : null
  const tuned = parts.tuning && !ownTuning ? { claim: tunedClaim(study), experiment, seeds: study.numPairs } : null
  const rows = awaitsOwnSettings(study) ? [] : choiceMembers(study)
  const first = buildPlan(
    [own, tuned, ...rows].filter((member) => member !== null),
    context
  )
  const planOf = (claim: PairedClaim | undefined) => first.claims.find((plan) => plan.claim === claim) ?? null
  const ownPlan = planOf(own?.claim)

  const runs = new Map(first.runs.map((run) => [run.key, run]))
  const add = (design: Design): ComparisonPlan => {
    const roles = design.roles.map((role) => {
      const run = planRun(role, design.experiment, context)
      if (!runs.has(run.key)) runs.set(run.key, run)
      return { ...role, claim: design.claim.id, key: run.key }
    })
    return { claim: design.claim, experiment: design.experiment, roles, awaitingSelection: null }
  }
  const map = mapDesigns(study, context.firstSeed).map(({ setting, design }) => ({ setting, plan: add(design) }))
  const settings = ownPlan === null || ownPlan.awaitingSelection !== null ? null : context.chosenSettings(ownPlan)
  const designs = seedDesigns(study, context.firstSeed, settings ?? new Map())
  const known = settings !== null
  const square = known && designs.square !== null ? add(designs.square) : null
  const streams = known ? designs.streams.map(({ stream, design }) => ({ stream, plan: add(design) })) : []

  const waitingRows = awaitsOwnSettings(study) ? choiceDesigns(study, context.firstSeed, settings ?? new Map()) : []
  const rowPlans = rows.length > 0 ? rows.map(({ claim }) => planOf(claim)!) : known ? waitingRows.map(add) : []
  const [base, ...options] = rowPlans
  const effectiveStep =
    known && parts.effectiveStep
      ? planEffectiveStep(study, stepSetting(study, settings), { firstSeed: context.firstSeed, results, add })
      : null

  const claims = [
    ...first.claims,
    ...(square === null ? [] : [square]),
    ...[...streams, ...map].map(({ plan }) => plan),
    ...(rows.length > 0 ? [] : rowPlans),
    ...(effectiveStep === null ? [] : stepPlans(effectiveStep))
  ]
  const isSearching = effectiveStep?.isSearching ?? parts.effectiveStep
  const waiting = [
    ...(known ? [] : [...designsOf(designs), ...waitingRows]),
    ...(isSearching ? [stepsToCome(study, effectiveStep)] : [])
  ]
  return {
    own: ownPlan,
    tuned: parts.tuning ? (planOf(tuned?.claim) ?? ownPlan) : null,
    square,
    streams,
    map,
    choices: base === undefined ? null : { base, options },
    effectiveStep,
    plan: { profile: context.profile, claims, later: first.later, runs: [...runs.values()] },
    later: laterRuns(first, waiting, context),
    isComplete: first.claims.every(({ awaitingSelection }) => awaitingSelection === null) && !isSearching
  }
}

function stepPlans({ search, equalRate, equalStep }: EffectiveStepPlan): ComparisonPlan[] {
  return [search, equalRate, ...(equalStep === null ? [] : [equalStep])]
}

function stepsToCome(study: Study, plan: EffectiveStepPlan | null): Design {
  const { claim, experiment } = study
  return { claim, experiment, roles: laterStepRoles(study, plan?.trials.length ?? 0) }
}

/** Judgement runs that wait for a setting, and the designs that wait with them. */
function laterRuns(first: Plan, designs: readonly Design[], context: PlanContext): StudyPlan['later'] {
  // The chosen setting changes a run's numbers, not its cost.
  const planned = designs.flatMap(({ experiment, roles }) => roles.map((role) => planRun(role, experiment, context)))
  const waiting = new Map(planned.map((run) => [run.key, run]))
  return {
    numRuns: first.later.numRuns + waiting.size,
    estimateMs: first.later.estimateMs + estimateWorkMs([...waiting.values()])
  }
}

interface SeedDesigns {
  readonly square: Design | null
  readonly streams: readonly { readonly stream: SeedStream; readonly design: Design }[]
}

function designsOf({ square, streams }: SeedDesigns): Design[] {
  return [...(square === null ? [] : [square]), ...streams.map(({ design }) => design)]
}

function seedDesigns(study: Study, firstSeed: number, settings: ReadonlyMap<string, Setting>): SeedDesigns {
  const { claim, experiment, parts, size } = study
  const drawn = runKindOf(experiment).streams(experiment)
  const square: Design | null = parts.seeds
    ? {
        claim: derivedClaim(claim, `${claim.id} over a Latin square`, size * size),
        experiment,
        roles: pairRoles(study, latinSquareSeeds(size, firstSeed, drawn.includes('dropout')).flat(), settings)
      }
    : null
  const streams = parts.streams.map((stream) => {
    const seeds = oneStreamSeeds(stream, size, firstSeed, drawn)
    const design: Design = {
      claim: derivedClaim(claim, `${claim.id} varying ${stream}`, size),
      experiment,
      roles: pairRoles(study, seeds, settings)
    }
    return { stream, design }
  })
  return { square, streams }
}

/** Both arms at each place of a design; the place's number stands for the pair. */
function pairRoles({ hypothesis }: Study, places: readonly RunSeeds[], settings: ReadonlyMap<string, Setting>): Role[] {
  return places.flatMap((seeds, seed) =>
    [hypothesis.control, hypothesis.treatment].map(
      (arm): Role => ({ arm, purpose: 'judgement', setting: settings.get(arm) ?? {}, seed, seeds, initialPoint: null })
    )
  )
}

function mapDesigns(study: Study, firstSeed: number): { setting: Setting; design: Design }[] {
  const { claim, hypothesis, experiment, parts, settings, numPairsPerCell: count } = study
  if (parts.axes.length === 0) return []
  return settings.map((setting) => {
    const cell = derivedClaim(claim, `${claim.id} at ${settingWords(setting)}`, count)
    const both = new Map([hypothesis.control, hypothesis.treatment].map((arm) => [arm, setting]))
    const roles = judgementRoles(cell, experiment, both, { first: firstSeed, count })
    return { setting, design: { claim: cell, experiment, roles } }
  })
}

function fixedClaim({ claim, numPairs }: Study): PairedClaim {
  return { ...claim, decision: fixedDecision(claim, numPairs) }
}

function tunedClaim({ claim, hypothesis, tuning, numPairs }: Study): PairedClaim {
  const tuned = { ...hypothesis, tuning }
  return { ...claim, id: `${claim.id} tuned`, hypothesis: tuned, decision: fixedDecision(claim, numPairs) }
}
