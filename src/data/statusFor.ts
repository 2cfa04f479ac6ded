import type { DatasetManifest } from '../claims/manifest/manifest'
import type { DatasetName } from '../claims/types'
import { describeManifest } from './describeManifest'
import { datasetDigest } from './digest'
import { datasetStatus } from './status'
import type { DataEnvironment, DatasetStatus } from './types'

/**
 * Says whether this machine has the dataset that some claims mean by a name: where a manifest lies among them, the data
 * of that name has to be the content that it pins.
 *
 * @param manifests those of the claims, by name
 */
export function datasetStatusFor(
  name: DatasetName,
  manifests: ReadonlyMap<string, DatasetManifest>,
  environment: DataEnvironment = process.env
): DatasetStatus {
  const status = datasetStatus(name, environment)
  const manifest = manifests.get(name)
  if (manifest === undefined || status.state !== 'available') return status
  if (datasetDigest(describeManifest(manifest)) === datasetDigest(name, environment)) return status
  return {
    state: 'invalid',
    name,
    reason: `${status.folder} holds other content than the manifest of ${name} among the claims pins`,
    remedy: `remove ${status.folder}, or give one of the two another name`
  }
}
