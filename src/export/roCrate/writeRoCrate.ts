import type { Report } from '../../report/data/types'
import { FORMATS } from '../../report/formats'
import { NO_STUDIES } from '../../report/sections/context'
import { encodeArchive, type RecordArchive } from '../../store/recordArchive'
import { encodeRecord } from '../../store/recordCodec'
import type { ExportFolder } from '../exportFolder'
import type { RunsToExport } from '../runsToExport'
import { type CrateChoices, type CrateRecord, crateMetadata } from './crate'
import type { CrateFile } from './fileEntities'

/** Writes a report with its records as an RO-Crate 1.1: files below `report/` and `records/`, then the metadata. */
export async function writeRoCrate(
  folder: ExportFolder,
  report: Report,
  { runs, leftOut, archive }: RunsToExport,
  choices: CrateChoices
): Promise<void> {
  const reportFiles: CrateFile[] = []
  for (const { file, mediaType, description, render } of FORMATS) {
    const text = await render(report, NO_STUDIES)
    reportFiles.push({ path: `report/${file}`, mediaType, bytes: Buffer.from(text), description })
  }
  const packed = archive && archiveFile(encodeArchive(runs), archive)
  const records = runs.map((run): CrateRecord => {
    if (packed !== undefined) return { run, file: packed }
    const path = `records/${run.key.slice(0, 2)}/${run.key}.json`
    const description = 'Record of a training run: its spec, its metrics over time, its environment, with digests.'
    // What an archive holds beside these records is no part of the crate.
    const bytes = Buffer.from(encodeRecord(run.record.result, run.record.environment))
    return { run, file: { path, mediaType: 'application/json', bytes, description } }
  })
  for (const { path, bytes } of new Set([...reportFiles, ...records.map(({ file }) => file)])) folder.write(path, bytes)
  const metadata = crateMetadata(report, reportFiles, records, leftOut, choices)
  folder.write('ro-crate-metadata.json', `${JSON.stringify(metadata, null, 2)}\n`)
}

function archiveFile(bytes: Uint8Array, { digest }: RecordArchive): CrateFile {
  const description = `${digest.records} records of training runs, of the digest ${digest.digest}: for claimcheck report --from report/report.json --records, and claimcheck audit --records.`
  return { path: 'records/records.jsonl.gz', mediaType: 'application/gzip', bytes, description }
}
