import { describeDataset } from './descriptions'
import { locateDataset, problemOf } from './locate'
import type { DataEnvironment, DatasetReference, DatasetStatus } from './types'

/**
 * Says whether a dataset is here, fast enough for Jest's collection phase: of a file that looks right it reads at most
 * 1 KiB (size, gzip trailer, IDX header). Only a file that looks wrong is read in full, so `invalid` is certain, while
 * `available` can still turn out invalid in `loadDataset`, which checks every byte.
 *
 * @example datasetStatus('digits').state // 'available'
 */
export function datasetStatus(reference: DatasetReference, environment: DataEnvironment = process.env): DatasetStatus {
  const description = describeDataset(reference)
  const { name } = description
  const located = locateDataset(description, environment)
  switch (located.state) {
    case 'found':
      return { state: 'available', name, folder: located.place.folder }
    case 'missing':
      return { state: 'missing', name, reason: located.reason, remedy: located.remedy }
    case 'invalid':
      return { state: 'invalid', name, reason: problemOf(located.error), remedy: located.error.details.remedy! }
    default:
      return located satisfies never
  }
}
