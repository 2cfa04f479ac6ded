import { parametersOf } from '../../../src/claims/network/parameters'
import { splitDataset } from '../../../src/data/split'
import type { Dataset } from '../../../src/data/types'
import { type LossAndGradients, lossAndGradients, minibatchOf, type Parameters } from '../../reference/network'
import { type Draw, drawsOf, networkOf, referenceUpdates, type TrainingSpec } from '../../reference/training'
import { type CohortAnswer, outcomeOf, type Start } from './askEngine'
import { SGD } from './trainingSpecs'

/**
 * How the gradient of an engine is seen from outside: a run of plain SGD is started from a checkpoint with forced
 * parameters; its first update takes learningRate times the gradient off each, and the checkpoint after it tells.
 */
export interface ForcedRun {
  /** Before the first update; float32 numbers, so that engine and reference stand at the same point. */
  readonly parameters: Parameters
  readonly spec: TrainingSpec
  readonly from: Start
}

/** Parameters on the way of a training of the reference: before the given updates. */
export function referencePoints(spec: TrainingSpec, dataset: Dataset, steps: readonly number[]): Parameters[] {
  const points: Parameters[] = []
  const last = Math.max(...steps)
  for (const { step, parameters } of referenceUpdates(spec, dataset)) {
    if (steps.includes(step)) points.push(parameters)
    if (step === last) break
  }
  if (points.length < steps.length) throw new Error(`the training ended before update ${last}`)
  return points
}

/**
 * The learning rate is a power of two so large that no parameter outweighs its step: what the rounding of
 * `before - learningRate * gradient` to float32 adds is then at most 2^-23 of a tensor's largest gradient.
 *
 * @param spec one update an epoch, two epochs or more
 * @param largestGradients the largest entry of each parameter's gradient; null for what the optimizer does not move
 */
export function forcedRun(spec: TrainingSpec, at: Parameters, largestGradients: readonly (number | null)[]): ForcedRun {
  const parameters = at.map((values) => values.map(Math.fround))
  const ratios = parameters.map((values, i) => {
    const gradient = largestGradients[i]
    return gradient == null ? 1 : largest(values) / gradient
  })
  const learningRate = 2 ** Math.ceil(Math.log2(Math.max(1, ...ratios)))
  if (!Number.isFinite(learningRate)) throw new Error('there is no gradient to compare with')
  return {
    parameters,
    spec: { ...spec, optimizer: { ...SGD, momentum: 0, learningRate } },
    from: { parameters }
  }
}

/** The reference in training mode, on the first minibatch of a run. */
export function onFirstMinibatch(spec: TrainingSpec, dataset: Dataset, parameters: Parameters): LossAndGradients {
  const { indices, masks } = drawsOf(spec, dataset).next().value as Draw
  const { training } = splitDataset(dataset, spec.data, spec.seeds.problem)
  const minibatch = minibatchOf(training, indices, spec.data.pixelScale)
  return lossAndGradients(networkOf(spec, dataset), parameters, minibatch, masks)
}

/** What an engine made of a forced run. @param index the run's place in the cohort */
export function seenOf(
  { parameters, spec }: ForcedRun,
  dataset: Dataset,
  answer: CohortAnswer,
  index: number
): LossAndGradients {
  const after = answer.written[index]!.find(({ step }) => step === 1)
  if (after === undefined) throw new Error('the engine wrote no checkpoint after the first update')
  const described = parametersOf(networkOf(spec, dataset))
  const tensors = described.map(({ name }, i) => {
    const tensor = after.tensors[i]!
    if (tensor.length !== parameters[i]!.length) throw new Error(`${name} has ${tensor.length} numbers`)
    return Float64Array.from(tensor)
  })
  const gradientOf = (i: number) => parameters[i]!.map((x, k) => (x - tensors[i]![k]!) / spec.optimizer.learningRate)
  return {
    loss: outcomeOf(answer.outcomes[index]).metrics['train.runningLoss']!.values[0]!,
    gradients: described.map(({ trained }, i) => (trained ? gradientOf(i) : null)),
    running: described.map(({ trained }, i) => (trained ? null : tensors[i]!))
  }
}

/** The largest magnitude; NaN where one of the values is. */
export function largest(values: Float64Array): number {
  let result = 0
  for (const value of values) {
    const magnitude = value < 0 ? -value : value
    if (!(magnitude <= result)) result = magnitude
  }
  return result
}
