import type { ExportFolder } from '../exportFolder'
import type { ExportedRun } from '../runsToExport'
import { metricsTable, rolesTable, runsTable } from './tables'

/** Writes runs.csv, metrics.csv and, of the runs of a report, roles.csv. `run` joins them: the key of the run. */
export function writeCsv(folder: ExportFolder, runs: readonly ExportedRun[]): void {
  folder.write('runs.csv', runsTable(runs))
  folder.write('metrics.csv', metricsTable(runs))
  if (runs.some(({ roles }) => roles.length > 0)) folder.write('roles.csv', rolesTable(runs))
}
