import type { SeedBudget } from '../../claims/types'
import type { Evidence } from '../../evidence/types'
import { seedBudget } from '../../runs/profiles'
import { type FamilyMember, judgeFamily } from '../../verdict/judgeFamily'
import type { Judgement } from '../../verdict/types'
import { buildReport, reportInputOf } from './build'
import type { ClaimOutcome, Report, ReportClaim } from './types'

/**
 * Judges every claim of a report again, from the evidence in it: trains nothing and needs no store.
 *
 * @returns judgements by claim id; claims without evidence have none
 */
export function recomputeJudgements(report: Report): ReadonlyMap<string, Judgement> {
  const families = new Set(report.claims.map(({ claim }) => claim.family))
  const { profile, firstSeed } = report
  const context = { profile, firstSeed, experiments: new Map(Object.entries(report.experiments)) }
  const byId = new Map(report.claims.map((entry) => [entry.claim.id, entry]))
  const member = (entry: ReportClaim): FamilyMember => {
    const { claim } = entry
    const { hypothesis } = claim
    const own = { claim, evidence: evidenceOf(entry), seeds: seedsOf(entry, report) }
    if (hypothesis.kind !== 'all-of') return own
    const parts = hypothesis.claims.flatMap((id) => byId.get(id) ?? [])
    return { ...own, parts: parts.map(member) }
  }
  const judgements = [...families].flatMap((family) => {
    const members = report.claims.filter(({ claim }) => claim.family === family).map(member)
    return judgeFamily(members, context)
  })
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

function evidenceOf(entry: ReportClaim): Evidence | null {
  if (entry.kind !== 'judged' || entry.judgement.evidence.kind === 'all-of') return null
  return entry.judgement.evidence
}

function seedsOf({ claim }: ReportClaim, { experiments, profile }: Report): SeedBudget {
  const experiment = claim.experiment === null ? undefined : experiments[claim.experiment]
  return experiment === undefined ? claim.decision.seeds : seedBudget(claim, experiment, profile)
}
