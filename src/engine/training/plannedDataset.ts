import type { Dataset } from '../../data/types'
import { InputError } from '../../errors'
import type { ClassificationRunSpec } from '../../runs/classification/types'
import type { CohortContext } from '../engine'

/**
 * The data that a run was planned on.
 *
 * @throws InputError where the data that is here has another content
 */
export function plannedDataset({ data }: ClassificationRunSpec, context: Pick<CohortContext, 'loadDataset'>): Dataset {
  const dataset = context.loadDataset(data.dataset)
  if (dataset.digest === data.digest) return dataset
  throw new InputError(`the run was planned on other data than the ${data.dataset} that is here`, {
    expected: `digest ${data.digest}`,
    received: `digest ${dataset.digest}`,
    remedy: 'plan the run anew'
  })
}
