import { isObject } from '../json/isObject'
import { didYouMean, listOf } from '../text/wordLists'
import type { LogItem } from './items'
import { excerptOf, valueAtKeys } from './keys'
import { readNumber } from './numbers'
import type { LogProblem, Reading } from './problem'
import type { LogRow, LogShape } from './types'

/** A metric of a run over its epochs, ascending. Epochs at which nothing was written are not in it. */
export interface Series {
  readonly epochs: readonly number[]
  readonly values: readonly number[]
}

/** How the series of a metric is taken out of rows. */
export interface SeriesRules {
  readonly shape: Pick<LogShape, 'layout' | 'metricColumn' | 'valueColumn' | 'step'>
  /** Number of the first row, where no column has the step. */
  readonly first: number
  /** Texts that stand for nothing, as an empty cell does. */
  readonly missing: readonly string[]
  /** A step that stands twice: a problem, or which one counts. */
  readonly repeated: 'error' | 'first' | 'last'
}

/**
 * The series of a metric in a log.
 *
 * @param names as the logs have it; the first that the log knows counts
 * @returns an empty series where the log has the metric but no value of it, or no rows at all
 */
export function readSeries(item: LogItem, names: readonly string[], rules: SeriesRules): Reading<Series> {
  const { shape, first, missing, repeated } = rules
  const metric = names.find((name) => isKnown(item.rows, name, shape)) ?? names[0]!
  const problems: LogProblem[] = []
  const points = new Map<number, number>()
  const isLong = shape.layout === 'long'
  const rows = isLong ? item.rows.filter(({ cells }) => valueAtKeys(cells, shape.metricColumn!) === metric) : item.rows
  const column = isLong ? shape.valueColumn! : metric
  const report = ({ line }: LogRow, text: Omit<LogProblem, 'origin' | 'line'>): void => {
    problems.push({ origin: item.origin, line, ...text })
  }

  for (const [index, row] of rows.entries()) {
    const raw = valueAtKeys(row.cells, column)
    const value = missing.includes(String(raw).trim()) ? null : readNumber(raw)
    if (value === null) continue
    if (value === undefined) {
      report(row, isObject(raw) ? anObject(metric, raw) : noNumber(metric, raw))
      continue
    }
    const epoch = shape.step === null ? first + index : readNumber(valueAtKeys(row.cells, shape.step))
    if (epoch === null || epoch === undefined || !Number.isFinite(epoch)) {
      report(row, {
        message: `a row with ${metric} has no epoch`,
        expected: `a number in ${shape.step}`,
        received: excerptOf(valueAtKeys(row.cells, shape.step!)),
        remedy: 'correct the column of the step ("epochs.column", "step"); without it rows are steps in their order'
      })
    } else if (!points.has(epoch) || repeated === 'last') points.set(epoch, value)
    else if (repeated === 'error') {
      report(row, {
        message: `${metric} stands twice for one epoch`,
        expected: 'each epoch once',
        received: `epoch ${epoch} again`,
        remedy:
          'say what it is: "gaps": { "repeatedEpochs": "last" } where a run was resumed, "new-run" where runs stand one after another'
      })
    }
  }
  if (item.rows.length > 0 && !isKnown(item.rows, metric, shape)) problems.push(unknownMetric(item, metric, shape))
  if (problems.length > 0) return { ok: false, problems }
  const sorted = [...points].sort(([a], [b]) => a - b)
  return { ok: true, value: { epochs: sorted.map(([epoch]) => epoch), values: sorted.map(([, value]) => value) } }
}

/** The metrics that rows may hold: columns, or the names in the column of names. */
export function metricNames(
  rows: readonly LogRow[],
  { layout, metricColumn }: SeriesRules['shape']
): ReadonlySet<string> {
  const known = new Set<string>()
  for (const { cells } of rows) {
    const name = layout === 'long' ? valueAtKeys(cells, metricColumn!) : undefined
    if (layout !== 'long') for (const column of Object.keys(cells)) known.add(column)
    else if (typeof name === 'string') known.add(name)
  }
  return known
}

function isKnown(rows: readonly LogRow[], metric: string, { layout, metricColumn }: SeriesRules['shape']): boolean {
  return rows.some(({ cells }) =>
    layout === 'long' ? valueAtKeys(cells, metricColumn!) === metric : valueAtKeys(cells, metric) !== undefined
  )
}

function noNumber(metric: string, raw: unknown) {
  return {
    message: `${metric} is no number`,
    expected: 'a number, NaN or an infinity; an empty cell or null where nothing was measured',
    received: excerptOf(raw),
    remedy: MISSING.test(String(raw))
      ? `correct the log, or say that it means nothing: "log": { "missing": [${JSON.stringify(String(raw).trim())}] }`
      : 'correct the log, or name another column'
  }
}

/** As pandas and R write what is missing. */
const MISSING = /^\s*(?:n\/?a|<na>|none|null|nil|-+|\.)\s*$/i

/** Sacred's metrics are one, and a nested one of JSON. */
function anObject(metric: string, raw: Readonly<Record<string, unknown>>) {
  const keys = Object.keys(raw)
  const hasLists = Object.values(raw).some(Array.isArray)
  return {
    message: `${metric} is an object and no number`,
    expected: 'a number',
    received: `an object with ${listOf(keys.slice(0, 20))}`,
    remedy: hasLists
      ? `say "format": "sacred" where Sacred wrote it; else "rowsAt": ${JSON.stringify(metric)} with "layout": "columns"`
      : `name what is in it, with a dot: ${JSON.stringify(`${metric}.${keys[0] ?? ''}`)}`
  }
}

function isHeaderless(columns: ReadonlySet<string>): boolean {
  return columns.size > 0 && [...columns].every((column) => typeof readNumber(column) === 'number')
}

function unknownMetric({ origin, rows }: LogItem, metric: string, shape: SeriesRules['shape']): LogProblem {
  const known = metricNames(rows, shape)
  const [only] = known
  const joint = known.size === 1 ? /[\t;|]/.exec(only!)?.[0] : undefined
  return {
    origin,
    line: null,
    message: `the log has no metric ${JSON.stringify(metric)}`,
    expected: `one of ${listOf([...known].slice(0, 20))}`,
    received: 'nothing',
    remedy: isHeaderless(known)
      ? 'the table has no header: say "names"'
      : joint === undefined
        ? didYouMean(metric, known, 'correct its name')
        : `the header is one column with ${joint === '\t' ? 'tabs' : joint} in it: say "delimiter": ${JSON.stringify(joint)}`
  }
}
