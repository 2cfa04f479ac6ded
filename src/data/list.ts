import { statSync } from 'node:fs'
import { isDatasetName } from '../claims/datasets'
import { manifestNames } from '../claims/manifest/places'
import { findManifest } from '../claims/manifest/readManifest'
import { InputError } from '../errors'
import { describeManifest } from './describeManifest'
import { DATASETS, filesOf, originOf } from './descriptions'
import { datasetDigest } from './digest'
import { findFile } from './files'
import { datasetStatus } from './status'
import type { DataEnvironment, DatasetDescription, DatasetListing } from './types'

/** What `claimcheck data list` shows: every dataset that claimcheck knows, and what this machine has of it. */
export function listDatasets(
  environment: DataEnvironment = process.env,
  descriptions: readonly DatasetDescription[] = Object.values(DATASETS)
): readonly DatasetListing[] {
  return [...descriptions.map((description) => listingOf(description, environment)), ...describedHere(environment)]
}

/** The datasets for which this machine has a manifest. */
function describedHere(environment: DataEnvironment): readonly DatasetListing[] {
  return manifestNames(environment).flatMap((name) => {
    if (isDatasetName(name)) return []
    try {
      const manifest = findManifest(name, environment)
      return manifest === null ? [] : [listingOf(describeManifest(manifest), environment)]
    } catch (error) {
      if (error instanceof InputError) return [brokenListing(name, environment)]
      throw error
    }
  })
}

function listingOf(description: DatasetDescription, environment: DataEnvironment): DatasetListing {
  const { name, title, summary, attribution, licence } = description
  const files = filesOf(description)
  const status = datasetStatus(description, environment)
  const archiveBytes = description.format === 'batches' ? (description.archive?.downloadBytes ?? 0) : 0
  return {
    name,
    title,
    summary,
    attribution,
    licence,
    origin: originOf(description),
    digest: datasetDigest(description),
    status,
    storedBytes: status.state === 'available' ? storedBytes(description, status.folder) : null,
    downloadBytes: files.reduce((total, file) => total + file.downloadBytes, archiveBytes)
  }
}

/** Its manifest cannot be used; the status says why. */
function brokenListing(name: string, environment: DataEnvironment): DatasetListing {
  const unknown = 'not known'
  return {
    name,
    title: name,
    summary: 'its manifest cannot be used',
    attribution: unknown,
    licence: unknown,
    origin: 'imported',
    digest: '',
    status: datasetStatus(name, environment),
    storedBytes: null,
    downloadBytes: 0
  }
}

function storedBytes(description: DatasetDescription, folder: string): number {
  return filesOf(description).reduce((total, file) => {
    const location = findFile(folder, file)
    return location === null ? total : total + statSync(location).size
  }, 0)
}
