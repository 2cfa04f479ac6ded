import type { Claim } from '../claims/types'
import { collectEvidence } from '../evidence/evidence'
import type { ClaimPlan } from '../plan/types'
import type { RunResult } from '../store/types'
import { type FamilyMember, type JudgeContext, judgeFamily } from '../verdict/judgeFamily'
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
  choice: Pick<JudgeContext, 'profile' | 'firstSeed'>,
  plans: readonly ClaimPlan[],
  results: ReadonlyMap<string, RunResult>
): Map<string, Judgement> {
  const planOf = new Map(plans.map((plan) => [plan.claim.id, plan]))
  const claimOf = new Map(preparation.allClaims.map((claim) => [claim.id, claim]))
  const member = (claim: Claim): FamilyMember => {
    const plan = planOf.get(claim.id)
    const evidence = plan === undefined ? null : collectEvidence(plan, results)
    const own = { claim, evidence, seeds: preparation.budgets.get(claim.id)! }
    if (claim.hypothesis.kind !== 'all-of') return own
    return { ...own, parts: claim.hypothesis.claims.map((id) => member(claimOf.get(id)!)) }
  }

  const judgements = new Map<string, Judgement>()
  for (const family of new Set(plans.map((plan) => plan.claim.family))) {
    const members = preparation.allClaims.filter((claim) => claim.family === family).map(member)
    for (const judgement of judgeFamily(members, { ...choice, experiments: preparation.experiments })) {
      judgements.set(judgement.claim.id, judgement)
    }
  }
  return judgements
}
