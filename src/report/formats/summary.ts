import { type Block, type Blocks, blocksOf, code, details, heading, paragraph } from '../../document/document'
import { toMarkdown } from '../../document/toMarkdown'
import { formatCount } from '../../text/format'
import type { Report, ReportClaim } from '../data/types'
import { isCommand } from '../remedy'
import { claimTable, SHORT_COLUMNS } from '../sections/claimTable'
import { countsWords, explorationWords, substitutionWords } from '../words'
import { badgeWords } from './badge'
import type { ReportFormat } from './format'

/** A comment on GitHub holds 65,536 characters; more than this is not written. */
const LIMIT = 60_000

/**
 * A report in a few lines of Markdown, for a pull request and for a CI job's summary page: the counts, what asks for
 * attention with the command that repeats it, and every claim folded away. At most 60,000 characters, and whatever does
 * not fit is counted.
 *
 * @example renderSummary(report).startsWith('### Claims: ') // true
 */
export function renderSummary(report: Report): string {
  const { claims, counts, profile } = report
  const attention = claims.filter(wantsAttention)
  const others = claims.filter((entry) => !wantsAttention(entry))
  const head = [`Profile ${profile}: ${countsWords(counts)}.`, explorationWords(claims), substitutionWords(report)]
  const blocks = blocksOf([
    heading(3, `Claims: ${badgeWords(counts).words}`),
    paragraph(head.filter((words) => words !== '').join(' ')),
    attention.length > 0 && [boundedTable(attention, LIMIT / 3), boundedCommands(attention, LIMIT / 6)],
    others.length > 0 &&
      details(
        `${attention.length === 0 ? 'All' : 'The other'} ${formatCount(others.length, 'claim')}`,
        boundedTable(others, LIMIT / 3)
      )
  ])
  return `${toMarkdown(blocks, QUIET)}\n`
}

/** A name behind an @ is told of a comment that holds it; nobody should be for what a claim is called. */
const QUIET = { quietMentions: true }

/** Judged otherwise than registered, or not judged though it should have been. */
function wantsAttention(entry: ReportClaim): boolean {
  switch (entry.kind) {
    case 'judged':
      return !entry.matches
    case 'could-not-run':
      return true
    case 'not-in-profile':
      return false
    default:
      return entry satisfies never
  }
}

function boundedTable(entries: readonly ReportClaim[], limit: number): Blocks {
  const whole = claimTable(entries, SHORT_COLUMNS)
  const lengths = whole.rows.map(
    (row) =>
      toMarkdown([{ ...whole, rows: [row] }], QUIET)
        .split('\n')
        .at(-1)!.length
  )
  const kept = countWithin(lengths, limit)
  const rows = whole.rows.slice(0, kept)
  const left = whole.rows.length - kept
  return [{ ...whole, rows }, left > 0 && paragraph(`… and ${left} more, in report.md.`)]
}

/** The commands that repeat a verdict, or mend what is missing; each once. */
function boundedCommands(entries: readonly ReportClaim[], limit: number): Block {
  const commands = [...new Set(entries.flatMap(commandOf))]
  const kept = countWithin(
    commands.map(({ length }) => length + 8),
    limit
  )
  const dropped = commands.length - kept
  return code([...commands.slice(0, kept), ...(dropped === 0 ? [] : [`# and ${dropped} more`])].join('\n'), 'sh')
}

function commandOf(entry: ReportClaim): string[] {
  switch (entry.kind) {
    case 'judged':
      return [entry.replay]
    case 'could-not-run':
      return [isCommand(entry.remedy) ? entry.remedy : entry.replay]
    case 'not-in-profile':
      return []
    default:
      return entry satisfies never
  }
}

/** How many of the first texts have at most `limit` characters together. */
function countWithin(lengths: readonly number[], limit: number): number {
  let sum = 0
  const over = lengths.findIndex((length) => {
    sum += length
    return sum > limit
  })
  return over === -1 ? lengths.length : over
}

export const SUMMARY: ReportFormat<'summary'> = {
  name: 'summary',
  file: 'summary.md',
  mediaType: 'text/markdown',
  description: 'The report in a few lines.',
  render: renderSummary
}
