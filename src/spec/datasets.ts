import type { DatasetName } from './types'

/** What a claim's author has to know of a dataset: how far the splits can reach, and in which range the pixels lie. */
export interface DatasetFacts {
  readonly numClasses: number
  /** Images of the training file, the validation images among them. */
  readonly trainingImages: number
  readonly testImages: number
  readonly defaultValidationImages: number
  /** Largest pixel value. */
  readonly maxPixel: number
}

export const DATASETS: Readonly<Record<DatasetName, DatasetFacts>> = {
  mnist: { numClasses: 10, trainingImages: 60_000, testImages: 10_000, defaultValidationImages: 10_000, maxPixel: 255 },
  // 1,797 images in file order: 1,197 for training, 300 for validation, the last 300 for the test.
  digits: { numClasses: 10, trainingImages: 1_497, testImages: 300, defaultValidationImages: 300, maxPixel: 16 }
}

export function isDatasetName(name: unknown): name is DatasetName {
  return typeof name === 'string' && Object.hasOwn(DATASETS, name)
}
