import { collectEvidence } from '../evidence/evidence'
import type { ClaimPlan } from '../plan/types'
import type { ProfileName } from '../spec/types'
import type { RunResult } from '../store/types'
import { judgeFamily } from '../verdict/judgeFamily'
import type { Judgement } from '../verdict/types'
import type { Preparation } from './prepare'

/**
 * Judges every family of which a claim was planned, each as a whole: all its claims on disk count, run or not.
 *
 * @param plans claims whose runs have all finished
 * @returns judgements by claim id
 */
export function judge(
  preparation: Preparation,
  profile: ProfileName,
  plans: readonly ClaimPlan[],
  results: ReadonlyMap<string, RunResult>
): Map<string, Judgement> {
  const planOf = new Map(plans.map((plan) => [plan.claim.id, plan]))
  const judgements = new Map<string, Judgement>()
  for (const family of new Set(plans.map((plan) => plan.claim.family))) {
    const members = preparation.allClaims
      .filter((claim) => claim.family === family)
      .map((claim) => {
        const plan = planOf.get(claim.id)
        const evidence = plan === undefined ? null : collectEvidence(plan, results)
        return { claim, evidence, seeds: preparation.budgets.get(claim.id)!.max }
      })
    for (const judgement of judgeFamily(members, { profile, experiments: preparation.experiments })) {
      judgements.set(judgement.claim.id, judgement)
    }
  }
  return judgements
}
