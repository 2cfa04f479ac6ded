import { statSync } from 'node:fs'
import { DATASETS, filesOf } from './descriptions'
import { datasetDigest } from './digest'
import { findFile } from './files'
import { datasetStatus } from './status'
import type { DataEnvironment, DatasetDescription, DatasetListing } from './types'

/** What `claimcheck data list` shows: every dataset that claimcheck knows, and what this machine has of it. */
export function listDatasets(
  environment: DataEnvironment = process.env,
  descriptions: readonly DatasetDescription[] = Object.values(DATASETS)
): readonly DatasetListing[] {
  return descriptions.map((description) => {
    const { name, title, summary, attribution, licence } = description
    const files = filesOf(description)
    const status = datasetStatus(description, environment)
    return {
      name,
      title,
      summary,
      attribution,
      licence,
      origin: description.format === 'embedded-csv' ? 'embedded' : 'fetched',
      digest: datasetDigest(description),
      status,
      storedBytes: status.state === 'available' ? storedBytes(description, status.folder) : null,
      downloadBytes: files.reduce((total, file) => total + file.downloadBytes, 0)
    }
  })
}

function storedBytes(description: DatasetDescription, folder: string): number {
  return filesOf(description).reduce((total, file) => {
    const location = findFile(folder, file)
    return location === null ? total : total + statSync(location).size
  }, 0)
}
