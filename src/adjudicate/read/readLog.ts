import path from 'node:path'
import { InfrastructureError, InputError } from '../../errors'
import { formatOf, LOG_FORMATS, type LogFormatName, recogniseFormat } from '../../logs/formats'
import { type LogItem, type LogItems, readItems } from '../../logs/items'
import { valueAtKeys } from '../../logs/keys'
import { headOf, logText, openLog } from '../../logs/logFile'
import { readScalar } from '../../logs/numbers'
import { type LogProblem, type Reading, refusal } from '../../logs/problem'
import type { LogFile, LogRow } from '../../logs/types'
import type { NameExpression } from '../../text/nameExpression'
import { didYouMean, listOf } from '../../text/wordLists'
import type { Mapping } from '../mapping/types'
import type { LeftOut } from '../types'
import type { EvidenceFolder } from './folder'
import type { RunPart } from './lookUp'
import type { configReader } from './readConfig'
import { splitByEpoch, splitByRun } from './splitRuns'
import { finder } from './together'

/** The runs in a log, before what is put together from several logs. */
export interface LogParts {
  readonly parts: readonly RunPart[]
  readonly leftOut: readonly LeftOut[]
  readonly problems: readonly LogProblem[]
  readonly warnings: readonly string[]
}

/** Reads one log: what it holds of each run, with the config beside it and what its name tells. */
export function readLog(
  folder: EvidenceFolder,
  file: string,
  mapping: Mapping,
  name: NameExpression | null,
  configOf: ReturnType<typeof configReader>
): LogParts {
  const { log, epochs } = mapping
  const format = log.format ?? formatOf(file)
  const items =
    format === null
      ? unknownFormat(folder, file)
      : readFile(folder, file, (opened) => readItems(opened, format, log, { ...log, step: epochs.column }))
  const config = configOf(file, baseOf(file, format, mapping))
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
    problems: [
      ...(items.value.items.length > 0 && named.length === 0 ? [noColumn(file, items.value.items, mapping)] : []),
      ...unknownConditions(file, items.value.items, log.where)
    ],
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
    const text = logText(log)
    const like = recogniseFormat(log.name, headOf(log.bytes))
    if (like === null && !text.ok) return text
    return refusal(file, {
      message: 'the format of the file is not known',
      expected: `the extension .json, .jsonl, .ndjson, .csv, .tsv, .yaml, .yml, .npy or .npz, or "format" in the mapping`,
      received: file,
      remedy:
        like === null
          ? 'state "log": { "format": ... } in the mapping'
          : `say "format": "${like}": it looks like ${LOG_FORMATS[like].title}`
    })
  })
}

/** The folder of a run that lies in several files, else that of the log. */
function baseOf(file: string, format: LogFormatName | null, { log }: Mapping): string {
  const together = log.together === null ? null : finder(log.together)(file)
  if (together !== null && file.startsWith(`${together}/`)) return together
  return (format === null ? undefined : LOG_FORMATS[format].runOf?.(file)) ?? path.posix.dirname(file)
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

/** A column that stands nowhere would leave out every run. */
function unknownConditions(file: string, items: readonly LogItem[], where: Mapping['log']['where']): LogProblem[] {
  const known = new Set<string>()
  for (const { rows } of where === null ? [] : items) {
    for (const { cells } of rows) for (const column of Object.keys(cells)) known.add(column)
  }
  const isKnown = (column: string) =>
    known.size === 0 || items.some(({ rows }) => rows.some(({ cells }) => valueAtKeys(cells, column) !== undefined))
  const unknown = Object.keys(where ?? {}).filter((column) => !isKnown(column))
  return unknown.map((column) => ({
    origin: file,
    line: null,
    message: `there is no column ${column}`,
    expected: 'the columns of "log.where"',
    received: listOf([...known].slice(0, 20)),
    remedy: didYouMean(column, known, 'correct "log.where" in the mapping')
  }))
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
