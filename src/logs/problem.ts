import { groupBy } from '../json/groupBy'
import { printable } from '../text/escape'

/** One thing that is wrong with a folder of logs. */
export interface LogProblem {
  /** Path inside the folder, with forward slashes; with `#` and the item's key where a document holds several runs. */
  readonly origin: string
  /** From 1; null where the problem is in no particular line. */
  readonly line: number | null
  readonly message: string
  readonly expected: string
  readonly received: string
  /** What to do. */
  readonly remedy: string
}

/** What a file or a run turned out to be, or what is wrong with it. */
export type Reading<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly LogProblem[] }

const MAX_PLACES = 3

/**
 * Problems as a terminal shows them: the same one in many files is one paragraph with the first places and a count.
 * Names and values are those of somebody else's logs: nothing in them is obeyed.
 */
export function formatLogProblems(problems: readonly LogProblem[]): string {
  const alike = groupBy(problems, ({ message, expected, remedy }) => JSON.stringify([message, expected, remedy]))
  const paragraphs = [...alike.values()].map((same) => {
    const { message, expected, remedy } = same[0]!
    const received = [...new Set(same.map((problem) => problem.received))]
    const more = received.length > MAX_PLACES ? ` and ${received.length - MAX_PLACES} more` : ''
    return (
      `${placesOf(same)}: ${printable(message)}\n  expected: ${printable(expected)}\n` +
      `  received: ${printable(received.slice(0, MAX_PLACES).join('; '))}${more}\n  to mend:  ${printable(remedy)}\n`
    )
  })
  return `${paragraphs.join('\n')}\n${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}\n`
}

function placesOf(problems: readonly LogProblem[]): string {
  const places = problems
    .slice(0, MAX_PLACES)
    .map(({ origin, line }) => (line === null ? printable(origin) : `${printable(origin)}:${line}`))
  const rest = problems.length - MAX_PLACES
  return places.join(', ') + (rest > 0 ? ` and ${rest} more` : '')
}

/** One problem of a whole file, or of one of its lines. */
export function refusal(origin: string, text: Omit<LogProblem, 'origin' | 'line'>, line: number | null = null) {
  return { ok: false, problems: [{ origin, line, ...text }] } as const
}
