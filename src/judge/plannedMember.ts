import type { SeedBudget } from '../claims/types'
import type { ClaimOf, KindName } from '../kinds'
import type { ClaimPlan } from '../plan/types'
import { collectContenders, collectEvidence, type JudgedRun } from './collectEvidence'
import { type FamilyMember, familyMember } from './judgeFamily'

/** A claim whose runs have all finished, as a member of its family. */
export function plannedMember<K extends KindName>(
  plan: ClaimPlan<ClaimOf<K>>,
  results: ReadonlyMap<string, JudgedRun>,
  seeds: SeedBudget,
  parts?: readonly FamilyMember[]
): FamilyMember<K> {
  const evidence = collectEvidence<K>(plan, results)
  return familyMember<K>(plan.claim, evidence, seeds, parts, collectContenders<K>(plan, results))
}
