import { datasetFacts } from '../../claims/manifest/datasetFacts'
import { type Network, networkOn } from '../../claims/network/resolveNetwork'
import { InputError } from '../../errors'
import type { ClassificationRunSpec } from './types'

/** What an estimate has to know of a run's network and data. */
export interface RunNetwork {
  readonly network: Network
  /** Images of all files of the dataset, whether the run uses them or not. */
  readonly numImages: number
}

/**
 * The network that a run trains.
 *
 * @throws InputError for a dataset that claimcheck neither knows nor finds a manifest of
 */
export function networkOf({ data, model, loss }: ClassificationRunSpec): RunNetwork {
  const facts = datasetFacts(data.dataset)
  if (facts === null) {
    throw new InputError('there is no such dataset', { where: 'data.dataset', received: JSON.stringify(data.dataset) })
  }
  const { trainingImages, testImages } = facts
  return { network: networkOn(facts, model.layers, loss), numImages: trainingImages + testImages }
}
