import { setImmediate } from 'node:timers/promises'
import * as tf from '@tensorflow/tfjs-core'
import { splitDataset } from '../../data/split'
import type { Dataset, DatasetSplits } from '../../data/types'
import type { ClassificationRunSpec } from '../../plan/types'
import { type RandomStream, randomStream } from '../../random/streams'
import type { RunOutcome } from '../engine'
import { dropoutMask } from '../training/dropoutMask'
import { initialWeights } from '../training/initialWeights'
import { epochMinibatches, numStepsPerEpoch } from '../training/minibatches'
import { type ResolvedLayer, resolveLayers } from '../training/resolveLayers'
import { createOptimizer } from './createOptimizer'
import { DenseStack } from './denseStack'
import { EpochRecorder } from './epochRecorder'
import { evaluateSplit } from './evaluateSplit'
import { MinibatchBuffers } from './minibatchBuffers'

/** Updates between two turns of the event loop, in which a worker's messages leave. */
const STEPS_PER_TURN = 64

/**
 * Executes a classification run on the present backend, as `engine.ts` (the contract) says.
 *
 * @param onProgress called with the finished share of the run
 * @throws InputError for a spec that cannot be trained
 */
export async function trainClassifier(
  spec: ClassificationRunSpec,
  dataset: Dataset,
  onProgress: (share: number) => void
): Promise<RunOutcome> {
  const run = prepareRun(spec, dataset)
  try {
    return await trainEpochs(run, onProgress)
  } finally {
    run.stack.dispose()
    run.optimizer.dispose()
  }
}

interface PreparedRun {
  readonly spec: ClassificationRunSpec
  readonly splits: DatasetSplits
  readonly numClasses: number
  readonly layers: readonly ResolvedLayer[]
  readonly numStepsPerEpoch: number
  readonly buffers: MinibatchBuffers
  readonly stack: DenseStack
  readonly optimizer: tf.Optimizer
}

function prepareRun(spec: ClassificationRunSpec, dataset: Dataset): PreparedRun {
  const splits = splitDataset(dataset, spec.data)
  const { numClasses, imageShape } = dataset
  const numInputs = imageShape[0] * imageShape[1] * imageShape[2]
  const layers = resolveLayers(spec.model.layers, numInputs, numClasses)
  const { batchSize, epochs } = spec.training
  const stepsPerEpoch = numStepsPerEpoch(splits.training.count, batchSize)
  const optimizer = createOptimizer(spec.optimizer, epochs * stepsPerEpoch)
  const parameters = initialWeights(layers, randomStream(spec.seeds.init, 'init'))
  return {
    spec,
    splits,
    numClasses,
    layers,
    numStepsPerEpoch: stepsPerEpoch,
    buffers: new MinibatchBuffers(batchSize, numInputs, numClasses, spec.data.pixelScale),
    stack: new DenseStack(layers, parameters),
    optimizer
  }
}

async function trainEpochs(run: PreparedRun, onProgress: (share: number) => void): Promise<RunOutcome> {
  const { spec, splits, buffers } = run
  const { batchSize, epochs } = spec.training
  const order = randomStream(spec.seeds.order, 'order')
  const dropout = randomStream(spec.seeds.dropout, 'dropout')
  const recorder = new EpochRecorder()
  const diverged = (step: number, what: string): RunOutcome => ({
    status: { kind: 'diverged', step, what },
    metrics: recorder.metrics()
  })

  let step = 0
  for (let epoch = 1; epoch <= epochs; epoch++) {
    let lossSum = 0
    for (const indices of epochMinibatches(splits.training.count, batchSize, order)) {
      step += 1
      buffers.fill(splits.training, indices)
      const { loss, parametersAreFinite } = update(run, dropout)
      if (!Number.isFinite(loss)) return diverged(step, `minibatch loss is ${loss}`)
      if (!parametersAreFinite) return diverged(step, 'a parameter is not finite')
      lossSum += loss
      if (step % STEPS_PER_TURN === 0) {
        onProgress(step / (epochs * run.numStepsPerEpoch))
        await setImmediate()
      }
    }
    const metrics = { ...evaluate(run), 'train.runningLoss': lossSum / run.numStepsPerEpoch }
    const broken = Object.entries(metrics).find(([, value]) => !Number.isFinite(value))
    if (broken !== undefined) return diverged(step, `${broken[0]} is ${broken[1]}`)
    recorder.record(epoch, metrics)
  }
  onProgress(1)
  return { status: { kind: 'completed' }, metrics: recorder.metrics() }
}

function update({ layers, stack, optimizer, buffers }: PreparedRun, dropout: RandomStream) {
  const masks = layers
    .filter((layer) => layer.kind === 'dropout')
    .map(({ units, rate }) => dropoutMask(buffers.batchSize * units, rate, dropout))
  const { loss, gradients } = stack.lossAndGradients(() => buffers.tensors(), masks)
  try {
    // A loss that is not finite ends the run at parameters that were not yet touched by it.
    if (Number.isFinite(loss)) optimizer.applyGradients([...gradients])
  } finally {
    tf.dispose(gradients.map(({ tensor }) => tensor))
  }
  return { loss, parametersAreFinite: stack.isFinite() }
}

function evaluate({ spec, splits, numClasses, stack }: PreparedRun): Readonly<Record<string, number>> {
  const named = [
    ['train', splits.training],
    ['validation', splits.validation],
    ['test', splits.test]
  ] as const
  const metrics: Record<string, number> = {}
  for (const [name, images] of named) {
    if (images.count === 0) continue
    const { loss, accuracy } = evaluateSplit(stack, images, numClasses, spec.data.pixelScale)
    metrics[`${name}.loss`] = loss
    metrics[`${name}.accuracy`] = accuracy
  }
  return metrics
}
