import { closeSync, constants, openSync, readdirSync, readSync } from 'node:fs'
import path from 'node:path'
import { InputError } from '../errors'
import { globMatcher } from '../files/globs'
import { uncompressedHead } from '../files/gzip'
import { MAX_PRODUCED_BYTES, readRegularFile } from '../files/readRegularFile'
import { exhaustionError } from '../files/systemErrors'
import { groupBy } from '../json/groupBy'
import { isObject } from '../json/isObject'
import { completeShape, FORMAT_NAMES, LOG_FORMATS, type LogFormatName, recogniseFormat } from './formats'
import { type LogItem, type LogItems, readItems } from './items'
import { headOf, openLog } from './logFile'
import { readNumber } from './numbers'
import { formatLogProblems, type LogProblem, type Reading, refusal } from './problem'
import { metricNames, readSeries, type SeriesRules } from './series'
import type { LogFile, LogNotice, LogOptions, LogRow, LogShape } from './types'

/** Where the metrics of a run stand: files of a format, and what has to be said of it. */
export interface LogSource
  extends Partial<LogOptions>,
    Partial<Pick<LogShape, 'layout' | 'rowsAt' | 'metricColumn' | 'valueColumn' | 'step'>> {
  readonly format: LogFormatName
  /** Pattern inside the folder of the run. Default: that of the format. */
  readonly file?: string
  /** Texts that mean that nothing was measured, as an empty cell does: `NA`, `None`, `-`. */
  readonly missing?: readonly string[]
}

/** A metric as a run logged it. */
export interface LoggedSeries {
  /** Ascending; null: no step was logged, and the values stand in the order of the log. */
  readonly steps: readonly number[] | null
  /** NaN and infinities are values. */
  readonly values: readonly number[]
  /** The file, and the name that the metric has there. */
  readonly from: string
}

/** What the logs of a run say. */
export interface LoggedRun {
  readonly metrics: Readonly<Record<string, LoggedSeries>>
  /** What loses nothing, but may be worth a look: a last line that was cut off, steps that stand twice. */
  readonly notices: readonly LogNotice[]
}

/**
 * Reads all metrics that a run logged in its folder. Objects within a row are named with dots (`test.loss`); columns with a
 * text in them are none. A step that stands twice counts as it was written last, as after a resumption. A metric that
 * several sources have is that of the first of them.
 *
 * @param sources none: whatever is recognised, `metrics.jsonl` first and printed lines last
 * @throws InputError where a stated source has no file, or a file is not what it should be, with all problems at once
 */
export async function readLogs(folder: string, sources: readonly LogSource[]): Promise<LoggedRun> {
  const files = filesIn(folder)
  const metrics = new Map<string, LoggedSeries>()
  const notices: LogNotice[] = []
  const problems: LogProblem[] = []
  const stated = sources.length > 0
  for (const [source, names] of stated ? sources.map((one) => filesOf(one, files)) : recognised(folder, files)) {
    if (names.length === 0) {
      problems.push(noFile(source, files))
      continue
    }
    const reading = readSource(folder, source, names)
    if (!reading.ok) {
      // Nobody said that this is a log.
      if (!stated) notices.push(...reading.problems.map(({ origin, line, message }) => ({ origin, line, message })))
      else problems.push(...reading.problems)
      continue
    }
    notices.push(...reading.value.notices)
    for (const [name, series] of Object.entries(reading.value.metrics)) {
      const known = metrics.get(name)
      if (known === undefined) metrics.set(name, series)
      else
        notices.push({ origin: series.from, line: null, message: `${known.from} counts: it is the first that has it` })
    }
  }
  if (problems.length > 0) {
    throw new InputError(`the logs of the run cannot be used\n\n${formatLogProblems(problems).trimEnd()}`, {
      where: folder
    })
  }
  return { metrics: Object.fromEntries(metrics), notices }
}

type SourceFiles = readonly [source: LogSource, names: readonly string[]]

function filesOf(source: LogSource, files: readonly string[]): SourceFiles {
  return [source, files.filter(globMatcher([source.file ?? LOG_FORMATS[source.format].file]))]
}

const MAX_FILES = 100_000
const TOLD = 'settings.json'

/** Relative, with forward slashes, in an order that is the same on every machine; links are not followed. */
function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  if (entries.length > MAX_FILES) {
    throw new InputError('the folder of the run holds too many files', {
      where: folder,
      expected: `at most ${MAX_FILES}`,
      received: String(entries.length)
    })
  }
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort()
}

/** Formats that keep a run in several files have them together; any other file stands alone. */
function recognised(folder: string, files: readonly string[]): SourceFiles[] {
  const sources = new Map<string, SourceFiles>()
  for (const name of files) {
    // What a run was told is not what it logged.
    if (name === TOLD) continue
    const format = recogniseFormat(
      name.replace(/\.gz$/i, ''),
      headOf(uncompressedHead(firstBytes(path.join(folder, name))))
    )
    if (format === null) continue
    const key = LOG_FORMATS[format].runOf === undefined ? name : format
    sources.set(key, [{ format }, [...(sources.get(key)?.[1] ?? []), name]])
  }
  // What the run was told to write comes before anything else.
  const rank = ([{ format }, names]: SourceFiles) =>
    names.includes('metrics.jsonl') ? -1 : FORMAT_NAMES.indexOf(format)
  return [...sources.values()].sort((a, b) => rank(a) - rank(b))
}

const HEAD_BYTES = 4096

/** Not the whole file: a run may leave models beside its logs. */
function firstBytes(file: string): Uint8Array {
  const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const bytes = Buffer.alloc(HEAD_BYTES)
    return bytes.subarray(0, readSync(descriptor, bytes, 0, HEAD_BYTES, 0))
  } finally {
    closeSync(descriptor)
  }
}

function open(folder: string, name: string): Reading<LogFile> {
  try {
    return { ok: true, value: openLog(name, readRegularFile(path.join(folder, name), MAX_PRODUCED_BYTES)) }
  } catch (error) {
    const exhausted = exhaustionError(error)
    if (exhausted !== null) throw exhausted
    const received = error instanceof Error ? error.message : String(error)
    return refusal(name, {
      message: 'the file cannot be read',
      expected: 'a file that is whole',
      received,
      remedy: 'look at what the run wrote'
    })
  }
}

function readSource(folder: string, { format, file: _, missing = [], ...stated }: LogSource, names: readonly string[]) {
  const shape: LogShape = { ...completeShape(format, stated), runs: 'file' }
  const notices: LogNotice[] = []
  const rows: LogRow[] = []
  const { runOf } = LOG_FORMATS[format]
  const base = runOf === undefined ? '' : commonFolder(names.map(runOf))
  for (const name of names) {
    const log = open(folder, name)
    // A run that is killed leaves a torn line.
    const reading = log.ok ? readAsIs(log.value, format, { otherLines: 'torn', ...stated }, shape, stated.layout) : log
    if (!reading.ok) return reading
    notices.push(...reading.value.notices)
    const below = runOf === undefined ? '' : path.posix.relative(base, runOf(name))
    // Not by arguments, which a stack holds a hundred thousand of.
    for (const item of reading.value.items) for (const row of item.rows) rows.push(flat(row, below, shape))
  }
  const origin = names.join(', ')
  const step = shape.step ?? stepColumn(rows)
  const metrics: Record<string, LoggedSeries> = {}
  const own = shape.layout === 'long' ? groupBy(rows, ({ cells }) => cells[shape.metricColumn!]) : null
  for (const name of metricNames(rows, shape)) {
    if (name === step) continue
    const found = seriesOf(
      { origin, file: origin, document: null, rows: own?.get(name) ?? rows },
      name,
      { ...shape, step },
      missing
    )
    if (found === null) continue
    metrics[name] = { steps: found.steps, values: found.values, from: `${origin}: ${name}` }
    if (found.notice !== null) notices.push({ origin, line: null, message: `${name}: ${found.notice}` })
  }
  return { ok: true, value: { metrics, notices } } as const
}

/** A document without a stated layout: an object with lists in it is one of lists, and what is no list stands beside them. */
function readAsIs(
  log: LogFile,
  format: LogFormatName,
  options: Partial<LogOptions>,
  shape: LogShape,
  stated: LogShape['layout'] | undefined
): Reading<LogItems> {
  const plain = readItems(log, format, options, shape)
  if (stated !== undefined || LOG_FORMATS[format].holds === 'rows' || shape.layout !== 'wide') return plain
  const cells = plain.ok && plain.value.items.length === 1 ? plain.value.items[0]!.rows : []
  const lists = cells.length === 1 ? Object.entries(cells[0]!.cells).filter(([, value]) => Array.isArray(value)) : []
  if (!plain.ok || lists.length === 0) return plain
  const step = shape.step ?? stepColumn(cells)
  const columns = readItems(log, format, options, { ...shape, layout: 'columns', step })
  if (!columns.ok) return columns
  return { ok: true, value: { items: [...columns.value.items, ...plain.value.items], notices: columns.value.notices } }
}

/** The deepest folder that holds all of them; '' for the run's own. */
function commonFolder(folders: readonly string[]): string {
  const [first, ...others] = folders.map((folder) => folder.split('/')) as [string[], ...string[][]]
  const end = first.findIndex((part, index) => others.some((other) => other[index] !== part))
  return first.slice(0, end === -1 ? first.length : end).join('/')
}

/** A row without objects in it; in the files of one run of several a metric is named with its folder, as TensorBoard does. */
function flat({ cells, line }: LogRow, below: string, { layout, metricColumn }: LogShape): LogRow {
  const own: Record<string, unknown> = {}
  const walk = (value: unknown, name: string): void => {
    if (isObject(value))
      for (const [key, child] of Object.entries(value)) walk(child, name === '' ? key : `${name}.${key}`)
    else if (!Array.isArray(value)) own[name] = value
  }
  walk(cells, '')
  if (below !== '' && layout === 'long') own[metricColumn!] = `${below}/${own[metricColumn!]}`
  return { cells: own, line }
}

/** Columns that count steps, the finest first. */
const STEPS = ['step', 'global_step', '_step', 'steps', 'iteration', 'iter', 'training_iteration', 'epoch', 'timestep']

function stepColumn(rows: readonly LogRow[]): string | null {
  const columns = new Map([...metricNames(rows, { ...WIDE })].map((name) => [name.toLowerCase(), name]))
  const found = STEPS.find((name) => columns.has(name))
  return found === undefined ? null : columns.get(found)!
}

const WIDE = { layout: 'wide', metricColumn: null, valueColumn: null, step: null } as const

/** null: it is no metric, since a text stands in it, or no number. */
function seriesOf(item: LogItem, name: string, shape: SeriesRules['shape'], missing: readonly string[]) {
  const own = item.rows.flatMap(({ cells }) => {
    const isOwn = shape.layout !== 'long' || cells[shape.metricColumn!] === name
    const raw = cells[shape.layout === 'long' ? shape.valueColumn! : name]
    const value = missing.includes(String(raw).trim()) ? null : readNumber(raw)
    return !isOwn || value === null ? [] : [{ value, step: shape.step === null ? null : readNumber(cells[shape.step]) }]
  })
  const values = own.flatMap(({ value }) => (value === undefined ? [] : [value]))
  if (values.length === 0 || values.length < own.length) return null
  const withStep = own.filter(({ step }) => typeof step === 'number' && Number.isFinite(step)).length
  if (withStep < own.length) {
    const notice = `${own.length - withStep} of ${own.length} values have no ${shape.step}: they stand in the order of the log`
    return { steps: null, values, notice: withStep === 0 ? null : notice }
  }
  const reading = readSeries(item, [name], { shape, first: 0, missing, repeated: 'last' })
  if (!reading.ok) return null
  const { epochs } = reading.value
  const repeats = own.length - epochs.length
  const notice = `${repeats} values stand again at a step that had one: the last one counts`
  return { steps: epochs, values: reading.value.values, notice: repeats === 0 ? null : notice }
}

function noFile({ format, file }: LogSource, files: readonly string[]): LogProblem {
  return {
    origin: file ?? LOG_FORMATS[format].file,
    line: null,
    message: 'the run wrote no such file',
    expected: `a file like ${file ?? LOG_FORMATS[format].file}, for ${LOG_FORMATS[format].title}`,
    received: files.slice(0, 8).join(', ') || 'an empty folder',
    remedy: 'correct "file" or "format", or let the program write into the folder of the run'
  }
}
