import { InputError } from '../../errors'
import { formatLogProblems, type LogProblem } from '../../logs/problem'
import { printable } from '../../text/escape'
import { compileName } from '../../text/nameExpression'
import type { Mapping, Scalar } from '../mapping/types'
import type { LeftOut, OutsideRun } from '../types'
import type { EvidenceFolder } from './folder'
import type { RunView } from './lookUp'
import { configReader } from './readConfig'
import { readLog } from './readLog'
import { type LogReading, type NeededMetrics, readRun } from './readRun'
import { settleRuns } from './settleRuns'
import { putTogether } from './together'

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
  const configOf = configReader(folder, mapping)
  const logs = once.map((file) => readLog(folder, file, mapping, name, configOf))
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
