import { DATASET_FACTS, type DatasetFacts, isDatasetName } from '../datasets'
import { factsOfManifest } from './manifest'
import type { DataEnvironment } from './places'
import { findManifest } from './readManifest'

/**
 * The facts of a dataset that this machine knows: by itself, or by a manifest.
 *
 * @returns null where it knows none of that name
 * @throws InputError where its manifest is malformed
 * @example datasetFacts('digits')?.imageShape // [8, 8, 1]
 */
export function datasetFacts(name: string, environment: DataEnvironment = process.env): DatasetFacts | null {
  if (isDatasetName(name)) return DATASET_FACTS[name]
  const manifest = findManifest(name, environment)
  return manifest === null ? null : factsOfManifest(manifest)
}
