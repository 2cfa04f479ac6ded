import type { JudgedRun } from '../judge/collectEvidence'
import { type FamilyMember, familyMember, type JudgeContext, judgeFamily } from '../judge/judgeFamily'
import { plannedMember } from '../judge/plannedMember'
import { type Claim, isClaimOf, type Judgement, partsOf } from '../kinds'
import { COMPARISONS } from '../kinds/comparison/comparisons'
import type { LogsEvidence } from '../kinds/comparison/logs/types'
import type { ClaimPlan } from '../plan/types'
import type { Preparation } from './prepare'

/**
 * Judges every family of which a claim was planned, each as a whole: all its claims on disk count, run or not.
 *
 * @param plans claims whose runs have all finished
 * @param logs what claims are judged by that no runs judge, by claim id
 * @returns judgements by claim id
 */
export function judge(
  preparation: Preparation,
  choice: Pick<JudgeContext, 'profile' | 'firstSeed'>,
  plans: readonly ClaimPlan[],
  results: ReadonlyMap<string, JudgedRun>,
  logs: ReadonlyMap<string, LogsEvidence>
): Map<string, Judgement> {
  const planOf = new Map(plans.map((plan) => [plan.claim.id, plan]))
  const claimOf = new Map(preparation.allClaims.map((claim) => [claim.id, claim]))
  const member = (claim: Claim): FamilyMember => {
    const plan = planOf.get(claim.id)
    const seeds = preparation.budgets.get(claim.id)!
    const parts = partsOf(claim).map((id) => member(claimOf.get(id)!))
    const own = logs.get(claim.id)
    if (own !== undefined && isClaimOf(COMPARISONS, claim)) return familyMember(claim, own, seeds, parts)
    return plan === undefined ? familyMember(claim, null, seeds, parts) : plannedMember(plan, results, seeds, parts)
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
