import { parametersOf } from '../../claims/network/parameters'
import { sizeOf } from '../../claims/network/resolveNetwork'
import { slotsOf, updateRuleOf } from '../../optim/updateRule'
import type { CohortMemory } from '../runKind'
import { networkOf } from './networkOf'
import type { ClassificationRunSpec } from './types'

const FLOAT_BYTES = 4

/**
 * Roughly what a worker holds beside its engine: the dataset once, of every member the parameters with their gradient and
 * the optimizer's moments, and one minibatch's activations with their gradients.
 *
 * @param specs of one cohort; each member is taken to be as large as the largest
 */
export function trainingMemory(specs: readonly ClassificationRunSpec[]): CohortMemory {
  const numSlots = ({ optimizer }: ClassificationRunSpec) => slotsOf(updateRuleOf(optimizer)).length
  // Of members that are alike in all but the optimizer, the one that keeps most needs most.
  return memoryOf(specs.reduce((largest, spec) => (numSlots(spec) > numSlots(largest) ? spec : largest)))
}

function memoryOf(spec: ClassificationRunSpec): CohortMemory {
  const { data, training, optimizer } = spec
  const { network, numImages } = networkOf(spec)
  // Of what is standardised there is a copy, of numbers.
  const valueBytes = 1 + (data.standardise?.includes('inputs') ? FLOAT_BYTES : 0)
  const datasetBytes = numImages * sizeOf(network.input) * valueBytes
  const numParameters = parametersOf(network).reduce((sum, { shape }) => sum + sizeOf(shape), 0)
  const activations = network.layers.reduce((sum, { output }) => sum + sizeOf(output), 0)
  const activationBytes = 2 * training.batchSize * activations * FLOAT_BYTES
  const parameterBytes = numParameters * (2 + slotsOf(updateRuleOf(optimizer)).length) * FLOAT_BYTES
  // Members whose layers are images are trained one after another, in the same buffers.
  const together = network.layers.every(({ kind }) => kind !== 'conv2d')
  return {
    sharedBytes: datasetBytes + (together ? 0 : activationBytes),
    memberBytes: parameterBytes + (together ? activationBytes : 0)
  }
}
