import type { ReportRunRow } from '../../report/data/types'
import type { RunFact } from '../../runs/types'
import { circumstancesOf, type RunFacts, settingsOf } from '../runFacts'
import type { ExportedRun } from '../runsToExport'
import { csvLine } from './csvLine'

/** `runs.csv`: one row a run, with what it was and where it ran. @returns its lines */
export function* runsTable(runs: readonly ExportedRun[]): Generator<string> {
  yield* table(
    runs.map((run) => ({ run: run.key, ...settingsOf(run.record.result.spec), ...circumstancesOf(run) })),
    'run'
  )
}

const METRIC_COLUMNS = ['run', 'metric', 'unit', 'at', 'value']

/** `metrics.csv`: one row a run, metric and step or epoch. @returns its lines */
export function* metricsTable(runs: readonly ExportedRun[]): Generator<string> {
  yield csvLine(METRIC_COLUMNS)
  for (const { key, record } of runs) {
    for (const [metric, { unit, at, values }] of Object.entries(record.result.metrics)) {
      for (const [index, place] of at.entries()) yield csvLine([key, metric, unit, place, values[index]!])
    }
  }
}

/** `roles.csv`: what each run was for, as the report says: one row a place in an experiment. @returns its lines */
export function* rolesTable(runs: readonly ExportedRun[]): Generator<string> {
  yield* table(
    runs.flatMap(({ roles }) => roles.map(roleFacts)),
    'run'
  )
}

function roleFacts({ key, experiment, arm, purpose, setting, seed, initialPoint }: ReportRunRow): RunFacts {
  const { learningRate = null, beta1 = null, beta2 = null } = setting as Readonly<Record<string, number>>
  return { run: key, experiment, arm, purpose, seed, initialPoint, learningRate, beta1, beta2 }
}

/** Columns as the first row has them: every row has the same. */
function* table(rows: readonly RunFacts[], onlyColumn: string): Generator<string> {
  const columns = Object.keys(rows[0] ?? { [onlyColumn]: null })
  yield csvLine(columns)
  for (const row of rows) yield csvLine(columns.map((column): RunFact => row[column] ?? null))
}
