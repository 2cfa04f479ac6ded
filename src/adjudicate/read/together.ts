import { groupBy } from '../../json/groupBy'
import { formatOf, LOG_FORMATS } from '../../logs/formats'
import type { LogProblem } from '../../logs/problem'
import { compileName } from '../../text/nameExpression'
import type { Mapping } from '../mapping/types'
import type { RunPart, RunView } from './lookUp'

/** Logs in whose names the mapping's expression finds the same text are one run; of some formats those of one folder. */
export function putTogether(
  parts: readonly RunPart[],
  { log }: Mapping
): { views: readonly RunView[]; problems: readonly LogProblem[] } {
  const problems: LogProblem[] = []
  const alone: RunView[] = []
  const shared: [origin: string, part: RunPart][] = []
  const find = log.together === null ? null : finder(log.together)
  for (const part of parts) {
    const origin = find === null ? folderOfRun(part, log) : find(part.origin)
    if (origin !== null) shared.push([origin, part])
    else if (log.together === null) alone.push({ origin: part.origin, parts: [part] })
    else {
      problems.push({
        origin: part.origin,
        line: null,
        message: 'the log is of no run',
        expected: `a name in which ${log.together} is found`,
        received: part.origin,
        remedy: 'correct "log.together", or leave the log out of "log.files"'
      })
    }
  }
  const runs = [...groupBy(shared, ([origin]) => origin)].map(([origin, own]) => ({
    origin,
    parts: own.map(([, part]) => belowRun(part, origin, log))
  }))
  return { views: [...alone, ...runs], problems }
}

/** Of a format that keeps a run in several files; null: a log is a run. */
function folderOfRun(part: RunPart, { format }: Mapping['log']): string | null {
  const known = format ?? formatOf(part.file)
  return (known === null ? undefined : LOG_FORMATS[known].runOf?.(part.origin)) ?? null
}

/** Metrics of a folder below that of the run are named with it: `validation/epoch_loss`. */
function belowRun(part: RunPart, origin: string, { format, layout, metricColumn }: Mapping['log']): RunPart {
  const known = format ?? formatOf(part.file)
  const own = known === null ? undefined : LOG_FORMATS[known].runOf?.(part.file)
  if (own === undefined || layout !== 'long' || !own.startsWith(`${origin}/`)) return part
  const below = own.slice(origin.length + 1)
  const rows = part.rows.map(({ cells, line }) => ({
    cells: { ...cells, [metricColumn!]: `${below}/${cells[metricColumn!]}` },
    line
  }))
  return { ...part, rows }
}

/** The text that an expression finds in a name; null where it finds none. */
export function finder(expression: string): (name: string) => string | null {
  const compiled = compileName(`(?<found>${expression})`)
  return (name) => compiled.match(name)?.found ?? null
}
