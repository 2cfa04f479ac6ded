import { estimateWorkMs } from '../plan/cohorts'
import { buildPlan, type PlanContext, planRun } from '../plan/plan'
import { judgementRoles, type Role } from '../plan/roles'
import type { ClaimPlan, Plan, PlannedRun, RunSeeds } from '../plan/types'
import { settingWords } from '../report/sensitivity/sections'
import type { Claim, Setting } from '../spec/types'
import type { Study } from './prepareStudy'
import { latinSquareSeeds, oneStreamSeeds, type Stream, streamsOf } from './seedDesigns'

/** The designs of a study as plans; a design is null where nobody asked for it, or its settings are not chosen yet. */
export interface StudyPlan {
  /** The claim itself with a fixed number of pairs, for its settings and its pairs; no judgement runs where only the settings are needed. */
  readonly own: ClaimPlan | null
  /** Tuned against tuned: `own` where the claim tunes its arms itself. */
  readonly tuned: ClaimPlan | null
  readonly square: ClaimPlan | null
  readonly streams: readonly { readonly stream: Stream; readonly plan: ClaimPlan }[]
  readonly map: readonly { readonly setting: Setting; readonly plan: ClaimPlan }[]
  /** All of them. */
  readonly plan: Plan
  readonly later: { readonly numRuns: number; readonly estimateMs: number }
}

/** Pairs at given seeds and settings. */
interface Design {
  readonly claim: Claim
  readonly roles: readonly Role[]
}

/**
 * Plans what is known of a study: everything, or, for seed designs of a claim that tunes its arms, first the runs that
 * choose the settings.
 */
export function planStudy(study: Study, context: PlanContext): StudyPlan {
  const { hypothesis, experiment, parts } = study
  const ownTuning = hypothesis.tuning !== null
  const needsPairs = parts.seeds || (parts.tuning && ownTuning)
  const needsOwn = needsPairs || parts.streams.length > 0
  const own = needsOwn ? { claim: fixedClaim(study), experiment, seeds: needsPairs ? study.numPairs : 0 } : null
  const tuned = parts.tuning && !ownTuning ? { claim: tunedClaim(study), experiment, seeds: study.numPairs } : null
  const first = buildPlan(
    [own, tuned].filter((member) => member !== null),
    context
  )
  const [ownPlan = null] = first.claims.filter((plan) => plan.claim === own?.claim)
  const [tunedPlan = null] = first.claims.filter((plan) => plan.claim === tuned?.claim)

  const runs = new Map(first.runs.map((run) => [run.key, run]))
  const add = (design: Design): ClaimPlan => {
    const roles = design.roles.map((role) => {
      const run = planRun(role, experiment, context)
      if (!runs.has(run.key)) runs.set(run.key, run)
      return { ...role, claim: design.claim.id, key: run.key }
    })
    return { claim: design.claim, experiment, roles, awaitingSelection: null }
  }
  const map = mapDesigns(study, context.firstSeed).map(({ setting, design }) => ({ setting, plan: add(design) }))
  const settings = ownPlan === null || ownPlan.awaitingSelection !== null ? null : context.chosenSettings(ownPlan)
  const designs = seedDesigns(study, context.firstSeed, settings ?? new Map())
  const known = settings !== null
  const square = known && designs.square !== null ? add(designs.square) : null
  const streams = known ? designs.streams.map(({ stream, design }) => ({ stream, plan: add(design) })) : []

  const claims = [
    ...first.claims,
    ...(square === null ? [] : [square]),
    ...[...streams, ...map].map(({ plan }) => plan)
  ]
  return {
    own: ownPlan,
    tuned: parts.tuning ? (tunedPlan ?? ownPlan) : null,
    square,
    streams,
    map,
    plan: { profile: context.profile, claims, later: first.later, runs: [...runs.values()] },
    later: laterRuns(first, known ? [] : designsOf(designs), (role) => planRun(role, experiment, context))
  }
}

/** Judgement runs that wait for a setting, and the seed designs that wait with them. */
function laterRuns(first: Plan, designs: readonly Design[], plan: (role: Role) => PlannedRun): StudyPlan['later'] {
  // The chosen setting changes a run's numbers, not its cost.
  const waiting = new Map(designs.flatMap(({ roles }) => roles.map(plan)).map((run) => [run.key, run]))
  const parts = [
    ...first.claims.flatMap(({ awaitingSelection }) => awaitingSelection ?? []),
    { numRuns: waiting.size, estimateMs: estimateWorkMs([...waiting.values()]) }
  ]
  return {
    numRuns: parts.reduce((sum, { numRuns }) => sum + numRuns, 0),
    estimateMs: parts.reduce((sum, { estimateMs }) => sum + estimateMs, 0)
  }
}

interface SeedDesigns {
  readonly square: Design | null
  readonly streams: readonly { readonly stream: Stream; readonly design: Design }[]
}

function designsOf({ square, streams }: SeedDesigns): Design[] {
  return [...(square === null ? [] : [square]), ...streams.map(({ design }) => design)]
}

function seedDesigns(study: Study, firstSeed: number, settings: ReadonlyMap<string, Setting>): SeedDesigns {
  const { claim, experiment, parts, size } = study
  const drawn = streamsOf(experiment)
  const square: Design | null = parts.seeds
    ? {
        claim: derivedClaim(claim, `${claim.id} over a Latin square`, size * size),
        roles: pairRoles(study, latinSquareSeeds(size, firstSeed, drawn.includes('dropout')).flat(), settings)
      }
    : null
  const streams = parts.streams.map((stream) => {
    const seeds = oneStreamSeeds(stream, size, firstSeed, drawn)
    const design: Design = {
      claim: derivedClaim(claim, `${claim.id} varying ${stream}`, size),
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
    return {
      setting,
      design: { claim: cell, roles: judgementRoles(cell, experiment, both, { first: firstSeed, count }) }
    }
  })
}

function fixedClaim({ claim, numPairs }: Study): Claim {
  return { ...claim, decision: fixed(claim, numPairs) }
}

function tunedClaim({ claim, hypothesis, tuning, numPairs }: Study): Claim {
  return { ...claim, id: `${claim.id} tuned`, hypothesis: { ...hypothesis, tuning }, decision: fixed(claim, numPairs) }
}

/** The claim on other runs: arms as they are given, a fixed number of pairs, nothing registered. */
function derivedClaim(claim: Claim, id: string, numPairs: number): Claim {
  const hypothesis = 'tuning' in claim.hypothesis ? { ...claim.hypothesis, tuning: null } : claim.hypothesis
  return { ...claim, id, hypothesis, decision: fixed(claim, numPairs), expected: {} }
}

function fixed({ decision }: Claim, numPairs: number): Claim['decision'] {
  return { alpha: decision.alpha, mode: 'fixed', method: null, seeds: { min: numPairs, max: numPairs } }
}
