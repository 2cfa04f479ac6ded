import path from 'node:path'
import { InfrastructureError, InputError } from '../../errors'
import { groupBy } from '../../json/groupBy'
import { printable } from '../../text/escape'
import { compileName, type NameExpression } from '../mapping/nameExpression'
import type { Mapping, Scalar } from '../mapping/types'
import type { LeftOut, OutsideRun } from '../types'
import type { LogRow } from './csv'
import { readJson, readYaml, valueAtKeys } from './document'
import type { EvidenceFolder } from './folder'
import { formatOf, type LogItem, readItems } from './items'
import type { RunView } from './lookUp'
import { formatEvidenceProblems, type Reading } from './problem'
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
  const readings = once.map((file) => readLog(folder, file, mapping, name, arms, needed, where))
  const problems = readings.flatMap((reading) => reading.problems)
  const leftOut = readings.flatMap((reading) => reading.leftOut)
  const settled = settleRuns(
    readings.flatMap((reading) => reading.runs),
    mapping,
    arms,
    needed
  )
  const all = [...problems, ...settled.problems]
  if (all.length > 0) {
    throw new InputError(`the logs cannot be used\n\n${formatEvidenceProblems(all).trimEnd()}`)
  }
  return { runs: settled.runs, leftOut: [...links, ...leftOut, ...settled.leftOut], warnings: settled.warnings }
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

function readLog(
  folder: EvidenceFolder,
  file: string,
  mapping: Mapping,
  name: NameExpression | null,
  arms: readonly [string, string],
  needed: NeededMetrics,
  where: Readonly<Record<string, Scalar>>
): LogReading {
  const text = readText(folder, file)
  const items = text.ok ? readItems(file, text.value, mapping.log) : text
  const config = readConfig(folder, file, mapping)
  const problems = [items, config].flatMap((reading) => (reading.ok ? [] : reading.problems))
  if (!items.ok || !config.ok) return { runs: [], leftOut: [], problems }
  const views = items.value
    .flatMap((item) => (mapping.log.runs === 'rows' ? splitByRun(item, mapping) : [item]))
    .map((item): RunView => ({ ...item, config: config.value, name: name?.match(item.origin) ?? null }))
  const read = views.map((view) => readRun(view, mapping, arms, needed, where))
  return {
    runs: read.flatMap((one) => one.runs),
    leftOut: read.flatMap((one) => one.leftOut),
    problems: read.flatMap((one) => one.problems)
  }
}

function readText(folder: EvidenceFolder, file: string): Reading<string> {
  try {
    return { ok: true, value: folder.read(file) }
  } catch (error) {
    if (error instanceof InfrastructureError) throw error
    const received = error instanceof Error ? error.message : String(error)
    const text = { message: 'the file cannot be read', expected: 'a text file in UTF-8', received }
    const remedy = 'save it as UTF-8, or leave it out of "log.files"'
    return { ok: false, problems: [{ origin: file, line: null, ...text, remedy }] }
  }
}

/** null where the log has no config file: other sources, or the absence of any, tell. */
function readConfig(folder: EvidenceFolder, log: string, { config }: Mapping): Reading<unknown> {
  if (config === null) return { ok: true, value: null }
  const stem = path.posix.basename(log, path.posix.extname(log))
  const file = path.posix.join(path.posix.dirname(log), config.file.replaceAll('{stem}', stem))
  if (file.startsWith('../')) {
    const text = {
      message: 'the config file would be outside of the folder',
      expected: 'one inside of it',
      received: file
    }
    const remedy = 'correct "config.file" in the mapping, or put the file into the folder'
    return { ok: false, problems: [{ origin: log, line: null, ...text, remedy }] }
  }
  if (!folder.has(file)) return { ok: true, value: null }
  const text = readText(folder, file)
  if (!text.ok) return text
  return (config.format ?? formatOf(file)) === 'yaml' ? readYaml(file, text.value) : readJson(file, text.value)
}

/** Rows that have the same values in all columns that say which run they belong to. */
function splitByRun(item: LogItem, { arm, run, settings, groups }: Mapping): LogItem[] {
  const fields = [arm, ...Object.values(groups), ...Object.values(settings), ...(run === null ? [] : [run])]
  const columns = fields.flatMap(({ from }) => from.flatMap((source) => ('column' in source ? [source.column] : [])))
  const textsOf = ({ cells }: LogRow) => columns.map((column) => textOf(valueAtKeys(cells, column)))
  const byRun = groupBy(item.rows, (row) => JSON.stringify(textsOf(row)))
  return [...byRun.values()].map((rows) => ({ ...item, origin: `${item.file}#${textsOf(rows[0]!).join(',')}`, rows }))
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
