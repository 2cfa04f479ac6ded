import type { AnyClaim } from '../../src/claims/types'
import type { JudgementOf, KindName } from '../../src/kinds'
import type { ClaimOutcome, JudgedClaim, ReportClaim } from '../../src/report/data/types'

/** What a test changes of a claim; its hypothesis stays, so that it is judged by what it is about. */
type Change = Partial<Omit<AnyClaim, 'hypothesis'>>

function judgementWith<K extends KindName>(judgement: JudgementOf<K>, change: Change): JudgementOf<K> {
  return { ...judgement, claim: { ...judgement.claim, ...change } }
}

export function outcomeWith(outcome: ClaimOutcome, change: Change): ClaimOutcome {
  if (outcome.kind !== 'judged') return { ...outcome, claim: { ...outcome.claim, ...change } }
  const judgement = judgementWith(outcome.judgement, change)
  return { ...outcome, claim: judgement.claim, judgement }
}

export function entryWith(entry: ReportClaim, change: Change): ReportClaim {
  return entry.kind === 'judged' ? judgedWith(entry, change) : { ...entry, claim: { ...entry.claim, ...change } }
}

function judgedWith<K extends KindName>(entry: JudgedClaim<K>, change: Change): JudgedClaim<K> {
  return { ...entry, claim: { ...entry.claim, ...change } }
}
