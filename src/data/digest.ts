import { digestOf } from '../json/canonical'
import { describeDataset, filesOf } from './descriptions'
import type { DatasetReference } from './types'

/**
 * SHA-256 over the canonical JSON of {file: SHA-256 of its uncompressed content}: it names a dataset's content in a
 * run's identity. The sums are pinned, so no file is read and a run can be planned before its data is there.
 *
 * @example datasetDigest('digits') // '03734d66...', pinned by specs/unit/data/digest.spec.ts
 */
export function datasetDigest(reference: DatasetReference): string {
  const files = filesOf(describeDataset(reference))
  return digestOf(Object.fromEntries(files.map((file) => [file.name, file.sha256])))
}
