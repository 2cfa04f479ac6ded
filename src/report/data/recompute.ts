import type { SeedBudget } from '../../claims/types'
import { groupBy } from '../../json/groupBy'
import { type FamilyMember, familyMember, judgeFamily } from '../../judge/judgeFamily'
import { type Judgement, type KindName, partsOf } from '../../kinds'
import { seedBudget } from '../../runs/profiles'
import { buildReport, reportInputOf } from './build'
import type { ClaimOutcome, JudgedClaim, Report, ReportClaim } from './types'

/**
 * Judges every claim of a report again, from the evidence in it: trains nothing and needs no store.
 *
 * @returns judgements by claim id; claims without evidence have none
 */
export function recomputeJudgements(report: Report): ReadonlyMap<string, Judgement> {
  const { profile, firstSeed } = report
  const context = { profile, firstSeed, experiments: new Map(Object.entries(report.experiments)) }
  const byId = new Map(report.claims.map((entry) => [entry.claim.id, entry]))
  const member = (entry: ReportClaim): FamilyMember => {
    const parts = partsOf(entry.claim).flatMap((id) => byId.get(id) ?? [])
    return memberOf(entry, seedsOf(entry, report), parts.map(member))
  }
  const families = groupBy(report.claims, ({ claim }) => claim.family)
  const judgements = [...families.values()].flatMap((entries) => judgeFamily(entries.map(member), context))
  return new Map(judgements.map((judgement) => [judgement.claim.id, judgement]))
}

/** The same report with every verdict computed again. */
export function recomputeReport(report: Report): Report {
  const judgements = recomputeJudgements(report)
  const input = reportInputOf(report)
  const claims = input.claims.map((outcome): ClaimOutcome => {
    if (outcome.kind !== 'judged') return outcome
    return { ...outcome, judgement: judgements.get(outcome.claim.id) ?? outcome.judgement }
  })
  return buildReport({ ...input, claims })
}

function memberOf(entry: ReportClaim, seeds: SeedBudget, parts: readonly FamilyMember[]): FamilyMember {
  return entry.kind === 'judged' ? judgedMember(entry, seeds, parts) : familyMember(entry.claim, null, seeds, parts)
}

function judgedMember<K extends KindName>(
  { claim, judgement }: JudgedClaim<K>,
  seeds: SeedBudget,
  parts: readonly FamilyMember[]
): FamilyMember<K> {
  return familyMember<K>(claim, judgement.evidence, seeds, parts, judgement.contenders)
}

function seedsOf({ claim }: ReportClaim, { experiments, profile }: Report): SeedBudget {
  const experiment = claim.experiment === null ? undefined : experiments[claim.experiment]
  return experiment === undefined ? claim.decision.seeds : seedBudget(claim, experiment, profile)
}
