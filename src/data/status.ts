import type { DatasetName } from '../claims/types'
import { InputError, UnavailableError } from '../errors'
import { describeDataset } from './descriptions'
import { locateDataset, problemOf } from './locate'
import type { DataEnvironment, DatasetDescription, DatasetReference, DatasetStatus } from './types'

/**
 * Says whether a dataset is here, fast enough for Jest's collection phase: of a file that looks right it reads at most
 * 1 KiB (size, gzip trailer, IDX header). Only a file that looks wrong is read in full, so `invalid` is certain, while
 * `available` can still turn out invalid in `loadDataset`, which checks every byte.
 *
 * @example datasetStatus('digits').state // 'available'
 */
export function datasetStatus(reference: DatasetReference, environment: DataEnvironment = process.env): DatasetStatus {
  if (typeof reference !== 'string') return statusOf(reference, environment)
  try {
    return statusOf(describeDataset(reference, environment), environment)
  } catch (error) {
    return withoutDescription(reference, error)
  }
}

function statusOf(description: DatasetDescription, environment: DataEnvironment): DatasetStatus {
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

/** No manifest of that name, or one that cannot be used. */
function withoutDescription(name: DatasetName, error: unknown): DatasetStatus {
  if (error instanceof UnavailableError) {
    return { state: 'missing', name, reason: error.subject, remedy: error.details.remedy! }
  }
  if (error instanceof InputError) {
    return { state: 'invalid', name, reason: error.explanation, remedy: 'correct or remove the manifest' }
  }
  throw error
}
