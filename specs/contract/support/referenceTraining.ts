import { splitDataset } from '../../../src/data/split'
import type { Dataset } from '../../../src/data/types'
import { dropoutMask } from '../../../src/engine/training/dropoutMask'
import { type DenseParameters, initialWeights } from '../../../src/engine/training/initialWeights'
import { epochMinibatches, numStepsPerEpoch } from '../../../src/engine/training/minibatches'
import { type ResolvedLayer, resolveLayers } from '../../../src/engine/training/resolveLayers'
import { initOptimizer, optimizerStep } from '../../../src/optim/optimizer'
import type { ClassificationRunSpec } from '../../../src/plan/types'
import { randomStream } from '../../../src/random/streams'
import { type Rows, referenceGradients, referenceLogits, referenceLosses, rowsOf } from './denseReference'

/** One update of the float64 training, as it stands before the update. */
export interface ReferenceStep {
  /** t, from 1 */
  readonly step: number
  readonly layers: readonly ResolvedLayer[]
  readonly parameters: readonly DenseParameters[]
  readonly indices: Uint32Array
  readonly masks: readonly Float32Array[]
  readonly loss: number
}

/** Trains in float64 with the reference of the network and of the optimizer, step by step, as the contract prescribes. */
export function* referenceTraining(
  spec: Omit<ClassificationRunSpec, 'engine'>,
  dataset: Dataset
): Generator<ReferenceStep, readonly DenseParameters[]> {
  const { training } = splitDataset(dataset, spec.data)
  const [height, width, channels] = dataset.imageShape
  const layers = resolveLayers(spec.model.layers, height * width * channels, dataset.numClasses)
  const { batchSize, epochs } = spec.training
  const order = randomStream(spec.seeds.order, 'order')
  const dropout = randomStream(spec.seeds.dropout, 'dropout')
  const numSteps = epochs * numStepsPerEpoch(training.count, batchSize)
  let parameters = initialWeights(layers, randomStream(spec.seeds.init, 'init'))
  let flat = flatten(parameters)
  let state = initOptimizer(spec.optimizer, flat.length)
  for (let epoch = 1, step = 0; epoch <= epochs; epoch++) {
    for (const indices of epochMinibatches(training.count, batchSize, order)) {
      step += 1
      const masks = layers
        .filter((layer) => layer.kind === 'dropout')
        .map(({ units, rate }) => dropoutMask(batchSize * units, rate, dropout))
      const rows = rowsOf(training, indices, spec.data.pixelScale)
      const { loss, gradients } = referenceGradients(layers, parameters, rows, masks)
      yield { step, layers, parameters, indices, masks, loss }
      const gradient = Float64Array.from(gradients.flatMap((part) => [...part]))
      const update = optimizerStep(spec.optimizer, state, flat, gradient, { numSteps, domain: null })
      flat = update.x
      state = update.state
      parameters = unflatten(flat, parameters)
    }
  }
  return parameters
}

/** Mean loss and accuracy in inference mode. */
export function referenceMetrics(
  layers: readonly ResolvedLayer[],
  parameters: readonly DenseParameters[],
  { inputs, labels }: Rows
): { readonly loss: number; readonly accuracy: number } {
  const logits = referenceLogits(layers, parameters, inputs, null)
  const losses = referenceLosses(logits, labels)
  const correct = logits.filter((row, i) => row.indexOf(Math.max(...row)) === labels[i])
  return { loss: losses.reduce((a, b) => a + b, 0) / losses.length, accuracy: correct.length / labels.length }
}

function flatten(parameters: readonly DenseParameters[]): Float64Array {
  return Float64Array.from(parameters.flatMap(({ kernel, bias }) => [...kernel, ...(bias ?? [])]))
}

function unflatten(flat: Float64Array, like: readonly DenseParameters[]): readonly DenseParameters[] {
  let start = 0
  const take = (length: number) => {
    start += length
    return flat.slice(start - length, start)
  }
  return like.map(({ kernel, bias }) => ({
    kernel: take(kernel.length),
    bias: bias === null ? null : take(bias.length)
  }))
}
