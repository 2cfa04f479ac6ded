import type { KnownDatasetName } from './types'

/** What a claim's author has to know of a dataset: how far the splits can reach, and in which range the pixels lie. */
export interface DatasetFacts extends DatasetTargets {
  /** Height, width, channels. */
  readonly imageShape: readonly [number, number, number]
  /** Images of the training file, the validation images among them. */
  readonly trainingImages: number
  readonly testImages: number
  readonly defaultValidationImages: number
  /** Largest pixel value. */
  readonly maxPixel: number
}

/** What a network on a dataset tells of an image. */
export interface DatasetTargets {
  /** 0 of a dataset whose targets are numbers. */
  readonly numClasses: number
  /** How many numbers the target of an image is; left out where it is a class. */
  readonly numTargets?: number
}

/** The facts of a dataset by its name; null where nobody knows it. */
export type DatasetLookup = (name: string) => DatasetFacts | null

export const DATASET_FACTS: Readonly<Record<KnownDatasetName, DatasetFacts>> = {
  mnist: {
    numClasses: 10,
    imageShape: [28, 28, 1],
    trainingImages: 60_000,
    testImages: 10_000,
    defaultValidationImages: 10_000,
    maxPixel: 255
  },
  // 1,797 images in file order: 1,197 for training, 300 for validation, the last 300 for the test.
  digits: {
    numClasses: 10,
    imageShape: [8, 8, 1],
    trainingImages: 1_497,
    testImages: 300,
    defaultValidationImages: 300,
    maxPixel: 16
  },
  cifar10: {
    numClasses: 10,
    imageShape: [32, 32, 3],
    trainingImages: 50_000,
    testImages: 10_000,
    defaultValidationImages: 5_000,
    maxPixel: 255
  },
  // 1,500 drawn rows in file order: 1,000 for training, 200 for validation, the last 300 for the test.
  friedman1: {
    numClasses: 0,
    numTargets: 1,
    imageShape: [1, 10, 1],
    trainingImages: 1_200,
    testImages: 300,
    defaultValidationImages: 200,
    maxPixel: 1
  }
}

export function isDatasetName(name: unknown): name is KnownDatasetName {
  return typeof name === 'string' && Object.hasOwn(DATASET_FACTS, name)
}
