import { readFileSync } from 'node:fs'
import type { Report } from '../../report/data/types'
import { renderFiles } from '../../report/write'
import type { ExportFolder } from '../exportFolder'
import type { RunsToExport } from '../runsToExport'
import { type CrateChoices, type CrateRecord, crateMetadata } from './crate'
import type { CrateFile } from './fileEntities'

const DESCRIPTIONS = {
  json: 'The report as data: every claim with its evidence, from which claimcheck computes the verdicts again.',
  markdown: 'The report for reading.',
  html: 'The report as a page with figures.',
  junit: 'The outcomes as JUnit XML, for continuous integration.',
  summary: 'The report in a few lines.',
  badge: 'The counts as a badge.'
} as const satisfies Record<keyof ReturnType<typeof renderFiles>, string>

/** Writes a report with its records as an RO-Crate 1.1: files below `report/` and `records/`, then the metadata. */
export async function writeRoCrate(
  folder: ExportFolder,
  report: Report,
  { runs, leftOut }: RunsToExport,
  choices: CrateChoices
): Promise<void> {
  const { html, ...ready } = renderFiles(report)
  const rendered = { ...ready, html: await html() }
  const reportFiles = Object.entries(DESCRIPTIONS).map(([form, description]): CrateFile => {
    const [name, text] = rendered[form as keyof typeof rendered]
    return { path: `report/${name}`, bytes: Buffer.from(text), description }
  })
  const records = runs.map((run): CrateRecord => {
    const path = `records/${run.key.slice(0, 2)}/${run.key}.json`
    const description = 'Record of a training run: its spec, its metrics over time, its environment, with digests.'
    return { run, file: { path, bytes: readFileSync(run.file), description } }
  })
  for (const { path, bytes } of [...reportFiles, ...records.map(({ file }) => file)]) folder.write(path, bytes)
  const metadata = crateMetadata(report, reportFiles, records, leftOut, choices)
  folder.write('ro-crate-metadata.json', `${JSON.stringify(metadata, null, 2)}\n`)
}
