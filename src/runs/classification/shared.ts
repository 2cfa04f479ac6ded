import { withInner } from '../../claims/layers'
import { datasetFacts } from '../../claims/manifest/datasetFacts'
import { parametersOf } from '../../claims/network/parameters'
import { type ImageShape, type KernelParameter, resolveNetwork } from '../../claims/network/resolveNetwork'
import { canonicalJson } from '../../json/canonical'
import type { Incomparable } from '../runKind'
import { ofArm } from './arms'
import type { ClassificationExperiment } from './types'

/** Stands for the images of a data set that is not known here. */
const SOME_IMAGE: ImageShape = [256, 256, 3]

/** What the runs of two arms have in common when their seed is the same: `the same initial weights and the same minibatches`. */
export function sharedWords(experiment: ClassificationExperiment, [a, b]: readonly [string, string]): string {
  const [left, right] = [ofArm(experiment, a), ofArm(experiment, b)]
  return `${weightWords(left, right)} and ${minibatchWords(left, right)}`
}

/** Kernels are drawn one after another: what follows one of another shape is drawn from another place of the stream. */
function weightWords(a: ClassificationExperiment, b: ClassificationExperiment): string {
  const [left, right] = [kernelsOf(a), kernelsOf(b)]
  const differing = left.findIndex((kernel, index) => kernel !== right[index])
  if (differing < 0 && left.length === right.length) return 'the same initial weights'
  const numShared = differing < 0 ? left.length : differing
  if (numShared === 0) return 'no initial weights'
  return `the initial weights of the first ${numShared === 1 ? 'kernel' : `${numShared} kernels`}`
}

function kernelsOf({ data, model: { layers }, loss }: ClassificationExperiment): string[] {
  const numOutputs = layers.flatMap((layer) => (layer.class === 'Dense' ? layer.units : [])).at(-1) ?? 1
  const network = resolveNetwork(layers, datasetFacts(data.dataset)?.imageShape ?? SOME_IMAGE, numOutputs, loss)
  return parametersOf(network)
    .filter(({ role }) => role === 'kernel')
    .map(({ layer }) => {
      const { shape, initializer } = (network.layers[layer] as { readonly kernel: KernelParameter }).kernel
      return canonicalJson([shape, initializer])
    })
}

function minibatchWords(a: ClassificationExperiment, b: ClassificationExperiment): string {
  if (!sameTraining(a, b)) return 'no minibatches'
  if (a.training.batchSize !== b.training.batchSize) return 'the order of the training images, in other minibatches'
  const [shorter, longer] = [a, b].map(({ training }) => training.epochs).sort((x, y) => x - y)
  return shorter === longer ? 'the same minibatches' : `the same minibatches in their first ${shorter} epochs`
}

/** Why a metric does not mean the same in two arms. */
export function incomparable(
  experiment: ClassificationExperiment,
  [a, b]: readonly [string, string],
  metric: string
): Incomparable | null {
  const [left, right] = [ofArm(experiment, a), ofArm(experiment, b)]
  const isLoss = /loss$/i.test(metric)
  if (isLoss && !sameLoss(left, right)) {
    return {
      why: `${metric} is another loss in each arm`,
      instead: `${experiment.kind === 'regression' ? 'rmse or mae' : 'an accuracy'}, or arms with one loss`
    }
  }
  const split = metric.split('.')[0]
  if (split === 'test' && left.data.testImages !== right.data.testImages) return otherImages('test')
  if (split === 'validation' && left.data.validationImages !== right.data.validationImages) {
    return otherImages('validation')
  }
  if (split !== 'train') return null
  if (!sameTraining(left, right) || (left.data.labelNoise ?? 0) !== (right.data.labelNoise ?? 0)) {
    return {
      why: 'each arm is measured on other training images or labels',
      instead: 'a metric of the test images',
      doubtful: true
    }
  }
  const smoothing = ({ loss }: ClassificationExperiment) =>
    'label_smoothing' in loss ? loss.label_smoothing : undefined
  if (metric !== 'train.runningLoss') return null
  if (smoothing(left) !== smoothing(right)) {
    return { why: 'the running loss is that of smoothed labels', instead: 'train.loss' }
  }
  if (augmentationOf(left) !== augmentationOf(right)) {
    return { why: 'the running loss is that of images moved otherwise', instead: 'train.loss', doubtful: true }
  }
  if (dropoutOf(left) === dropoutOf(right)) return null
  return { why: 'the running loss is measured with dropout', instead: 'train.loss', doubtful: true }
}

function augmentationOf({ data: { augmentation } }: ClassificationExperiment): string {
  return canonicalJson({ horizontalFlip: false, shift: 0, ...augmentation })
}

function dropoutOf({ model }: ClassificationExperiment): string {
  return canonicalJson(withInner(model.layers).filter((layer) => layer.class === 'Dropout'))
}

/** Images are drawn from those that the validation leaves: from fewer, others are drawn. */
function sameTraining({ data: a }: ClassificationExperiment, { data: b }: ClassificationExperiment): boolean {
  const sameSubset = a.trainImages === b.trainImages && (a.subset ?? 'first') === (b.subset ?? 'first')
  return sameSubset && (a.subset !== 'random' || a.validationImages === b.validationImages)
}

function otherImages(split: string): Incomparable {
  return { why: `each arm is measured on other ${split} images`, instead: `arms with the same ${split} images` }
}

/** Whether two experiments have one loss, so that its numbers mean the same. */
export function sameLoss(a: ClassificationExperiment, b: ClassificationExperiment): boolean {
  return canonicalJson(measured(a)) === canonicalJson(measured(b))
}

/** What metrics measure: labels as they are, and numbers in their own unit or in that of their deviation. */
function measured({ loss, data: { standardise = [] } }: ClassificationExperiment): object {
  const of = loss.name === 'categorical_crossentropy' ? { name: loss.name } : loss
  return { ...of, isStandardised: standardise.includes('targets') }
}
