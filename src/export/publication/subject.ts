import { InputError } from '../../errors'
import type { Count } from '../../json/scalars'
import { rankOf } from '../../kinds'
import type { JudgedClaim, Report, ReportClaim } from '../../report/data/types'
import { didYouMean, listOf } from '../../text/wordLists'

/** What a publication is about: the claims of one source. */
export interface Subject {
  readonly report: Report
  readonly source: ReportClaim['claim']['source']
  /** Of the source, in the report's order: those that have a verdict. */
  readonly claims: readonly JudgedClaim[]
  /** Those among them that a summary names: the headlines, or all where none is one. */
  readonly main: readonly JudgedClaim[]
  /** How many more there are, without one at this budget. */
  readonly numOthers: Count
}

/**
 * The claims of a report that a publication speaks of.
 *
 * @param key of the source; null for the only one
 * @throws InputError where there are several and none is named, or none of that name
 */
export function subjectOf(report: Report, key: string | null): Subject {
  const keys = [...new Set(report.claims.map(({ claim }) => claim.source.key))]
  const chosen = key ?? (keys.length === 1 ? keys[0]! : null)
  const all = report.claims.filter(({ claim }) => claim.source.key === chosen)
  const claims = all.filter((entry) => entry.kind === 'judged')
  if (all.length > 0) {
    const headlines = claims.filter(({ claim }) => rankOf(claim) === 'headline')
    const main = headlines.length > 0 ? headlines : claims
    return { report, source: all[0]!.claim.source, claims, main, numOthers: all.length - claims.length }
  }
  throw new InputError(
    chosen === null ? 'the report speaks of several sources' : 'the report has no claim of this source',
    {
      expected: `one of ${listOf(keys)} with --source`,
      received: chosen ?? 'none',
      remedy: chosen === null ? 'name the paper that you publish about' : didYouMean(chosen, keys, 'name one of them')
    }
  )
}
