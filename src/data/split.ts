import { InputError } from '../errors'
import { permutation, randomStream } from '../random/streams'
import type { DataSpec } from '../runs/classification/types'
import { gatherImages, sliceImages } from './slice'
import { standardised } from './standardise'
import type { Dataset, DatasetSplits, ImageValues, LabeledImages } from './types'

/**
 * The splits of a run, as views on the dataset: validation is the last `validationImages` of the training file,
 * training the first `trainImages` of what is left, or as many drawn from it, test the first `testImages` of the test file. With
 * `labelNoise` the labels of training images are copies, each changed with that probability. An image is mislabelled or not
 * by its place in the file, whichever images are taken with it. What is to be standardised is a copy too.
 *
 * @param seed of the draws of `subset` and `labelNoise`: the run's `problem`
 * @throws InputError where the numbers are not counts, or ask for more images than there are
 * @example
 * splitDataset(loadDataset('digits'), {
 *   dataset: 'digits', trainImages: 1197, validationImages: 300, testImages: 300, pixelScale: 16
 * }, 0).training.count // 1197
 */
export function splitDataset(dataset: Dataset, spec: DataSpec, seed: number): DatasetSplits {
  const { trainingFile, testFile } = dataset
  const { trainImages, validationImages, testImages } = spec
  if (spec.dataset !== dataset.name) throw wrong('dataset', `the dataset ${spec.dataset}`, dataset.name)
  requireCount('trainImages', trainImages, 1)
  requireCount('validationImages', validationImages, 0)
  requireCount('testImages', testImages, 0)
  if (trainImages + validationImages > trainingFile.count) {
    throw wrong(
      'trainImages and validationImages overlap',
      `together at most the ${trainingFile.count} images of the training file of ${dataset.name}`,
      `${trainImages} + ${validationImages} = ${trainImages + validationImages}`
    )
  }
  if (testImages > testFile.count) {
    throw wrong(
      'testImages exceeds the test file',
      `at most ${testFile.count} images of ${dataset.name}`,
      `${testImages}`
    )
  }
  const labeled = sliceImages(trainingFile, 0, trainingFile.count - validationImages)
  const left = mislabelled(labeled, spec.labelNoise ?? 0, dataset.numClasses, seed)
  const splits = {
    training: spec.subset === 'random' ? drawn(left, trainImages, seed) : sliceImages(left, 0, trainImages),
    validation: sliceImages(trainingFile, trainingFile.count - validationImages, trainingFile.count),
    test: sliceImages(testFile, 0, testImages)
  }
  return standardised(splits, dataset, spec.standardise ?? [])
}

/** Whether a run's training images or labels are drawn, so that each seed has its own. */
export function drawsImages({ subset, labelNoise = 0 }: DataSpec): boolean {
  return subset === 'random' || labelNoise > 0
}

/** The first of a permutation, in the file's order: whoever draws fewer has part of them. */
function drawn(images: LabeledImages, count: number, seed: number): LabeledImages {
  const chosen = permutation(images.count, randomStream(seed, 'subset')).slice(0, count).sort()
  const gather = (values: ImageValues) => gatherImages(values, images.count, chosen)
  return { count, pixels: gather(images.pixels), labels: gather(images.labels) }
}

/** Two draws an image, whatever the share: what is mislabelled at a smaller one is mislabelled alike at a larger. */
function mislabelled(images: LabeledImages, share: number, numClasses: number, seed: number): LabeledImages {
  if (share === 0) return images
  const random = randomStream(seed, 'labels')
  const labels = images.labels.map((label) => {
    const [draw, other] = [random(), 1 + Math.floor(random() * (numClasses - 1))]
    return draw < share ? (label + other) % numClasses : label
  })
  return { ...images, labels }
}

function requireCount(key: string, value: number, minimum: number): void {
  if (Number.isSafeInteger(value) && value >= minimum) return
  throw wrong(key, `a whole number of at least ${minimum}`, String(value))
}

function wrong(subject: string, expected: string, received: string): InputError {
  return new InputError(subject, { where: 'data', expected, received, remedy: "change the experiment's data" })
}
