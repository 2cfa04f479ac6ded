import { digestOf } from '../json/canonical'
import { describeDataset, filesOf, originOf } from './descriptions'
import type { DataEnvironment, DatasetDescription, DatasetReference, FileDescription } from './types'

/**
 * SHA-256 over the canonical JSON of {file: SHA-256 of its uncompressed content}: it names a dataset's content in a
 * run's identity. What a manifest says of a file decides how its bytes become images, so there it is in the digest too.
 * The sums are pinned, so no file is read and a run can be planned before its data is there.
 *
 * @example datasetDigest('digits') // '03734d66...', pinned by specs/unit/data/digest.spec.ts
 */
export function datasetDigest(reference: DatasetReference, environment: DataEnvironment = process.env): string {
  const description = describeDataset(reference, environment)
  const { numClasses, numTargets, imageShape, numFeatures } = description
  if (originOf(description) === 'imported') {
    const files = mapFiles(description.files, ({ name, sha256, layout }) => ({ name, sha256, layout }))
    const targets = numTargets === undefined ? { numClasses } : { numTargets }
    return digestOf({ files, ...targets, imageShape, ...(numFeatures !== undefined && { numFeatures }) })
  }
  const files = filesOf(description)
  return digestOf(Object.fromEntries(files.map((file) => [file.name, file.sha256])))
}

/** The files by their roles, each as `pick` shows it. */
function mapFiles(files: DatasetDescription['files'], pick: (file: FileDescription) => object): object {
  const entries = Object.entries<FileDescription | readonly FileDescription[]>(files)
  return Object.fromEntries(entries.map(([role, of]) => [role, 'name' in of ? pick(of) : of.map(pick)]))
}
