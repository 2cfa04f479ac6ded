import { describeOutcome } from '../../claims/outcomes'
import type { SeedBudget } from '../../claims/types'
import { ClaimcheckError, InputError } from '../../errors'
import { groupBy } from '../../json/groupBy'
import { type FamilyMember, familyMember, judgeFamily } from '../../judge/judgeFamily'
import { type Judgement, type KindName, partsOf } from '../../kinds'
import { seedBudget } from '../../runs/profiles'
import { printable, shorten } from '../../text/escape'
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
    return memberOf(entry, statedSeeds(entry, report), parts.map(member))
  }
  const families = groupBy(report.claims, ({ claim }) => claim.family)
  const judgements = [...families].flatMap(([family, entries]) =>
    judgedFrom(family, () => judgeFamily(entries.map(member), context))
  )
  return new Map(judgements.map((judgement) => [judgement.claim.id, judgement]))
}

/** Evidence that follows the schema may still be none: seeds that no plan has, losses that no rule takes. */
function judgedFrom(family: string, judge: () => Judgement[]): Judgement[] {
  try {
    return judge()
  } catch (error) {
    if (error instanceof ClaimcheckError) throw error
    throw new InputError(`the claims of the family ${shorten(family, 80)} cannot be judged from the report`, {
      expected: 'evidence as a verification collects it',
      received: error instanceof Error ? error.message : String(error),
      remedy: 'repeat the verification that wrote the report'
    })
  }
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

/**
 * The claims that judging again made come out otherwise, each with what the report said: it is of a release with other
 * rules, or its verdicts are not those of its evidence.
 */
export function judgedOtherwise(report: Report, again: Report): string[] {
  const now = new Map(again.claims.map((entry) => [entry.claim.id, outcomeOf(entry)]))
  return report.claims.flatMap((entry) => {
    const [was, is] = [outcomeOf(entry), now.get(entry.claim.id)]
    return was === is ? [] : [`${printable(entry.claim.id)}: ${printable(`${was}, now ${is}`)}`]
  })
}

function outcomeOf(entry: ReportClaim): string {
  return entry.kind === 'judged' ? describeOutcome(entry.judgement.verdict) : entry.kind
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

/** The number of seeds that a claim of a report states at its profile. */
export function statedSeeds({ claim }: ReportClaim, { experiments, profile }: Report): SeedBudget {
  const experiment = claim.experiment === null ? undefined : experiments[claim.experiment]
  return experiment === undefined ? claim.decision.seeds : seedBudget(claim, experiment, profile)
}
