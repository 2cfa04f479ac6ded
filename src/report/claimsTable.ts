import { outcomeInWords } from '../claims/outcomes'
import { PROFILE_NAMES } from '../claims/types'
import { codeText, words } from '../document/document'
import { toMarkdown } from '../document/toMarkdown'
import { InputError } from '../errors'
import type { ExternalResult } from '../external/types'
import type { Claim } from '../kinds'
import { shorten } from '../text/escape'
import type { Report } from './data/types'
import { changeWords, intervalWords } from './questions/words'
import { type ClaimColumn, claimTable, resultOf } from './sections/claimTable'
import { statusWords } from './words'

export const TABLE_START = '<!-- claims-table:start: written by scripts/claims-table.mjs -->'
export const TABLE_END = '<!-- claims-table:end -->'

/** What one report, or the logs of others, say of a claim. */
interface Measured {
  readonly profile: string
  readonly verdict: string
  readonly effect: string
  readonly interval: string
}

interface Row extends Measured {
  readonly claim: Claim
  /** Of the rows of its claim. */
  readonly isFirst: boolean
}

const LOCATOR_LIMIT = 60
const NOTHING: Measured = { profile: '–', verdict: 'not measured', effect: '–', interval: '–' }

const COLUMNS: readonly ClaimColumn<Row>[] = [
  { header: 'claim', cell: ({ claim, isFirst }) => isFirst && codeText(claim.id) },
  {
    header: 'source',
    // The id begins with the source's key.
    cell: ({ claim: { source }, isFirst }) =>
      isFirst && words`${shorten(source.locator, LOCATOR_LIMIT)}${source.extension && ' (our extension)'}`
  },
  { header: 'profile', cell: ({ profile }) => profile },
  { header: 'verdict', cell: ({ verdict }) => verdict },
  { header: 'effect', isNumeric: true, cell: ({ effect }) => effect },
  { header: 'interval', cell: ({ interval }) => interval }
]

/**
 * Every claim with what reports say of it, as a Markdown table sorted by source: a row for each profile at which it was
 * measured, or one that says that it was not. What run logs of others decide has the profile "logs".
 *
 * @param claims that the table is of; what else the reports hold is left out
 */
export function claimsTable(
  claims: readonly Claim[],
  reports: readonly Report[],
  external: readonly ExternalResult[]
): string {
  const rows = [...claims].sort(bySource).flatMap((claim) => {
    const measured = [...reports].sort(byProfile).flatMap((report) => measuredIn(report, claim))
    const logs = external.filter((result) => result.claim === claim.id).map(measuredByOthers)
    const unique = [...new Map([...measured, ...logs].map((row) => [JSON.stringify(row), row])).values()]
    return (unique.length === 0 ? [NOTHING] : unique).map(
      (row, index): Row => ({ ...row, claim, isFirst: index === 0 })
    )
  })
  return toMarkdown([claimTable(rows, COLUMNS)])
}

/**
 * Puts a table in the place of the one between the two markers.
 *
 * @throws InputError where the text has not both markers, in their order
 */
export function replaceClaimsTable(text: string, table: string): string {
  const start = text.indexOf(TABLE_START)
  const end = text.indexOf(TABLE_END)
  if (start < 0 || end < start) {
    throw new InputError('there is no place for the table of claims', {
      expected: `the lines ${TABLE_START} and ${TABLE_END}, in this order`,
      remedy: 'write both where the table belongs'
    })
  }
  return `${text.slice(0, start + TABLE_START.length)}\n\n${table}\n\n${text.slice(end)}`
}

function bySource(a: Claim, b: Claim): number {
  return compare(a.source.key, b.source.key) || compare(a.id, b.id)
}

function byProfile(a: Report, b: Report): number {
  return PROFILE_NAMES.indexOf(a.profile) - PROFILE_NAMES.indexOf(b.profile)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** A claim counts as measured where it was judged with enough seeds. */
function measuredIn(report: Report, { id }: Claim): Measured[] {
  const entry = report.claims.find(({ claim }) => claim.id === id)
  if (entry?.kind !== 'judged') return []
  const profile = entry.substitute === undefined ? report.profile : `${report.profile}@${entry.substitute}`
  if (entry.judgement.provisional) return [{ ...NOTHING, profile }]
  const { effect, interval } = resultOf(entry)
  return [{ profile, verdict: statusWords(entry), effect, interval }]
}

function measuredByOthers({ hypothesis: { margin }, outcome, subtype, effect }: ExternalResult): Measured {
  const row = { ...NOTHING, profile: 'logs', verdict: outcomeInWords({ outcome, subtype }) }
  // A difference has no percentage; adjudication.md tells it.
  if (effect === null || 'absolute' in margin) return row
  return { ...row, effect: changeWords(effect.theta), interval: intervalWords(effect) }
}
