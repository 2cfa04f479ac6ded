import type { DatasetManifest } from '../claims/manifest/manifest'
import { datasetStatusFor } from '../data/statusFor'
import { type Experiment, runKindOf } from '../runs/runKinds'

/** Why the data of an experiment cannot be used here, and the one command that helps; null where nothing is missing. */
export function missingDataOf(
  experiment: Experiment,
  datasets: ReadonlyMap<string, DatasetManifest>
): { readonly reason: string; readonly remedy: string } | null {
  const dataset = runKindOf(experiment).dataset(experiment)
  if (dataset === null) return null
  const status = datasetStatusFor(dataset, datasets)
  return status.state === 'available' ? null : { reason: status.reason, remedy: status.remedy }
}
