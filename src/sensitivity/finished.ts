import type { ProfileName } from '../claims/types'
import { collectEvidence } from '../evidence/evidence'
import type { PairedEvidence } from '../evidence/types'
import type { ClaimPlan } from '../plan/types'
import type { ReportedJudgement } from '../report/sensitivity/types'
import type { EngineIdentity } from '../runs/types'
import type { RunRecord, RunResult } from '../store/types'
import { bothTrained } from '../verdict/failures'
import { judgeFamily } from '../verdict/judgeFamily'
import { NoLogarithmError, pairEffect } from '../verdict/pairEffect'
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

export function pairedEvidence(plan: ClaimPlan, { results }: Finished): PairedEvidence {
  const evidence = collectEvidence(plan, results)
  if (evidence?.kind !== 'paired') throw new TypeError(`${plan.claim.id} has no paired evidence`)
  return evidence
}

/** Judges some designs as a family of their own: Holm among them, and nothing of it is registered. */
export function judgeTogether(plans: readonly ClaimPlan[], numPairs: number, finished: Finished): ReportedJudgement[] {
  const { study, profile, firstSeed } = finished
  const members = plans.map((plan) => ({
    claim: plan.claim,
    evidence: pairedEvidence(plan, finished),
    seeds: { min: numPairs, max: numPairs }
  }))
  const experiments = new Map([[study.experiment.id, study.experiment]])
  return judgeFamily(members, { profile, experiments, firstSeed }).map(
    ({ claim: _claim, profile: _profile, ...rest }) => rest
  )
}

/** The pairs' effects on the claim's scale, by seed; without those of which an arm failed or a loss has no logarithm. */
export function effectsBySeed(plan: ClaimPlan, finished: Finished): ReadonlyMap<number, number> {
  const effectOf = pairEffect(plan.claim, finished.study.hypothesis)
  const effects = new Map<number, number>()
  for (const pair of pairedEvidence(plan, finished).pairs.filter(bothTrained)) {
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
