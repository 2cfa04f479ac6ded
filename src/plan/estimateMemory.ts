import { parametersOf } from '../claims/network/parameters'
import { sizeOf } from '../claims/network/resolveNetwork'
import { slotsOf, updateRuleOf } from '../optim/updateRule'
import { networkOf } from './networkOf'
import type { ClassificationRunSpec, RunSpec } from './types'

/** What a worker holds while it trains a cohort of k runs: `sharedBytes + k * memberBytes`. */
export interface CohortMemory {
  readonly sharedBytes: number
  readonly memberBytes: number
}

/** A worker with its engine loaded and a small model: mostly node and the native libraries. Measured on Linux. */
const ENGINE_BYTES = { scalar: 60e6, onnx: 190e6, tfjs: 150e6 }
const FLOAT_BYTES = 4

/**
 * Roughly the resident memory of a worker: the engine, the dataset once, of every member the parameters with their gradient
 * and the optimizer's moments, and one minibatch's activations with their gradients.
 */
export function estimateMemory(spec: RunSpec): CohortMemory {
  switch (spec.kind) {
    case 'synthetic':
      return { sharedBytes: ENGINE_BYTES.scalar, memberBytes: 0 }
    case 'classification':
      return estimateTraining(spec)
    default:
      return spec satisfies never
  }
}

function estimateTraining(spec: ClassificationRunSpec): CohortMemory {
  const { engine, training, optimizer } = spec
  const { network, numImages } = networkOf(spec)
  const datasetBytes = numImages * sizeOf(network.input)
  const numParameters = parametersOf(network).reduce((sum, { shape }) => sum + sizeOf(shape), 0)
  const activations = network.layers.reduce((sum, { output }) => sum + sizeOf(output), 0)
  const activationBytes = 2 * training.batchSize * activations * FLOAT_BYTES
  const parameterBytes = numParameters * (2 + slotsOf(updateRuleOf(optimizer)).length) * FLOAT_BYTES
  // Members whose layers are images are trained one after another, in the same buffers.
  const together = network.layers.every(({ kind }) => kind !== 'conv2d')
  return {
    sharedBytes: ENGINE_BYTES[engine.name] + datasetBytes + (together ? 0 : activationBytes),
    memberBytes: parameterBytes + (together ? activationBytes : 0)
  }
}
