import type { DatasetLookup } from '../claims/datasets'
import { datasetFacts } from '../claims/manifest/datasetFacts'
import { type Experiment, type ExperimentFile, runKindOf } from './runKinds'

/**
 * An experiment's file, which lint accepted, with every default filled in.
 *
 * @param factsOf what is known of the dataset; what this machine knows where left out
 */
export function resolveExperiment(file: ExperimentFile, factsOf: DatasetLookup = datasetFacts): Experiment {
  return runKindOf(file).resolve(file, factsOf)
}
