import type { LogItem } from '../../logs/items'
import type { LogProblem, Reading } from '../../logs/problem'
import { readSeries, type Series } from '../../logs/series'
import type { Field, Mapping, MetricSource, Scalar, ValueSource } from '../mapping/types'
import type { LeftOut, OutsideRun } from '../types'
import { averaged, bestSoFar, trailingMean } from './curves'
import { lookUp, type RunPart, type RunView } from './lookUp'
import type { CurveMeasure } from './measureRun'

/** The metrics that a claim needs of each run, by the claim's names. */
export interface NeededMetrics {
  readonly judged: string
  readonly trainLoss: string
  /** null: no settings are chosen. */
  readonly selection: string | null
  /** What makes a number of the judged metric's curve; null: its final value counts. */
  readonly curve: CurveMeasure | null
}

/** A run as its log tells it, before gaps are dealt with. */
export interface ReadRun extends Pick<OutsideRun, 'origin' | 'arm' | 'group' | 'setting' | 'id'> {
  /** By the claim's name of the metric. */
  readonly series: Readonly<Record<string, Series>>
  /** Last epoch of a whole run, as the mapping or the log has it; null where neither has. */
  readonly lastEpoch: number | null
}

/** Runs found in a log, those left out, and what is wrong. */
export interface LogReading {
  readonly runs: readonly ReadRun[]
  readonly leftOut: readonly LeftOut[]
  readonly problems: readonly LogProblem[]
}

/** Reads one run: which one it is, and its series. */
export function readRun(
  view: RunView,
  mapping: Mapping,
  arms: readonly [string, string],
  needed: NeededMetrics,
  where: Readonly<Record<string, Scalar>>
): LogReading {
  const problems: LogProblem[] = []
  let why: string | null = null
  const value = (label: string, field: Field): Scalar => {
    const found = lookUp(view, label, field)
    if (found.kind === 'problem') problems.push(found.problem)
    else if (found.kind === 'left-out') why ??= `${label} ${found.value}, which the mapping leaves out`
    return found.kind === 'problem' ? '' : found.value
  }
  const values = (fields: Readonly<Record<string, Field>>) =>
    Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, value(name, field)]))

  const arm = String(value('arm', mapping.arm))
  // Of a run that is left out nothing else has to be right.
  if (why === null && problems.length === 0 && !arms.includes(arm)) why = `arm ${arm}, of which the claim says nothing`
  const group = values(mapping.groups)
  const setting = values(mapping.settings)
  const id = mapping.run === null ? null : String(value('run', { ...NO_RENAMING, from: mapping.run.from }))
  const unmet = Object.entries(where).find(([name, wanted]) => ({ ...group, ...setting })[name] !== wanted)
  if (problems.length === 0 && unmet !== undefined) why ??= `${unmet[0]} is not ${unmet[1]}`
  if (why !== null) return { runs: [], leftOut: [{ origin: view.origin, why }], problems: [] }

  const names = [needed.judged, needed.trainLoss, ...(needed.selection === null ? [] : [needed.selection])]
  const series: Record<string, Series> = {}
  for (const name of new Set(names)) {
    const reading = seriesOf(view, mapping.metrics[name]!, mapping)
    if (reading.ok) series[name] = reading.value
    else for (const problem of reading.problems) problems.push(problem)
  }
  const lastEpoch = lastEpochOf(mapping.epochs, (from) => Number(value('number of epochs', { ...NO_RENAMING, from })))
  if (problems.length > 0) return { runs: [], leftOut: [], problems }
  return { runs: [{ origin: view.origin, arm, group, setting, id, series, lastEpoch }], leftOut: [], problems: [] }
}

/** Of logs side by side (environments, shards) the average of their series; of any others one series of all rows. */
function seriesOf({ origin, parts }: RunView, metric: MetricSource, mapping: Mapping): Reading<Series> {
  const { log, epochs, gaps } = mapping
  const rules = {
    shape: { ...log, step: epochs.column },
    first: epochs.first,
    missing: log.missing,
    repeated: gaps.repeatedEpochs === 'new-run' ? 'error' : gaps.repeatedEpochs
  } as const
  const items = log.parts === 'average' ? parts : [joined(origin, parts)]
  const readings = items.map((item) => readSeries(item, metric.names, rules))
  const problems = readings.flatMap((reading) => (reading.ok ? [] : reading.problems))
  if (problems.length > 0) return { ok: false, problems }
  const curves = readings.flatMap((reading) =>
    reading.ok ? [bestSoFar(trailingMean(reading.value, metric.meanOfLast), metric.best)] : []
  )
  return { ok: true, value: averaged(curves) }
}

function joined(origin: string, parts: readonly RunPart[]): LogItem {
  return parts.length === 1 ? parts[0]! : { ...parts[0]!, origin, rows: parts.flatMap(({ rows }) => rows) }
}

const NO_RENAMING = { values: null, default: null }

function lastEpochOf(
  { first, count, countFrom, last }: Mapping['epochs'],
  read: (from: readonly ValueSource[]) => number
) {
  if (last !== null) return last
  if (countFrom !== null) return first + read(countFrom) - 1
  return count === null ? null : first + count - 1
}
