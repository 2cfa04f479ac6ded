import type { Report } from '../report/data/types'
import { ExportFolder } from './exportFolder'
import type { CrateChoices } from './roCrate/crate'
import { writeRoCrate } from './roCrate/writeRoCrate'
import type { RunsToExport } from './runsToExport'

/**
 * Writes a report with its records as an RO-Crate 1.1 (https://w3id.org/ro/crate/1.1), ready to be deposited.
 *
 * @param folder new or empty
 * @param runs what `runsToExport` found of the report in a store
 * @param choices what the depositor decides: licence, day, author
 * @returns paths of the files, relative to the folder, with forward slashes
 * @throws InputError where the folder holds something
 * @throws InfrastructureError where it cannot be written
 * @example (not run)
 * await exportRoCrate('crate', report, runs, { licence: 'CC-BY-4.0', datePublished: '2026-01-31', author: null })
 * // ['report/report.json', ..., 'ro-crate-metadata.json']
 */
export async function exportRoCrate(
  folder: string,
  report: Report,
  runs: RunsToExport,
  choices: CrateChoices
): Promise<readonly string[]> {
  const target = new ExportFolder(folder)
  await writeRoCrate(target, report, runs, choices)
  return target.written
}
