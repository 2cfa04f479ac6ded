import path from 'node:path'
import { InfrastructureError, InputError } from '../../errors'
import { groupBy } from '../../json/groupBy'
import { FORMATS, formatOf, type LogFormatName, recogniseFormat } from '../../logs/formats'
import { type LogItem, type LogItems, readItems } from '../../logs/items'
import { valueAtKeys } from '../../logs/keys'
import { headOf, openLog, textOf } from '../../logs/logFile'
import { readNumber, readScalar } from '../../logs/numbers'
import { formatLogProblems, type LogProblem, type Reading, refusal } from '../../logs/problem'
import type { LogFile, LogRow } from '../../logs/types'
import { printable } from '../../text/escape'
import { compileName, type NameExpression } from '../../text/nameExpression'
import type { Mapping, Scalar } from '../mapping/types'
import type { LeftOut, OutsideRun } from '../types'
import type { EvidenceFolder } from './folder'
import type { RunPart, RunView } from './lookUp'
import { readConfig } from './readConfig'
import { type LogReading, type NeededMetrics, readRun } from './readRun'
import { settleRuns } from './settleRuns'

export interface ReadRuns {
  /** Runs of the claim's arms that meet the conditions, sorted by origin. */
  readonly runs: readonly OutsideRun[]
  readonly leftOut: readonly LeftOut[]
  /** What a reader of the verdict has to know of the logs. */
  readonly warnings: readonly string[]
}

/**
 * Reads the runs of a claim's two arms from a folder of logs.
 *
 * @param where values that groups and settings must have: only these runs are read further
 * @throws InputError with all problems of all logs at once
 */
export function readRuns(
  folder: EvidenceFolder,
  mapping: Mapping,
  arms: readonly [string, string],
  needed: NeededMetrics,
  where: Readonly<Record<string, Scalar>>
): ReadRuns {
  const files = folder.match(mapping.log.files)
  if (files.length === 0) {
    throw new InputError('no file of the folder is a log', {
      expected: `files like ${printable(mapping.log.files.join(', '))}`,
      received: printable(folder.files.slice(0, 5).join(', ')),
      remedy: 'correct "log.files" in the mapping'
    })
  }
  const { once, links } = withoutLinks(folder, files)
  const name = mapping.name === null ? null : compileName(mapping.name)
  const logs = once.map((file) => readLog(folder, file, mapping, name))
  const { views, problems } = putTogether(
    logs.flatMap(({ parts }) => parts),
    mapping
  )
  const readings: readonly LogReading[] = views.map((view) => readRun(view, mapping, arms, needed, where))
  const leftOut = [...logs, ...readings].flatMap((reading) => reading.leftOut)
  const twice = standTwice(views, mapping)
  const settled = settleRuns(twice === null ? readings.flatMap((reading) => reading.runs) : [], mapping, arms, needed)
  const all = [
    ...[...logs, ...readings].flatMap((reading) => reading.problems),
    ...problems,
    ...(twice ?? settled.problems)
  ]
  if (all.length > 0) {
    throw new InputError(`the logs cannot be used\n\n${formatLogProblems(all).trimEnd()}`)
  }
  return {
    runs: settled.runs,
    leftOut: [...links, ...leftOut, ...settled.leftOut],
    warnings: [...logs.flatMap(({ warnings }) => warnings), ...settled.warnings]
  }
}

/** A file that is found by several names is one log. */
function withoutLinks({ realName }: EvidenceFolder, files: readonly string[]): { once: string[]; links: LeftOut[] } {
  const names = new Map<string, string>()
  // By its own name, where it is in the folder.
  for (const file of files) if (!names.has(realName(file)) || realName(file) === file) names.set(realName(file), file)
  const once = files.filter((file) => names.get(realName(file)) === file)
  const links = files.filter((file) => names.get(realName(file)) !== file)
  return { once, links: links.map((origin) => ({ origin, why: `a link to ${names.get(realName(origin))}` })) }
}

/** Of a table with a row a run those that have two: the others only seem to end early. null: it is no such table. */
function standTwice(views: readonly RunView[], { log, epochs }: Mapping): LogProblem[] | null {
  if (log.runs !== 'rows' || log.layout !== 'wide' || epochs.column !== null) return null
  const rowsOf = ({ parts }: RunView) => parts.flatMap(({ rows }) => rows)
  const twice = views.filter((view) => rowsOf(view).length > 1)
  if (twice.length === 0 || 2 * twice.length >= views.length) return null
  return twice.map((view) => ({
    origin: view.origin,
    line: rowsOf(view)[1]!.line,
    message: 'a row stands twice',
    expected: 'a row a run, as the others have, or the column of the epoch in "epochs"',
    received: `lines ${rowsOf(view)
      .map(({ line }) => line)
      .join(', ')}`,
    remedy: 'take one of them out, or name a setting that tells them apart'
  }))
}

/** The runs in a log, before what is put together from several logs. */
interface LogParts {
  readonly parts: readonly RunPart[]
  readonly leftOut: readonly LeftOut[]
  readonly problems: readonly LogProblem[]
  readonly warnings: readonly string[]
}

function readLog(folder: EvidenceFolder, file: string, mapping: Mapping, name: NameExpression | null): LogParts {
  const { log, epochs } = mapping
  const format = log.format ?? formatOf(file)
  const items =
    format === null
      ? unknownFormat(folder, file)
      : readFile(folder, file, (opened) => readItems(opened, format, log, { ...log, step: epochs.column }))
  const config = readConfig(folder, file, baseOf(file, format, mapping), mapping)
  const problems = [items, config].flatMap((reading) => (reading.ok ? [] : reading.problems))
  if (!items.ok || !config.ok) return { parts: [], leftOut: [], problems, warnings: [] }
  const named = items.value.items
    .flatMap((item) => (log.runs === 'rows' ? splitByRun(item, mapping) : [item]))
    .flatMap((item): RunPart[] => {
      const groups = name?.match(item.origin) ?? null
      // A column that is no run: its bounds, a step, another arm.
      if (groups === null && ACROSS.includes(log.runs) && name !== null) return []
      return splitByEpoch(withMetric({ ...item, config: config.value, name: groups }, mapping), mapping)
    })
  const counted = named.map((part) => ({ ...part, rows: part.rows.filter(({ cells }) => counts(cells, log.where)) }))
  const isLeftOut = (_: RunPart, index: number) => counted[index]!.rows.length === 0 && named[index]!.rows.length > 0
  return {
    parts: counted.filter((part, index) => !isLeftOut(part, index)),
    leftOut: named
      .filter(isLeftOut)
      .map(({ origin }) => ({ origin, why: `no row of it has ${conditionText(log.where)}` })),
    problems: items.value.items.length > 0 && named.length === 0 ? [noColumn(file, items.value.items, mapping)] : [],
    warnings: items.value.notices.map(({ origin, message }) => `${origin}: ${message}`)
  }
}

/** Runs that stand side by side. */
const ACROSS: readonly string[] = ['columns', 'cells']

function readFile(folder: EvidenceFolder, file: string, read: (log: LogFile) => Reading<LogItems>): Reading<LogItems> {
  try {
    return read(openLog(file, folder.bytes(file)))
  } catch (error) {
    if (error instanceof InfrastructureError) throw error
    const received = error instanceof InputError ? (error.details.received ?? error.subject) : (error as Error).message
    const text = { message: 'the file cannot be read', expected: 'a file that is whole', received }
    return refusal(file, { ...text, remedy: 'get it anew, or leave it out of "log.files"' })
  }
}

function unknownFormat(folder: EvidenceFolder, file: string): Reading<LogItems> {
  return readFile(folder, file, (log) => {
    const text = textOf(log)
    const like = recogniseFormat(log.name, headOf(log.bytes))
    if (like === null && !text.ok) return text
    return refusal(file, {
      message: 'the format of the file is not known',
      expected: `the extension .json, .jsonl, .ndjson, .csv, .tsv, .yaml, .yml, .npy or .npz, or "format" in the mapping`,
      received: file,
      remedy:
        like === null
          ? 'state "log": { "format": ... } in the mapping'
          : `say "format": "${like}": it looks like ${FORMATS[like].title}`
    })
  })
}

/** The folder of a run that lies in several files, else that of the log. */
function baseOf(file: string, format: LogFormatName | null, { log }: Mapping): string {
  const together = log.together === null ? null : textFound(log.together, file)
  if (together !== null && file.startsWith(`${together}/`)) return together
  return (format === null ? undefined : FORMATS[format].runOf?.(file)) ?? path.posix.dirname(file)
}

/** With the metric's name from the log's own, where the expression has a group `metric`: of a file a metric. */
function withMetric(part: RunPart, { log }: Mapping): RunPart {
  const metric = part.name?.metric
  if (metric === undefined) return part
  const from = log.valueColumn ?? 'value'
  return { ...part, rows: part.rows.map(({ cells, line }) => ({ cells: { ...cells, [metric]: cells[from] }, line })) }
}

function counts(cells: LogRow['cells'], where: Mapping['log']['where']): boolean {
  return (
    where === null ||
    Object.entries(where).every(([column, value]) => readScalar(valueAtKeys(cells, column)) === readScalar(value))
  )
}

function conditionText(where: Mapping['log']['where']): string {
  return Object.entries(where ?? {})
    .map(([column, value]) => `${column} ${value}`)
    .join(' and ')
}

function noColumn(file: string, items: readonly LogItem[], { name }: Mapping): LogProblem {
  const columns = items.map(({ origin }) => origin)
  return {
    origin: file,
    line: null,
    message: 'no column is a run',
    expected: `a column in whose name ${name} is found, after the file's name and #`,
    received: `${columns.slice(0, 6).join(', ')}`,
    remedy: 'correct "name" in the mapping'
  }
}

/** Rows that have the same values in all columns that say which run they belong to. */
function splitByRun(item: LogItem, { arm, run, settings, groups }: Mapping): LogItem[] {
  const fields = [arm, ...Object.values(groups), ...Object.values(settings), ...(run === null ? [] : [run])]
  const columns = fields.flatMap(({ from }) => from.flatMap((source) => ('column' in source ? [source.column] : [])))
  const textsOf = ({ cells }: LogRow) => columns.map((column) => cellText(valueAtKeys(cells, column)))
  const byRun = groupBy(item.rows, (row) => JSON.stringify(textsOf(row)))
  return [...byRun.values()].map((rows) => ({ ...item, origin: `${item.file}#${textsOf(rows[0]!).join(',')}`, rows }))
}

function cellText(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Runs one after another: where the epoch is not higher than in the row before, a new one begins. */
function splitByEpoch(part: RunPart, { epochs, gaps }: Mapping): RunPart[] {
  if (gaps.repeatedEpochs !== 'new-run' || epochs.column === null) return [part]
  const pieces: LogRow[][] = []
  let last = Infinity
  for (const row of part.rows) {
    const epoch = readNumber(valueAtKeys(row.cells, epochs.column)) ?? last
    if (epoch <= last) pieces.push([])
    pieces.at(-1)!.push(row)
    last = epoch
  }
  if (pieces.length < 2) return [part]
  const mark = part.origin.includes('#') ? '.' : '#'
  return pieces.map((rows, index) => ({ ...part, origin: `${part.origin}${mark}${index + 1}`, rows }))
}

/** Logs in whose names the mapping's expression finds the same text are one run; of some formats those of one folder. */
function putTogether(
  parts: readonly RunPart[],
  { log }: Mapping
): { views: readonly RunView[]; problems: readonly LogProblem[] } {
  const problems: LogProblem[] = []
  const alone: RunView[] = []
  const shared: [origin: string, part: RunPart][] = []
  for (const part of parts) {
    const origin = log.together === null ? folderOfRun(part, log) : textFound(log.together, part.origin)
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
  return (known === null ? undefined : FORMATS[known].runOf?.(part.origin)) ?? null
}

/** Metrics of a folder below that of the run are named with it: `validation/epoch_loss`. */
function belowRun(part: RunPart, origin: string, { format, layout, metricColumn }: Mapping['log']): RunPart {
  const known = format ?? formatOf(part.file)
  const own = known === null ? undefined : FORMATS[known].runOf?.(part.file)
  if (own === undefined || layout !== 'long' || !own.startsWith(`${origin}/`)) return part
  const below = own.slice(origin.length + 1)
  const rows = part.rows.map(({ cells, line }) => ({
    cells: { ...cells, [metricColumn!]: `${below}/${cells[metricColumn!]}` },
    line
  }))
  return { ...part, rows }
}

function textFound(expression: string, name: string): string | null {
  return compileName(`(?<found>${expression})`).match(name)?.found ?? null
}
