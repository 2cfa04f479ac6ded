import type { DatasetName } from '../spec/types'
import type {
  DatasetDescription,
  DatasetReference,
  EmbeddedDatasetDescription,
  FileDescription,
  IdxDatasetDescription
} from './types'

/** Describes an IDX file of unsigned bytes: its size follows from its dimensions. */
export function idxFile(
  name: string,
  dimensions: readonly number[],
  sha256: string,
  downloadBytes: number
): FileDescription {
  const bytes = 4 + 4 * dimensions.length + dimensions.reduce((product, size) => product * size, 1)
  return { name, bytes, sha256, dimensions, downloadBytes }
}

/** MNIST: LeCun, Cortes, Burges; described in LeCun, Bottou, Bengio, Haffner (1998), Proc. IEEE 86(11). */
export const MNIST: IdxDatasetDescription = {
  name: 'mnist',
  title: 'MNIST',
  summary: '70,000 handwritten digits, 28x28 grey pixels of 0..255: 60,000 for training, 10,000 for testing',
  attribution: 'Y. LeCun, C. Cortes, C. J. C. Burges: The MNIST database of handwritten digits',
  licence: 'not stated on the original site (Keras names CC BY-SA 3.0); fetched by the user, never part of claimcheck',
  numClasses: 10,
  imageShape: [28, 28, 1],
  format: 'idx',
  files: {
    trainingImages: idxFile(
      'train-images-idx3-ubyte',
      [60_000, 28, 28],
      'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
      9_912_422
    ),
    trainingLabels: idxFile(
      'train-labels-idx1-ubyte',
      [60_000],
      '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
      28_881
    ),
    testImages: idxFile(
      't10k-images-idx3-ubyte',
      [10_000, 28, 28],
      '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
      1_648_877
    ),
    testLabels: idxFile(
      't10k-labels-idx1-ubyte',
      [10_000],
      'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
      4_542
    )
  },
  // The mirrors come first: the original site asks not to be read by programs, and often refuses them.
  addresses: [
    'https://storage.googleapis.com/cvdf-datasets/mnist/',
    'https://ossci-datasets.s3.amazonaws.com/mnist/',
    'http://yann.lecun.com/exdb/mnist/'
  ]
}

/** The test part of UCI's Optical Recognition of Handwritten Digits, as scikit-learn ships it: see data/digits/README.md. */
export const DIGITS: EmbeddedDatasetDescription = {
  name: 'digits',
  title: 'Optical Recognition of Handwritten Digits',
  summary: '1,797 handwritten digits, 8x8 grey pixels of 0..16: 1,497 for training, 300 for testing, in file order',
  attribution: 'E. Alpaydin, C. Kaynak (1998), UCI Machine Learning Repository, doi 10.24432/C50P49',
  licence: 'CC BY 4.0',
  numClasses: 10,
  imageShape: [8, 8, 1],
  format: 'embedded-csv',
  files: {
    table: {
      name: 'digits.csv',
      bytes: 264_712,
      sha256: '6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8',
      dimensions: null,
      downloadBytes: 0
    }
  },
  rows: 1_797,
  trainingRows: 1_497,
  maxPixel: 16
}

export const DATASETS: Readonly<Record<DatasetName, DatasetDescription>> = { mnist: MNIST, digits: DIGITS }

/** The description that a reference means: itself, or the pinned one of that name. */
export function describeDataset(reference: DatasetReference): DatasetDescription {
  return typeof reference === 'string' ? DATASETS[reference] : reference
}

/** All files of a dataset, in the order in which they are listed, checked and fetched. */
export function filesOf(description: DatasetDescription): readonly FileDescription[] {
  return Object.values<FileDescription>(description.files)
}
