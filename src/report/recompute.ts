import { seedBudget } from '../spec/profiles'
import { judgeFamily } from '../verdict/judgeFamily'
import type { Judgement } from '../verdict/types'
import { buildReport, reportInputOf } from './build'
import type { ClaimOutcome, Report, ReportClaim } from './types'

/**
 * Judges every claim of a report again, from the evidence in it: trains nothing and needs no store.
 *
 * @returns judgements by claim id; claims without evidence have none
 */
export function recomputeJudgements(report: Report): ReadonlyMap<string, Judgement> {
  const families = new Set(report.claims.map(({ claim }) => claim.family))
  const context = { profile: report.profile, experiments: new Map(Object.entries(report.experiments)) }
  const judgements = [...families].flatMap((family) => {
    const members = report.claims
      .filter(({ claim }) => claim.family === family)
      .map((entry) => ({ claim: entry.claim, evidence: evidenceOf(entry), seeds: seedsOf(entry, report) }))
    return judgeFamily(members, context)
  })
  return new Map(judgements.map((judgement) => [judgement.claim.id, judgement]))
}

/** The same report with every verdict computed again. */
export function recomputeReport(report: Report): Report {
  const judgements = recomputeJudgements(report)
  const input = reportInputOf(report)
  const claims = input.claims.map((outcome): ClaimOutcome => {
    const judgement = outcome.kind === 'judged' ? judgements.get(outcome.claim.id) : undefined
    return judgement === undefined ? outcome : { kind: 'judged', claim: outcome.claim, judgement }
  })
  return buildReport({ ...input, claims })
}

function evidenceOf(entry: ReportClaim) {
  return entry.kind === 'judged' ? entry.judgement.evidence : null
}

function seedsOf({ claim }: ReportClaim, { experiments, profile }: Report): number {
  const experiment = experiments[claim.experiment]
  return experiment === undefined ? claim.decision.seeds.max : seedBudget(claim, experiment, profile).max
}
