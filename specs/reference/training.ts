import { type Network, networkOn, sizeOf } from '../../src/claims/network/resolveNetwork'
import type { ImageBlocks, SplitBlocks } from '../../src/claims/runs'
import { splitDataset } from '../../src/data/split'
import type { Dataset, LabeledImages } from '../../src/data/types'
import type { RunOutcome } from '../../src/engine/engine'
import { dropoutMask } from '../../src/engine/training/dropoutMask'
import { EpochRecorder } from '../../src/engine/training/epochRecorder'
import { initialParameters } from '../../src/engine/training/initialParameters'
import { epochMinibatches, numStepsPerEpoch } from '../../src/engine/training/minibatches'
import { rateBounds } from '../../src/optim/factors'
import type { OptimizerSpec } from '../../src/optim/presets'
import { scheduledLearningRate } from '../../src/optim/schedule'
import { updateRuleOf } from '../../src/optim/updateRule'
import { permutation, randomStream } from '../../src/random/streams'
import type { ClassificationRunSpec } from '../../src/runs/classification/types'
import { lossPass } from './loss'
import {
  inferredLogits,
  type LossAndGradients,
  lossAndGradients,
  type MovedImage,
  minibatchOf,
  type Parameters
} from './network'
import { denominators, initOptimizer, type OptimizerState, optimizerStep } from './optim/optimizer'

/** A run, but for who executes it. */
export type TrainingSpec = Omit<ClassificationRunSpec, 'engine'>

/** What an update takes from the streams of a run. */
export interface Draw {
  /** t, from 1 */
  readonly step: number
  /** Training images of the minibatch. */
  readonly indices: Uint32Array
  /** Factors of the Dropout layers, in order. */
  readonly masks: readonly Float32Array[]
  /** Of the images, where they are augmented; else none. */
  readonly moves: readonly MovedImage[]
}

export interface ReferenceUpdate extends Draw, LossAndGradients {
  /** Before the update; loss and gradients are theirs. */
  readonly parameters: Parameters
  readonly updated: Parameters
  /** Of the update, the mean over the trained parameters. */
  readonly effectiveStep: number
}

/** The network of a run. */
export function networkOf(spec: TrainingSpec, dataset: Dataset): Network {
  return networkOn(dataset, spec.model.layers, spec.loss)
}

/** Minibatches and masks of every update, in the order in which the contract of an engine has them drawn. */
export function* drawsOf(spec: TrainingSpec, dataset: Dataset): Generator<Draw, void> {
  const network = networkOf(spec, dataset)
  const { batchSize, epochs } = spec.training
  const order = randomStream(spec.seeds.order, 'order')
  const dropout = randomStream(spec.seeds.dropout, 'dropout')
  const augmentation = randomStream(spec.seeds.order, 'augmentation')
  const { horizontalFlip, shift } = spec.data.augmentation ?? { horizontalFlip: false, shift: 0 }
  for (let epoch = 1, step = 0; epoch <= epochs; epoch++) {
    for (const indices of epochMinibatches(spec.data.trainImages, batchSize, order)) {
      step += 1
      const masks = network.layers.flatMap((layer) =>
        layer.kind === 'dropout' ? [dropoutMask(batchSize * sizeOf(layer.output), layer.rate, dropout)] : []
      )
      const moves = Array.from(spec.data.augmentation === undefined ? [] : indices, () => {
        const [flip, rows, columns] = [augmentation(), augmentation(), augmentation()]
        const by = (draw: number) => Math.floor(draw * (2 * shift + 1)) - shift
        return { flipped: horizontalFlip && flip < 0.5, down: by(rows), right: by(columns) }
      })
      yield { step, indices, masks, moves }
    }
  }
}

/** Trains in float64 with the reference of the network (this folder) and of the optimizers (`optim/`). */
export function* referenceUpdates(spec: TrainingSpec, dataset: Dataset): Generator<ReferenceUpdate, void> {
  const { training } = splitDataset(dataset, spec.data, spec.seeds.problem)
  const network = networkOf(spec, dataset)
  const update = createUpdate(spec)
  let parameters: Parameters = initialParameters(network, randomStream(spec.seeds.init, 'init'))
  for (const draw of drawsOf(spec, dataset)) {
    const moved = draw.moves.length === 0 ? null : { moves: draw.moves, shape: dataset.imageShape }
    const minibatch = minibatchOf(training, draw.indices, spec.data.pixelScale, moved)
    const pass = lossAndGradients(network, parameters, minibatch, draw.masks)
    const { updated, effectiveStep } = update(parameters, pass)
    yield { ...draw, ...pass, parameters, updated, effectiveStep }
    parameters = updated
  }
}

/**
 * A whole run, with its metrics.
 *
 * A loss, parameter or metric beyond the range of float32 ends it as diverged, since the engines compute in float32; in
 * which words an engine says so (`what`) is not predicted.
 */
export function referenceRun(spec: TrainingSpec, dataset: Dataset): RunOutcome {
  const stepsPerEpoch = numStepsPerEpoch(spec.data.trainImages, spec.training.batchSize)
  const recorder = new EpochRecorder()
  let lossSum = 0
  let parameters: Parameters = []
  for (const { step, loss, updated, effectiveStep } of referenceUpdates(spec, dataset)) {
    lossSum += loss
    parameters = updated
    const metrics: Record<string, number> = {}
    if (step % stepsPerEpoch === 0) {
      Object.assign(metrics, evaluate(spec, dataset, updated), {
        'train.runningLoss': lossSum / stepsPerEpoch,
        'train.effectiveStep': effectiveStep
      })
      lossSum = 0
    }
    const numbers = [loss, ...updated.flatMap((values) => [...values]), ...Object.values(metrics)]
    if (!numbers.every(isFloat32)) {
      return { status: { kind: 'diverged', step, what: 'not finite in float32' }, metrics: recorder.metrics() }
    }
    if (step % stepsPerEpoch === 0) recorder.record(step / stepsPerEpoch, metrics)
  }
  const imageBlocks = spec.record === undefined ? {} : { imageBlocks: blocksOf(spec, dataset, parameters) }
  return { status: { kind: 'completed' }, metrics: recorder.metrics(), ...imageBlocks }
}

/** Straight from the definition: the images of a block, one list each. */
function blocksOf(spec: TrainingSpec, dataset: Dataset, parameters: Parameters): SplitBlocks {
  const { validation, test } = splitDataset(dataset, spec.data, spec.seeds.problem)
  const blocks: Record<string, ImageBlocks> = {}
  for (const [name, images] of Object.entries({ validation, test })) {
    if (images.count === 0) continue
    const order = permutation(images.count, randomStream(0, 'blocks'))
    const { losses, correct } = evaluateEach(networkOf(spec, dataset), parameters, images, spec.data.pixelScale)
    const numBlocks = Math.min(spec.record!.imageBlocks, images.count)
    const members = Array.from({ length: numBlocks }, (_, block) =>
      [...order.keys()].filter((image) => order[image]! % numBlocks === block)
    )
    blocks[name] = {
      sizes: members.map(({ length }) => length),
      losses: members.map((list) => list.reduce((sum, image) => sum + losses[image]!, 0) / list.length),
      ...(dataset.numTargets === undefined && {
        errors: members.map((list) => list.filter((image) => !correct[image]).length)
      })
    }
  }
  return blocks
}

/** The optimizer over all trained parameters at once; running statistics move by themselves. */
function createUpdate({ optimizer, data, training }: TrainingSpec) {
  const numSteps = training.epochs * numStepsPerEpoch(data.trainImages, training.batchSize)
  let state: ReturnType<typeof initOptimizer> | null = null
  return (parameters: Parameters, { gradients, running }: LossAndGradients) => {
    const gradient = concatenated(gradients.filter((values) => values !== null))
    const tensors = parameters.filter((_, i) => gradients[i] !== null)
    const trained = concatenated(tensors)
    const updated = optimizerStep(optimizer, state ?? initOptimizer(optimizer, trained.length), trained, gradient, {
      numSteps,
      domain: null,
      blocks: tensors.map(({ length }) => length)
    })
    state = updated.state
    const effectiveStep = meanEffectiveStep(optimizer, state, numSteps)
    let start = 0
    const next: Parameters = parameters.map((values, i) => {
      if (running[i] != null) return running[i]
      start += values.length
      return updated.x.slice(start - values.length, start)
    })
    return { updated: next, effectiveStep }
  }
}

/**
 * The geometric mean of alpha_t/d_t over the parameters: how far a direction of 1 would take them. Each counts for the share
 * of its v that its gradients made: all of it, unless v starts above 0; one without any counts for nothing.
 */
function meanEffectiveStep(optimizer: OptimizerSpec, state: OptimizerState, numSteps: number): number {
  const learningRate = scheduledLearningRate(optimizer.schedule, optimizer.learningRate, state.step, numSteps)
  const rule = updateRuleOf(optimizer)
  // A rule that only keeps its gradients yet makes no step.
  if (state.step <= rule.shift) return 0
  if (rule.beta2 === null) return learningRate
  const isPeak = rule.accumulation === 'peak'
  const left = isPeak
    ? rule.epsilon * Number(rule.epsilonPlacement === 'inside')
    : rule.initialSecondMoment * state.beta2Power
  const variances = rule.centred ? state.v.map((v, i) => v - state.a[i]! ** 2) : state.v
  const weights = Array.from(variances, (v) => (v > 0 ? (v - left) / v : 0))
  const divisors = denominators(rule, state).map((d, i) => {
    if (rule.scaledByUpdates) return d / Math.sqrt(state.e[i]! + rule.epsilon)
    if (rule.finalRate === 0) return d
    const [lower, upper] = rateBounds(rule, state.step)
    const c1 = rule.biasCorrection ? 1 - state.beta1Power : 1
    return optimizer.learningRate / (c1 * Math.min(Math.max(optimizer.learningRate / c1 / d, lower), upper))
  })
  const logarithms = Array.from(divisors, (d, i) => (weights[i]! > 0 ? weights[i]! * Math.log(d) : 0))
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
  return learningRate * Math.exp(-sum(logarithms) / sum(weights))
}

function concatenated(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0))
  let start = 0
  for (const part of parts) {
    whole.set(part, start)
    start += part.length
  }
  return whole
}

/** Mean loss and accuracy, or errors, of every split that has images, in inference mode. */
export function evaluate(spec: TrainingSpec, dataset: Dataset, parameters: Parameters): Record<string, number> {
  const { training, validation, test, targetScales } = splitDataset(dataset, spec.data, spec.seeds.problem)
  const metrics: Record<string, number> = {}
  const splits = { train: training, validation, test }
  for (const [name, images] of Object.entries(splits)) {
    if (images.count === 0) continue
    const { losses, correct, errors } = evaluateEach(networkOf(spec, dataset), parameters, images, spec.data.pixelScale)
    const mean = (values: ArrayLike<number>, of: (value: number, place: number) => number) =>
      Array.from(values, of).reduce((a, b) => a + b, 0) / values.length
    metrics[`${name}.loss`] = mean(losses, Number)
    if (targetScales === undefined) metrics[`${name}.accuracy`] = mean(correct.map(Number), Number)
    else {
      const scaled = errors.map((error, place) => error * targetScales[place % targetScales.length]!)
      metrics[`${name}.rmse`] = Math.sqrt(mean(scaled, (error) => error ** 2))
      metrics[`${name}.mae`] = mean(scaled, Math.abs)
    }
  }
  return metrics
}

function evaluateEach(network: Network, parameters: Parameters, images: LabeledImages, pixelScale: number) {
  const { inputs, labels } = minibatchOf(
    images,
    Uint32Array.from({ length: images.count }, (_, n) => n),
    pixelScale
  )
  const logits = inferredLogits(network, parameters, inputs)
  const { losses } = lossPass(network, logits, labels, 'inference')
  const correct = Array.from(labels, (label, n) => {
    const row = logits.subarray(n * network.numClasses, (n + 1) * network.numClasses)
    return row.indexOf(Math.max(...row)) === label
  })
  return { losses, correct, errors: labels.map((target, place) => logits[place]! - target) }
}

function isFloat32(value: number): boolean {
  return Number.isFinite(Math.fround(value))
}
