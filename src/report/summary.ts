import { codeBlock, escapeMarkdown, shorten } from '../text/escape'
import { formatCount } from '../text/format'
import { markdownTable } from '../text/table'
import { badgeWords } from './badge'
import type { Report, ReportClaim } from './types'
import { countsWords, effectWords, explorationWords, registeredWords, statusWords, substitutionWords } from './words'

/** A comment on GitHub holds 65,536 characters; more than this is not written. */
const LIMIT = 60_000
const ID_LIMIT = 100
const HEADERS = ['claim', 'verdict', 'effect', 'interval', 'n', 'as registered?']

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
  const head = [
    `### Claims: ${badgeWords(counts).words}`,
    [
      `Profile ${profile}: ${countsWords(counts)}.`,
      explorationWords(claims),
      quiet(escapeMarkdown(substitutionWords(report)))
    ]
      .filter((words) => words !== '')
      .join(' ')
  ]
  if (attention.length > 0) {
    head.push(boundedTable(attention, LIMIT / 3), boundedCommands(attention, LIMIT / 6))
  }
  const others = claims.filter((entry) => !wantsAttention(entry))
  if (others.length === 0) return `${head.join('\n\n')}\n`
  const title = `${attention.length === 0 ? 'All' : 'The other'} ${formatCount(others.length, 'claim')}`
  const folded = ['<details>', `<summary>${title}</summary>`, boundedTable(others, LIMIT / 3), '</details>']
  return `${[...head, ...folded].join('\n\n')}\n`
}

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

function boundedTable(entries: readonly ReportClaim[], limit: number): string {
  const rows = entries.map(rowOf)
  const kept = countWithin(
    rows.map((cells) => cells.join(' | ')),
    limit
  )
  const table = markdownTable(HEADERS, rows.slice(0, kept), [4])
  return kept === rows.length ? table : `${table}\n\n… and ${rows.length - kept} more, in report.md.`
}

function rowOf(entry: ReportClaim): string[] {
  const cells = [quiet(escapeMarkdown(shorten(entry.claim.id, ID_LIMIT))), statusWords(entry)]
  if (entry.kind !== 'judged') return [...cells, '–', '–', '–', '–']
  const { effect, interval, n } = effectWords(entry.claim, entry.judgement)
  return [...cells, effect, interval, n === null ? '–' : String(n), quiet(escapeMarkdown(registeredWords(entry)))]
}

/** A name behind an @ is told of a comment that holds it; nobody should be for what a claim is called. */
function quiet(escaped: string): string {
  return escaped.replaceAll('@', '@<!-- -->')
}

/** The commands that repeat a verdict, or mend what is missing; each once. */
function boundedCommands(entries: readonly ReportClaim[], limit: number): string {
  const commands = [...new Set(entries.flatMap(commandOf))]
  const kept = countWithin(commands, limit)
  const dropped = commands.length - kept
  return codeBlock([...commands.slice(0, kept), ...(dropped === 0 ? [] : [`# and ${dropped} more`])].join('\n'), 'sh')
}

function commandOf(entry: ReportClaim): string[] {
  switch (entry.kind) {
    case 'judged':
      return [entry.replay]
    case 'could-not-run':
      return [entry.remedy.startsWith('npx ') ? entry.remedy : entry.replay]
    case 'not-in-profile':
      return []
    default:
      return entry satisfies never
  }
}

/** How many of the first texts have at most `limit` characters together. */
function countWithin(texts: readonly string[], limit: number): number {
  let sum = 0
  const over = texts.findIndex((text) => {
    sum += text.length + 8
    return sum > limit
  })
  return over === -1 ? texts.length : over
}
