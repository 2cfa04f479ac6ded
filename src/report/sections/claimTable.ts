import { type Line, lineBreak, link, mark, small, type Table, table, target, words } from '../../document/document'
import { type EffectWords, effectText } from '../../kinds/shared/effect'
import { printable, shorten, shortenMiddle } from '../../text/escape'
import { listedOutcome } from '../data/listedOutcome'
import type { JudgedClaim, ReportClaim } from '../data/types'
import { effectOf, effectWordsOf, expectedWords, OUTCOME_VERBS, statusWords } from '../words'
import { claimName, type Links, nameOf } from './context'

/** A column of a table of claims. */
export interface ClaimColumn<Entry = ReportClaim> {
  readonly header: string
  readonly isNumeric?: boolean
  readonly cell: (entry: Entry, number: number) => Line
}

/** The table of claims, wherever one stands: its columns are what differs. */
export function claimTable<Entry = ReportClaim>(
  entries: readonly Entry[],
  columns: readonly ClaimColumn<Entry>[],
  role: string | null = null
): Table {
  return table(
    columns.map(({ header }) => header),
    entries.map((entry, index) => columns.map(({ cell }) => cell(entry, index + 1))),
    columns.flatMap(({ isNumeric }, index) => (isNumeric === true ? [index] : [])),
    role
  )
}

const NUMBER: ClaimColumn = { header: 'no.', isNumeric: true, cell: (_, number) => number }
const EXPECTED: ClaimColumn = { header: 'as expected?', cell: expectedWords }
const RESULT: readonly ClaimColumn[] = [
  { header: 'effect', cell: (entry) => resultOf(entry).effect },
  { header: 'interval', cell: (entry) => resultOf(entry).interval },
  { header: 'n', isNumeric: true, cell: (entry) => resultOf(entry).n ?? '–' }
]

/** The effect in words. */
export function resultOf(entry: ReportClaim): EffectWords {
  return entry.kind === 'judged' ? effectWordsOf(entry.claim, entry.judgement) : { effect: '–', interval: '–', n: null }
}

function isExploratory(entry: ReportClaim): boolean {
  return entry.kind === 'judged' && entry.registration.state !== 'registered'
}

/** For a text: every claim in a row that says all of it. */
export const TEXT_COLUMNS: readonly ClaimColumn[] = [
  NUMBER,
  { header: 'claim', cell: ({ claim }) => words`${nameOf(claim.id, 160)}: ${shorten(claim.statement, 160)}` },
  {
    header: 'source',
    cell: ({ claim: { source } }) =>
      words`${shorten(source.key, 40)}, ${shorten(source.locator, 60)}${source.extension && ' (our extension)'}`
  },
  { header: 'verdict', cell: (entry) => [statusWords(entry), isExploratory(entry) && ' (exploratory)'] },
  ...RESULT,
  EXPECTED
]

/** For a page, where a row leads to its claim. */
export function pageColumns({ claims }: Links): ClaimColumn[] {
  return [
    NUMBER,
    {
      header: 'claim',
      cell: ({ claim }) => [
        link(claims.get(claim.id)!, nameOf(claim.statement, 200)),
        lineBreak,
        small(claimName(claim), claim.source.extension && ' (our extension)')
      ]
    },
    {
      header: 'verdict',
      cell: (entry) => [
        mark(listedOutcome(entry), statusWords(entry)),
        isExploratory(entry) && [' ', small('exploratory')]
      ]
    },
    ...RESULT,
    { ...EXPECTED, header: 'as expected?' }
  ]
}

/** For a page that has the rows alone: there a row is what has the claim's address. */
export function indexColumns(links: Links): ClaimColumn[] {
  const number: ClaimColumn = { ...NUMBER, cell: ({ claim }, index) => target(links.claims.get(claim.id)!, index) }
  return [number, ...pageColumns(links).slice(1)]
}

/** For what leads, at a glance: what became of it, the sentence and whose it is, by how much. */
export function leadingColumns({ claims }: Links): ClaimColumn[] {
  return [
    { header: 'verdict', cell: (entry) => mark(listedOutcome(entry), OUTCOME_VERBS[listedOutcome(entry)]) },
    {
      header: 'headline',
      cell: ({ claim }) => [
        link(claims.get(claim.id)!, nameOf(claim.statement, 130)),
        ' ',
        small(nameOf(claim.source.key, 40))
      ]
    },
    {
      header: 'effect and interval',
      cell: (entry) => entry.kind === 'judged' && effectText(effectOf(entry.claim, entry.judgement))
    }
  ]
}

/** For checks, which have no interval and count nothing. @param numbers by claim id */
export function checkColumns({ claims }: Links, numbers: ReadonlyMap<string, number>): ClaimColumn[] {
  return [
    { ...NUMBER, cell: ({ claim }) => numbers.get(claim.id) ?? null },
    {
      header: 'check',
      cell: ({ claim }) => link(claims.get(claim.id)!, nameOf(claim.statement, 200))
    },
    { header: 'verdict', cell: (entry) => mark(listedOutcome(entry), statusWords(entry)) },
    { header: 'value', isNumeric: true, cell: (entry) => resultOf(entry).effect },
    EXPECTED
  ]
}

/** For a few lines: what stands first in the others. */
export const SHORT_COLUMNS: readonly ClaimColumn[] = [
  { header: 'claim', cell: ({ claim }) => claimName(claim) },
  { header: 'verdict', cell: statusWords },
  ...RESULT,
  EXPECTED
]

/** Of a claim that was not registered as it was judged, where there is little room. */
export const EXPLORATORY_SIGN = '(e)'

/**
 * For a line on a terminal, in characters of which every one knows the width.
 *
 * @param idLimit where an id is longer its middle is left out; null for never
 */
export function lineColumns(idLimit: number | null): ClaimColumn[] {
  return [
    {
      header: 'claim',
      cell: ({ claim }) => {
        const id = printable(claim.id)
        return idLimit === null ? id : shortenMiddle(id, idLimit)
      }
    },
    { header: 'verdict', cell: (entry) => printable(statusWords(entry)) },
    { header: 'effect and interval', cell: (entry) => entry.kind === 'judged' && printable(shortResult(entry)) },
    { header: 'n', cell: (entry) => sizeWords(resultOf(entry).n) },
    {
      header: 'as expected?',
      cell: (entry) => entry.kind === 'judged' && [expectedWords(entry), isExploratory(entry) && ` ${EXPLORATORY_SIGN}`]
    }
  ]
}

function sizeWords(n: number | null): Line {
  return n !== null && `n=${n}`
}

/** The effect's unit is that of the interval, and what n counts: neither need be said twice. */
function shortResult({ claim, judgement }: JudgedClaim): string {
  return effectText(effectOf(claim, judgement), 2, true) || '–'
}
