import { isObject } from '../json/isObject'
import { completeOptions, LOG_FORMATS, type LogFormatName } from './formats'
import { excerptOf, valueAtKeys } from './keys'
import { type LogProblem, type Reading, refusal } from './problem'
import type { LogFile, LogNotice, LogOptions, LogRow, LogShape } from './types'

/** What a log holds of one run (of several, where its rows are told apart by their columns). */
export interface LogItem {
  /** Path of the log, with `#` and the key, index or column where a log holds several runs. */
  readonly origin: string
  /** The log itself. */
  readonly file: string
  /** The run's own document; null for tables. */
  readonly document: unknown
  readonly rows: readonly LogRow[]
}

/** Items of a log, and what was passed over. */
export interface LogItems {
  readonly items: readonly LogItem[]
  readonly notices: readonly LogNotice[]
}

/** Reads one log as far as its layout goes; what its columns mean comes later. */
export function readItems(
  log: LogFile,
  format: LogFormatName,
  options: Partial<LogOptions>,
  shape: LogShape
): Reading<LogItems> {
  const content = LOG_FORMATS[format].read(log, completeOptions(format, options))
  if (!content.ok) return content
  const { document, rows, notices } = content.value
  const items =
    rows === null ? documentItems(log.name, document, shape) : tableItems(log.name, document, rows, shape, format)
  if (!items.ok) return items
  return {
    ok: true,
    value: { items: items.value, notices: [...notices, ...items.value.flatMap((item) => unequal(item, shape))] }
  }
}

function tableItems(
  file: string,
  document: unknown,
  rows: readonly LogRow[],
  shape: LogShape,
  format: LogFormatName
): Reading<readonly LogItem[]> {
  if (shape.runs === 'items' || shape.runs === 'numbers' || shape.layout === 'columns') {
    return refusal(file, {
      message: `a table has no ${shape.layout === 'columns' ? 'lists' : 'items'}`,
      expected: 'a document (JSON, YAML, NumPy), as "runs" and "layout" say',
      received: format,
      remedy: 'correct "runs" or "layout", or take other files'
    })
  }
  const whole: LogItem = { origin: file, file, document, rows }
  return splitAcross(whole, shape)
}

/** A table with a run a column, or a run a cell. */
function splitAcross(whole: LogItem, { runs, step }: LogShape): Reading<readonly LogItem[]> {
  if (runs !== 'columns' && runs !== 'cells') return { ok: true, value: [whole] }
  const { file, rows } = whole
  const columns = [...new Set(rows.flatMap(({ cells }) => Object.keys(cells)))].filter((column) => column !== step)
  const value = columns.flatMap((column): LogItem[] => {
    const own = rows.map(({ cells, line }) => ({
      cells: { value: cells[column], ...(step !== null && { [step]: cells[step] }) },
      line
    }))
    if (runs === 'columns') return [{ ...whole, origin: `${file}#${column}`, rows: own }]
    return own.map((row, index) => ({ ...whole, origin: `${file}#${column}.${index}`, rows: [row] }))
  })
  return { ok: true, value }
}

function documentItems(file: string, document: unknown, shape: LogShape): Reading<readonly LogItem[]> {
  if (shape.runs === 'numbers') return numberItems(file, document)
  if (shape.runs !== 'items') {
    const item = documentItem(file, file, document, shape)
    return item.ok ? splitAcross(item.value, shape) : item
  }
  const place = shape.itemsAt === null ? document : valueAtKeys(document, shape.itemsAt)
  if (!Array.isArray(place) && !isObject(place)) {
    return refusal(file, {
      message: 'there are no runs in the document',
      expected: `a list or an object of runs ${shape.itemsAt === null ? 'in it' : `at ${shape.itemsAt}`}`,
      received: describe(place),
      remedy: 'correct "itemsAt"'
    })
  }
  return merge(Object.entries(place).map(([key, item]) => documentItem(file, `${file}#${key}`, item, shape)))
}

/** Each number is a run with one value: the keys above it tell which. */
function numberItems(file: string, document: unknown): Reading<readonly LogItem[]> {
  const items: LogItem[] = []
  const walk = (value: unknown, keys: readonly string[]): void => {
    if (Array.isArray(value) || isObject(value)) {
      for (const [key, child] of Object.entries(value)) walk(child, [...keys, key])
    } else if (typeof value === 'number' || /^[+-]?(?:nan|inf|infinity)$/i.test(String(value))) {
      items.push({ origin: `${file}#${keys.join('.')}`, file, document: null, rows: [{ cells: { value }, line: 1 }] })
    }
  }
  walk(document, [])
  if (items.length > 0) return { ok: true, value: items }
  return refusal(file, {
    message: 'there are no numbers in the document',
    expected: 'lists of numbers, each of which is a run',
    received: describe(document),
    remedy: 'correct "runs", or take other files'
  })
}

function documentItem(file: string, origin: string, document: unknown, shape: LogShape): Reading<LogItem> {
  const place = shape.rowsAt === null ? document : valueAtKeys(document, shape.rowsAt)
  const rows = shape.layout === 'columns' ? transpose(origin, place) : rowsOf(origin, place)
  return rows.ok ? { ok: true, value: { origin, file, document, rows: rows.value } } : rows
}

/** One object alone is a single row, the summary of a run; a list of numbers a column. */
function rowsOf(origin: string, place: unknown): Reading<LogRow[]> {
  const list = isObject(place) ? [place] : place
  const isColumn = Array.isArray(list) && list.length > 0 && list.every((value) => typeof value === 'number')
  const rows = isColumn ? list.map((value) => ({ value })) : list
  if (!Array.isArray(rows) || !rows.every(isObject)) {
    return refusal(origin, {
      message: 'there are no rows',
      expected: 'a list of objects, one an epoch',
      received: describe(place),
      remedy: 'correct "rowsAt" or "layout"'
    })
  }
  return { ok: true, value: rows.map((cells, index) => ({ cells, line: index + 1 })) }
}

/** Lists, one a metric, as rows; what is no list (a name, a setting) is no column. */
function transpose(origin: string, place: unknown): Reading<LogRow[]> {
  if (!isObject(place)) {
    return refusal(origin, {
      message: 'there are no lists',
      expected: 'an object with a list a metric',
      received: describe(place),
      remedy: 'correct "rowsAt" or "layout"'
    })
  }
  const columns = Object.entries(place).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]))
  const nested = Object.entries(place).find(([, value]) => isObject(value) && Object.values(value).some(Array.isArray))
  if (columns.length === 0 && nested !== undefined) {
    const [name, value] = nested as [string, Readonly<Record<string, unknown>>]
    return refusal(origin, {
      message: `${name} is an object, and no list`,
      expected: 'an object with a list a metric',
      received: `an object with ${Object.keys(value).slice(0, 8).join(', ')}`,
      remedy: `say "format": "sacred" where Sacred wrote it, else "rowsAt": ${JSON.stringify(name)}`
    })
  }
  const rows: Map<string, unknown>[] = []
  for (const [name, values] of columns) {
    for (const [index, value] of values.entries()) {
      rows[index] ??= new Map()
      rows[index].set(name, value)
    }
  }
  return { ok: true, value: rows.map((cells, index) => ({ cells: Object.fromEntries(cells), line: index + 1 })) }
}

/** Lists that have not as many values as there are steps may be counted from elsewhere. */
function unequal({ origin, document }: LogItem, { layout, rowsAt, step }: LogShape): LogNotice[] {
  const place = rowsAt === null ? document : valueAtKeys(document, rowsAt)
  const steps = step === null || layout !== 'columns' ? undefined : valueAtKeys(place, step)
  if (!Array.isArray(steps) || !isObject(place)) return []
  const others = Object.entries(place).flatMap(([name, list]) =>
    Array.isArray(list) && list.length !== steps.length ? [`${list.length} of ${name}`] : []
  )
  if (others.length === 0) return []
  const message = `lists are not equally long: ${steps.length} of ${step}, ${others.join(', ')}; each is counted from its beginning`
  return [{ origin, line: null, message }]
}

function merge(readings: readonly Reading<LogItem>[]): Reading<LogItem[]> {
  const problems: LogProblem[] = readings.flatMap((reading) => (reading.ok ? [] : reading.problems))
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, value: readings.flatMap((reading) => (reading.ok ? [reading.value] : [])) }
}

/** What stands somewhere, in a word. */
function describe(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (isObject(value)) return `an object with the keys ${Object.keys(value).slice(0, 8).join(', ')}`
  return excerptOf(value)
}
