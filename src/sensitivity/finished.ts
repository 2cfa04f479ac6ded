import type { ProfileName } from '../claims/types'
import { collectEvidence } from '../judge/collectEvidence'
import { judgeFamily } from '../judge/judgeFamily'
import { plannedMember } from '../judge/plannedMember'
import { bothTrained } from '../kinds/comparison/failures'
import { asPaired } from '../kinds/comparison/isPaired'
import { NoLogarithmError, pairEffect } from '../kinds/comparison/pairEffect'
import type { ReportedJudgement } from '../report/sensitivity/types'
import type { EngineIdentity } from '../runs/types'
import type { RunRecord, RunResult } from '../store/types'
import type { ComparisonPlan } from './derivedClaim'
import type { StudyPlan } from './planStudy'
import type { Study } from './prepareStudy'

/** A study whose runs have all finished. */
export interface Finished {
  readonly study: Study
  readonly plan: StudyPlan
  readonly profile: ProfileName
  readonly firstSeed: number
  readonly engine: EngineIdentity
  readonly results: ReadonlyMap<string, RunResult>
  readonly records: ReadonlyMap<string, RunRecord>
}

/** Judges some designs as a family of their own: Holm among them, and nothing of it is registered. */
export function judgeTogether(
  plans: readonly ComparisonPlan[],
  numPairs: number,
  finished: Finished
): ReportedJudgement[] {
  const { study, profile, firstSeed } = finished
  const members = plans.map((plan) => plannedMember(plan, finished.results, { min: numPairs, max: numPairs }))
  const experiments = new Map([[study.experiment.id, study.experiment]])
  return judgeFamily(members, { profile, experiments, firstSeed }).map(
    ({ claim: _claim, profile: _profile, ...rest }) => rest
  )
}

/** The pairs' effects on the claim's scale, by seed; without those of which an arm failed or a loss has no logarithm. */
export function effectsBySeed(plan: ComparisonPlan, finished: Finished): ReadonlyMap<number, number> {
  const effectOf = pairEffect(plan.claim, finished.study.hypothesis)
  const effects = new Map<number, number>()
  for (const pair of asPaired(collectEvidence(plan, finished.results)).pairs.filter(bothTrained)) {
    try {
      effects.set(pair.seed, effectOf(pair.control.value, pair.treatment.value))
    } catch (error) {
      if (!(error instanceof NoLogarithmError)) throw error
    }
  }
  return effects
}

/** Seed by seed, the first less the second, where both have one. */
export function differences(effects: ReadonlyMap<number, number>, less: ReadonlyMap<number, number>): number[] {
  return [...effects].flatMap(([seed, effect]) => (less.has(seed) ? [effect - less.get(seed)!] : []))
}
