import { PROFILE_NAMES } from '../claims/types'
import { InputError } from '../errors'
import { describeOutcome } from '../judge/registered'
import type { Claim } from '../kinds'
import type { OutsideResult } from '../outside/types'
import { escapeMarkdown, shorten } from '../text/escape'
import { markdownTable } from '../text/table'
import type { Report, ReportClaim } from './data/types'
import { changeWords, intervalWords } from './elsewhere/words'
import { effectWords, statusWords } from './words'

export const TABLE_START = '<!-- claims-table:start: written by scripts/claims-table.mjs -->'
export const TABLE_END = '<!-- claims-table:end -->'

const HEADERS = ['claim', 'source', 'profile', 'verdict', 'effect', 'interval']
const LOCATOR_LIMIT = 60
const NOTHING = ['–', 'not measured', '–', '–']

/**
 * Every claim with what reports say of it, as a Markdown table sorted by source: a row for each profile at which it was
 * measured, or one that says that it was not. What run logs of others decide has the profile "logs".
 *
 * @param claims that the table is of; what else the reports hold is left out
 */
export function claimsTable(
  claims: readonly Claim[],
  reports: readonly Report[],
  outside: readonly OutsideResult[]
): string {
  const rows = [...claims].sort(bySource).flatMap((claim) => {
    const measured = [...reports].sort(byProfile).flatMap((report) => measuredCells(claim, report))
    const logs = outside.filter((result) => result.claim === claim.id).map(logsCells)
    const unique = [...new Map([...measured, ...logs].map((cells) => [cells.join('|'), cells])).values()]
    return (unique.length === 0 ? [NOTHING] : unique).map((cells, index) => [
      ...(index === 0 ? [`\`${claim.id}\``, sourceCell(claim)] : ['', '']),
      ...cells
    ])
  })
  return markdownTable(HEADERS, rows, [4])
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

/** The id begins with the source's key. */
function sourceCell({ source: { locator, extension } }: Claim): string {
  const place = escapeMarkdown(shorten(locator, LOCATOR_LIMIT))
  return extension ? `${place} (our extension)` : place
}

/** A claim counts as measured where it was judged with enough seeds. */
function measuredCells(claim: Claim, report: Report): string[][] {
  const entry = report.claims.find((candidate) => candidate.claim.id === claim.id)
  if (entry?.kind !== 'judged') return []
  const profile = profileCell(entry, report)
  if (entry.judgement.provisional) return [[profile, 'not measured', '–', '–']]
  const { effect, interval } = effectWords(entry.claim, entry.judgement)
  return [[profile, statusWords(entry), effect, interval]]
}

function profileCell(entry: ReportClaim, { profile }: Report): string {
  const substitute = entry.kind === 'judged' ? entry.substitute : undefined
  return substitute === undefined ? profile : escapeMarkdown(`${profile}@${substitute}`)
}

function logsCells({ hypothesis: { margin }, outcome, subtype, effect }: OutsideResult): string[] {
  const verdict = describeOutcome({ outcome, subtype })
  // A difference has no percentage; adjudication.md tells it.
  if (effect === null || 'absolute' in margin) return ['logs', verdict, '–', '–']
  return ['logs', verdict, changeWords(effect.theta), intervalWords(effect)]
}
