import { readFileSync } from 'node:fs'
import type { Report } from '../../report/data/types'
import { FORMATS } from '../../report/formats'
import { NO_STUDIES } from '../../report/sections/context'
import type { ExportFolder } from '../exportFolder'
import type { RunsToExport } from '../runsToExport'
import { type CrateChoices, type CrateRecord, crateMetadata } from './crate'
import type { CrateFile } from './fileEntities'

/** Writes a report with its records as an RO-Crate 1.1: files below `report/` and `records/`, then the metadata. */
export async function writeRoCrate(
  folder: ExportFolder,
  report: Report,
  { runs, leftOut }: RunsToExport,
  choices: CrateChoices
): Promise<void> {
  const reportFiles: CrateFile[] = []
  for (const { file, mediaType, description, render } of FORMATS) {
    const text = await render(report, NO_STUDIES)
    reportFiles.push({ path: `report/${file}`, mediaType, bytes: Buffer.from(text), description })
  }
  const records = runs.map((run): CrateRecord => {
    const path = `records/${run.key.slice(0, 2)}/${run.key}.json`
    const description = 'Record of a training run: its spec, its metrics over time, its environment, with digests.'
    return { run, file: { path, mediaType: 'application/json', bytes: readFileSync(run.file), description } }
  })
  for (const { path, bytes } of [...reportFiles, ...records.map(({ file }) => file)]) folder.write(path, bytes)
  const metadata = crateMetadata(report, reportFiles, records, leftOut, choices)
  folder.write('ro-crate-metadata.json', `${JSON.stringify(metadata, null, 2)}\n`)
}
