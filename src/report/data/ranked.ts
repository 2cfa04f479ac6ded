import type { Rank } from '../../claims/types'
import { groupBy } from '../../json/groupBy'
import { rankOf } from '../../kinds'
import type { ReportClaim } from './types'

/** So many of a source's claims lead where it names no headlines. */
const FEW = 5

/** The claims of a source, as they are shown one after the other. */
export interface RankedSource {
  readonly key: string
  /** Its headlines; where it names none, the first few of its other claims. */
  readonly leading: readonly ReportClaim[]
  readonly supporting: readonly ReportClaim[]
  readonly checks: readonly ReportClaim[]
}

/** By source in the order of the claims; our own extensions come after what others said. */
export function rankedSources(claims: readonly ReportClaim[]): readonly RankedSource[] {
  const sources = [...groupBy(claims, ({ claim }) => claim.source.key)]
  const isOurs = (entries: readonly ReportClaim[]) => entries.every(({ claim }) => claim.source.extension)
  return [
    ...sources.filter(([, entries]) => !isOurs(entries)),
    ...sources.filter(([, entries]) => isOurs(entries))
  ].map(([key, entries]) => ranked(key, entries))
}

function ranked(key: string, entries: readonly ReportClaim[]): RankedSource {
  const of = (rank: Rank) => entries.filter(({ claim }) => rankOf(claim) === rank)
  const [headlines, supporting, checks] = [of('headline'), of('supporting'), of('check')]
  if (headlines.length > 0) return { key, leading: headlines, supporting, checks }
  return supporting.length > 0
    ? { key, leading: supporting.slice(0, FEW), supporting: supporting.slice(FEW), checks }
    : { key, leading: checks.slice(0, FEW), supporting, checks: checks.slice(FEW) }
}

/** Ids of the claims that a claim is said to bear out, by its id, each in the order of the report. */
export function supportedHeadlines(claims: readonly ReportClaim[]): ReadonlyMap<string, readonly string[]> {
  const pairs = claims.flatMap(({ claim }) => (claim.supportedBy ?? []).map((id) => ({ id, headline: claim.id })))
  const byId = groupBy(pairs, ({ id }) => id)
  return new Map([...byId].map(([id, found]) => [id, found.map(({ headline }) => headline)]))
}

/** The claims that sources say are headlines, in the order of the report; none where no source says so. */
export function headlineClaims(claims: readonly ReportClaim[]): readonly ReportClaim[] {
  return claims.filter(({ claim }) => rankOf(claim) === 'headline')
}
