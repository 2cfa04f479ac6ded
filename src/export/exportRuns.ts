import { writeCsv } from './csv/writeCsv'
import { ExportFolder } from './exportFolder'
import { writeMlflow } from './mlflow/writeMlflow'
import type { RunsToExport } from './runsToExport'
import { writeTensorboard } from './tensorboard/writeTensorboard'

const WRITERS = { csv: writeCsv, tensorboard: writeTensorboard, mlflow: writeMlflow } as const

/** Other tools' ways to hold runs. */
export type RunFormat = keyof typeof WRITERS

/**
 * Writes runs where another tool reads them: as tables (RFC 4180), as TensorBoard's event files, or as JSON lines with a
 * script that imports them into MLflow.
 *
 * @param folder new or empty
 * @param runs what `runsToExport` found in a store
 * @returns paths of the files, relative to the folder, with forward slashes
 * @throws InputError where the folder holds something
 * @throws InfrastructureError where it cannot be written
 * @example (not run) exportRuns('csv', 'runs', runsToExport(store, report)) // ['runs.csv', 'metrics.csv', 'roles.csv']
 */
export function exportRuns(format: RunFormat, folder: string, { runs }: RunsToExport): readonly string[] {
  const target = new ExportFolder(folder)
  WRITERS[format](target, runs)
  return target.written
}
