import path from 'node:path'
import { cacheRoot } from '../claims/manifest/places'
import type { DataEnvironment, DatasetDescription } from './types'

/** A folder in which a dataset may lie, in the order in which they are looked at. */
export interface DataFolder {
  /** `package`: ships with claimcheck; `data-dir`: `CLAIMCHECK_DATA_DIR`, the user's own; `cache`: what claimcheck keeps. */
  readonly origin: 'package' | 'data-dir' | 'cache'
  readonly folder: string
}

/**
 * Where a dataset is looked for. Embedded data lies in the package. Other data: first `<CLAIMCHECK_DATA_DIR>/<name>`
 * where that variable is set, then the cache. Files that lie directly in `CLAIMCHECK_DATA_DIR` are not used: one
 * folder may hold several datasets with equal file names.
 */
export function dataFolders(description: DatasetDescription, environment: DataEnvironment): readonly DataFolder[] {
  if (description.format === 'embedded-csv') {
    return [{ origin: 'package', folder: path.resolve(__dirname, '..', '..', 'data', description.name) }]
  }
  const dataDir = environment.CLAIMCHECK_DATA_DIR
  const cache: DataFolder = { origin: 'cache', folder: cacheFolder(description, environment) }
  if (dataDir === undefined || dataDir === '') return [cache]
  return [{ origin: 'data-dir', folder: path.resolve(dataDir, description.name) }, cache]
}

/** The folder that `data fetch` and `data import` fill: `<cache>/data/<name>`. */
export function cacheFolder(description: DatasetDescription, environment: DataEnvironment): string {
  return path.resolve(cacheRoot(environment), 'data', description.name)
}
