import type { ListedOutcome } from '../../claims/outcomes'
import { type Decided, notMeasured } from './notMeasured'
import type { ReportClaim } from './types'

/** Under which outcome a claim is listed: a judged one that does not count as measured has none of its own. */
export function listedOutcome(entry: ReportClaim): ListedOutcome {
  return entry.kind === 'judged' ? judgedOutcome(entry) : entry.kind
}

/** The same of a judgement alone, as in a cell of a map. */
export function judgedOutcome(decided: Decided): ListedOutcome {
  return notMeasured(decided) === null ? decided.judgement.verdict.outcome : 'not-measured'
}
