import { parametersOf } from '../../claims/network/parameters'
import { sizeOf } from '../../claims/network/resolveNetwork'
import { slotsOf, updateRuleOf } from '../../optim/updateRule'
import type { RunAmounts } from '../types'
import { networkOf } from './networkOf'
import type { ClassificationRunSpec } from './types'

const FLOAT_BYTES = 4

/**
 * What a training takes: parameters that the optimizer moves; an update for every whole batch of every epoch; bytes of all
 * numbers of the network in single precision, running statistics too, and of the moments that the optimizer keeps.
 *
 * @throws InputError for a dataset that claimcheck neither knows nor finds a manifest of
 */
export function trainingAmounts(spec: ClassificationRunSpec): RunAmounts {
  const { training, data, optimizer } = spec
  const all = parametersOf(networkOf(spec).network)
  const count = (of: typeof all) => of.reduce((sum, { shape }) => sum + sizeOf(shape), 0)
  const parameters = count(all.filter(({ trained }) => trained))
  return {
    parameters,
    updates: Math.floor(data.trainImages / training.batchSize) * training.epochs,
    bytes: FLOAT_BYTES * (count(all) + parameters * slotsOf(updateRuleOf(optimizer)).length)
  }
}
