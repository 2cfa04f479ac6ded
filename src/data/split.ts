import { InputError } from '../errors'
import type { DataSpec } from '../runs/classification/types'
import { sliceImages } from './slice'
import type { Dataset, DatasetSplits } from './types'

/**
 * The splits of a run, as views on the dataset: validation is the last `validationImages` of the training file,
 * training the first `trainImages` of what is left, test the first `testImages` of the test file.
 *
 * @throws InputError where the numbers are not counts, or ask for more images than there are
 * @example
 * splitDataset(loadDataset('digits'), {
 *   dataset: 'digits', trainImages: 1197, validationImages: 300, testImages: 300, pixelScale: 16
 * }).training.count // 1197
 */
export function splitDataset(dataset: Dataset, spec: DataSpec): DatasetSplits {
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
  return {
    training: sliceImages(trainingFile, 0, trainImages),
    validation: sliceImages(trainingFile, trainingFile.count - validationImages, trainingFile.count),
    test: sliceImages(testFile, 0, testImages)
  }
}

function requireCount(key: string, value: number, minimum: number): void {
  if (Number.isSafeInteger(value) && value >= minimum) return
  throw wrong(key, `a whole number of at least ${minimum}`, String(value))
}

function wrong(subject: string, expected: string, received: string): InputError {
  return new InputError(subject, { where: 'data', expected, received, remedy: "change the experiment's data" })
}
