import { isObject } from '../../claims/document'
import type { LogFormat, Mapping } from '../mapping/types'
import { type LogRow, readLogTable } from './csv'
import { excerptOf, readJson, readJsonLines, readYaml, valueAtKeys } from './document'
import type { EvidenceProblem, Reading } from './problem'

/** What a log holds of one run (of several, where its rows are told apart by their columns). */
export interface LogItem {
  /** Path of the log, with `#` and the key or index where a document holds several runs. */
  readonly origin: string
  /** The log itself. */
  readonly file: string
  /** The run's own document; null for tables. */
  readonly document: unknown
  readonly rows: readonly LogRow[]
}

/** Reads one log as far as its layout goes; what its columns mean comes later. */
export function readItems(file: string, text: string, log: Mapping['log']): Reading<LogItem[]> {
  const format = log.format ?? formatOf(file)
  if ((format === 'csv' || format === 'jsonl') && (log.runs === 'items' || log.layout === 'columns')) {
    return problem(file, {
      message: `a table has no ${log.runs === 'items' ? 'items' : 'lists'}`,
      expected: 'a JSON or YAML document, as "log" in the mapping says',
      received: format,
      remedy: 'correct "log.runs" or "log.layout", or the patterns in "log.files"'
    })
  }
  switch (format) {
    case 'csv':
      return tableItem(file, readLogTable(file, text, log.delimiter ?? (/\.tsv$/i.test(file) ? '\t' : ',')))
    case 'jsonl':
      return tableItem(file, readJsonLines(file, text))
    case 'json':
      return documentItems(file, readJson(file, text), log)
    case 'yaml':
      return documentItems(file, readYaml(file, text), log)
    case null:
      return problem(file, {
        message: 'the format of the file is not known',
        expected: 'the extension .json, .jsonl, .ndjson, .csv, .tsv, .yaml or .yml',
        received: file,
        remedy: 'state "log": { "format": ... } in the mapping'
      })
    default:
      return format satisfies never
  }
}

/** @example formatOf('a/log.yml') // 'yaml' */
export function formatOf(file: string): LogFormat | null {
  const extension = /\.([a-z]+)$/i.exec(file)?.[1]?.toLowerCase()
  if (extension === 'json') return 'json'
  if (extension === 'jsonl' || extension === 'ndjson') return 'jsonl'
  if (extension === 'csv' || extension === 'tsv') return 'csv'
  return extension === 'yaml' || extension === 'yml' ? 'yaml' : null
}

function tableItem(file: string, table: Reading<LogRow[]>): Reading<LogItem[]> {
  return table.ok ? { ok: true, value: [{ origin: file, file, document: null, rows: table.value }] } : table
}

function documentItems(file: string, reading: Reading<unknown>, log: Mapping['log']): Reading<LogItem[]> {
  if (!reading.ok) return reading
  if (log.runs !== 'items') return merge([documentItem(file, file, reading.value, log)])
  const place = log.itemsAt === null ? reading.value : valueAtKeys(reading.value, log.itemsAt)
  if (!Array.isArray(place) && !isObject(place)) {
    return problem(file, {
      message: 'there are no runs in the document',
      expected: `a list or an object of runs ${log.itemsAt === null ? 'in it' : `at ${log.itemsAt}`}`,
      received: describe(place),
      remedy: 'correct "log.itemsAt" in the mapping'
    })
  }
  return merge(Object.entries(place).map(([key, item]) => documentItem(file, `${file}#${key}`, item, log)))
}

function documentItem(file: string, origin: string, document: unknown, log: Mapping['log']): Reading<LogItem[]> {
  const place = log.rowsAt === null ? document : valueAtKeys(document, log.rowsAt)
  const rows = log.layout === 'columns' ? transpose(origin, place) : rowsOf(origin, place)
  return rows.ok ? { ok: true, value: [{ origin, file, document, rows: rows.value }] } : rows
}

/** One object alone is a single row: the summary of a run. */
function rowsOf(origin: string, place: unknown): Reading<LogRow[]> {
  const list = isObject(place) ? [place] : place
  if (!Array.isArray(list) || !list.every(isObject)) {
    return problem(origin, {
      message: 'there are no rows',
      expected: 'a list of objects, one an epoch',
      received: describe(place),
      remedy: 'correct "log.rowsAt" or "log.layout" in the mapping'
    })
  }
  return { ok: true, value: list.map((cells, index) => ({ cells, line: index + 1 })) }
}

/** Lists, one a metric, as rows; what is no list (a name, a setting) is no column. */
function transpose(origin: string, place: unknown): Reading<LogRow[]> {
  if (!isObject(place)) {
    return problem(origin, {
      message: 'there are no lists',
      expected: 'an object with a list a metric',
      received: describe(place),
      remedy: 'correct "log.rowsAt" or "log.layout" in the mapping'
    })
  }
  const columns = Object.entries(place).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]))
  const rows: Map<string, unknown>[] = []
  for (const [name, values] of columns) {
    for (const [index, value] of values.entries()) {
      rows[index] ??= new Map()
      rows[index].set(name, value)
    }
  }
  return { ok: true, value: rows.map((cells, index) => ({ cells: Object.fromEntries(cells), line: index + 1 })) }
}

function merge(readings: readonly Reading<LogItem[]>[]): Reading<LogItem[]> {
  const problems = readings.flatMap((reading) => (reading.ok ? [] : reading.problems))
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, value: readings.flatMap((reading) => (reading.ok ? reading.value : [])) }
}

function problem(origin: string, text: Omit<EvidenceProblem, 'origin' | 'line'>): Reading<never> {
  return { ok: false, problems: [{ origin, line: null, ...text }] }
}

/** What stands somewhere, in a word. */
function describe(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (isObject(value)) return `an object with the keys ${Object.keys(value).slice(0, 8).join(', ')}`
  return excerptOf(value)
}
