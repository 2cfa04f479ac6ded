import { setImmediate } from 'node:timers/promises'
import * as tf from '@tensorflow/tfjs-core'
import { forwardFlops } from '../../claims/network/countOperations'
import { type Network, networkOn, sizeOf } from '../../claims/network/resolveNetwork'
import type { ImageBlocks, SplitBlocks } from '../../claims/runs'
import { splitDataset } from '../../data/split'
import type { Dataset, DatasetSplits } from '../../data/types'
import { type RandomStream, randomStream } from '../../random/streams'
import type { ClassificationRunSpec } from '../../runs/classification/types'
import type { RunOutcome } from '../engine'
import { movesOf } from '../training/augmentation'
import { BlockTally } from '../training/blockTally'
import { dropoutMask } from '../training/dropoutMask'
import { EpochRecorder } from '../training/epochRecorder'
import { initialParameters } from '../training/initialParameters'
import { epochMinibatches, numStepsPerEpoch } from '../training/minibatches'
import { decodeTrainingState, encodeTrainingState, type TrainingState } from '../training/trainingState'
import { evaluateSplit } from './evaluateSplit'
import { MinibatchBuffers } from './minibatchBuffers'
import { TfjsNetwork } from './network'
import { RuleOptimizer } from './ruleOptimizer'

/** Whoever executes a run offers this. */
export interface TrainingContext {
  /** Called with the finished share of the run. */
  onProgress(share: number): void
  isCheckpointDue(): boolean
  readCheckpoint(): Uint8Array | null
  writeCheckpoint(checkpoint: Uint8Array): void
}

/** Updates between two turns of the event loop, in which a worker's messages leave and checkpoints are written. */
const STEPS_PER_TURN = 64

/** A turn has at most so many floating-point operations, unless a single update has more: a second at 5 GFLOPS. */
const FLOPS_PER_TURN = 5e9

/**
 * Executes a classification run on the present backend, as `engine.ts` (the contract) says.
 *
 * @throws InputError for a spec that cannot be trained
 */
export async function trainClassifier(
  spec: ClassificationRunSpec,
  dataset: Dataset,
  context: TrainingContext
): Promise<RunOutcome> {
  const checkpoint = context.readCheckpoint()
  const state = checkpoint === null ? null : decodeTrainingState(checkpoint)
  const run = prepareRun(spec, dataset, state)
  try {
    return await trainEpochs(run, state, context)
  } finally {
    run.model.dispose()
    run.optimizer.dispose()
  }
}

interface PreparedRun {
  readonly spec: ClassificationRunSpec
  readonly splits: DatasetSplits
  readonly network: Network
  readonly numStepsPerEpoch: number
  readonly buffers: MinibatchBuffers
  readonly model: TfjsNetwork
  readonly optimizer: RuleOptimizer
}

function prepareRun(spec: ClassificationRunSpec, dataset: Dataset, state: TrainingState | null): PreparedRun {
  const splits = splitDataset(dataset, spec.data, spec.seeds.problem)
  const network = networkOn(dataset, spec.model.layers, spec.loss)
  const { batchSize, epochs } = spec.training
  const stepsPerEpoch = numStepsPerEpoch(splits.training.count, batchSize)
  const optimizer = new RuleOptimizer(spec.optimizer, epochs * stepsPerEpoch)
  const parameters = state?.tensors ?? initialParameters(network, randomStream(spec.seeds.init, 'init'))
  const model = new TfjsNetwork(network, parameters)
  // Before the first update an optimizer has no state.
  if (state !== null && state.step > 0) {
    optimizer.restore(model.trained, state.step, state.tensors.slice(model.variables.length))
  }
  const buffers = new MinibatchBuffers(network, batchSize, spec.data.pixelScale)
  return { spec, splits, network, numStepsPerEpoch: stepsPerEpoch, buffers, model, optimizer }
}

async function trainEpochs(
  run: PreparedRun,
  state: TrainingState | null,
  context: TrainingContext
): Promise<RunOutcome> {
  const { spec, splits, buffers } = run
  const { batchSize, epochs } = spec.training
  const order = randomStream(spec.seeds.order, 'order')
  const dropout = randomStream(spec.seeds.dropout, 'dropout')
  const moves = movesOf(spec.data, spec.seeds)
  const recorder = new EpochRecorder(state?.metrics)
  const stepsPerTurn = numStepsPerTurn(run.network, batchSize)
  const diverged = (step: number, what: string): RunOutcome => ({
    status: { kind: 'diverged', step, what },
    metrics: recorder.metrics()
  })

  let { step, lossSum } = state ?? { step: 0, lossSum: 0 }
  let blocks: SplitBlocks = {}
  const turn = async (): Promise<void> => {
    context.onProgress(step / (epochs * run.numStepsPerEpoch))
    if (context.isCheckpointDue()) context.writeCheckpoint(checkpointOf(run, recorder, step, lossSum))
    await setImmediate()
  }
  skipStreams(run, recorder.numEpochs, step, order, dropout)
  moves?.skip(step * batchSize)
  for (let epoch = recorder.numEpochs + 1; epoch <= epochs; epoch++) {
    const stepsBefore = (epoch - 1) * run.numStepsPerEpoch
    for (const indices of epochMinibatches(splits.training.count, batchSize, order).slice(step - stepsBefore)) {
      step += 1
      buffers.fill(splits.training, indices, moves)
      const { loss, parametersAreFinite } = update(run, dropout)
      if (!Number.isFinite(loss)) return diverged(step, `minibatch loss is ${loss}`)
      if (!parametersAreFinite) return diverged(step, 'a parameter is not finite')
      lossSum += loss
      if (step % stepsPerTurn === 0) await turn()
    }
    // An evaluation can take minutes: what was trained until here is not lost with it.
    await turn()
    const evaluated = evaluate(run, epoch === epochs)
    blocks = evaluated.blocks
    const metrics = { ...evaluated.metrics, 'train.runningLoss': lossSum / run.numStepsPerEpoch }
    const broken = Object.entries(metrics).find(([, value]) => !Number.isFinite(value))
    if (broken !== undefined) return diverged(step, `${broken[0]} is ${broken[1]}`)
    recorder.record(epoch, { ...metrics, 'train.effectiveStep': run.optimizer.meanEffectiveStep(run.model.trained) })
    lossSum = 0
  }
  context.onProgress(1)
  const imageBlocks = spec.record === undefined ? {} : { imageBlocks: blocks }
  return { status: { kind: 'completed' }, metrics: recorder.metrics(), ...imageBlocks }
}

function numStepsPerTurn(network: Network, batchSize: number): number {
  const flopsPerStep = 3 * batchSize * forwardFlops(network)
  return Math.max(1, Math.min(STEPS_PER_TURN, Math.floor(FLOPS_PER_TURN / flopsPerStep)))
}

/** Draws what the finished updates drew: the permutations of the recorded epochs, the masks of all steps. */
function skipStreams(
  { spec, splits, network }: PreparedRun,
  numEpochs: number,
  numSteps: number,
  order: RandomStream,
  dropout: RandomStream
): void {
  for (let epoch = 0; epoch < numEpochs; epoch++) {
    epochMinibatches(splits.training.count, spec.training.batchSize, order)
  }
  for (let step = 0; step < numSteps; step++) drawMasks(network, spec.training.batchSize, dropout)
}

function drawMasks({ layers }: Network, batchSize: number, dropout: RandomStream): Float32Array[] {
  return layers.flatMap((layer) =>
    layer.kind === 'dropout' ? [dropoutMask(batchSize * sizeOf(layer.input), layer.rate, dropout)] : []
  )
}

function checkpointOf({ model, optimizer }: PreparedRun, recorder: EpochRecorder, step: number, lossSum: number) {
  const parameters = model.variables.map((variable) => variable.dataSync<'float32'>().slice())
  const tensors = [...parameters, ...optimizer.save(model.trained)]
  return encodeTrainingState({ step, lossSum, metrics: recorder.metrics(), tensors })
}

function update({ network, model, optimizer, buffers }: PreparedRun, dropout: RandomStream) {
  const masks = drawMasks(network, buffers.batchSize, dropout)
  const { loss, gradients, runningStatistics } = model.lossAndGradients(() => buffers.tensors(), masks)
  try {
    // A loss that is not finite ends the run at parameters that were not yet touched by it.
    if (Number.isFinite(loss)) {
      optimizer.applyGradients([...gradients])
      model.assign(runningStatistics)
    }
  } finally {
    tf.dispose([...gradients, ...runningStatistics].map(({ tensor }) => tensor))
  }
  return { loss, parametersAreFinite: model.isFinite() }
}

function evaluate({ spec, splits, model }: PreparedRun, isLast: boolean) {
  const named = [
    ['train', splits.training],
    ['validation', splits.validation],
    ['test', splits.test]
  ] as const
  const metrics: Record<string, number> = {}
  const blocks: Record<string, ImageBlocks> = {}
  for (const [name, images] of named) {
    if (images.count === 0) continue
    const { record } = spec
    const { targetScales } = splits
    const tally =
      record === undefined || !isLast || name === 'train'
        ? null
        : new BlockTally(images.count, record.imageBlocks, targetScales === undefined)
    const result = evaluateSplit(model, images, spec.data.pixelScale, tally, targetScales)
    for (const [metric, value] of Object.entries(result)) metrics[`${name}.${metric}`] = value
    if (tally !== null) blocks[name] = tally.blocks()
  }
  return { metrics, blocks }
}
