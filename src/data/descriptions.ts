import { isDatasetName } from '../claims/datasets'
import { findManifest } from '../claims/manifest/readManifest'
import type { KnownDatasetName } from '../claims/types'
import { UnavailableError } from '../errors'
import { describeManifest } from './describeManifest'
import { cifar10File, idxFile } from './fileDescriptions'
import { CIFAR10_ADDRESSES, CIFAR10_WORDS, DIGITS_WORDS, FRIEDMAN1_WORDS, MNIST_ORIGIN } from './origins'
import type {
  BatchDatasetDescription,
  DataEnvironment,
  DatasetDescription,
  DatasetListing,
  DatasetReference,
  EmbeddedDatasetDescription,
  FileDescription,
  IdxDatasetDescription
} from './types'

/** MNIST: LeCun, Cortes, Burges; described in LeCun, Bottou, Bengio, Haffner (1998), Proc. IEEE 86(11). */
export const MNIST: IdxDatasetDescription = {
  name: 'mnist',
  ...MNIST_ORIGIN,
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
  }
}

/** The test part of UCI's Optical Recognition of Handwritten Digits, as scikit-learn ships it: see data/digits/README.md. */
export const DIGITS: EmbeddedDatasetDescription = {
  name: 'digits',
  ...DIGITS_WORDS,
  numClasses: 10,
  imageShape: [8, 8, 1],
  format: 'embedded-csv',
  files: {
    table: {
      name: 'digits.csv',
      bytes: 264_712,
      sha256: '6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8',
      layout: { kind: 'csv', rows: 1_797 },
      downloadBytes: 0
    }
  },
  trainingRows: 1_497,
  maxPixel: 16
}

/** Friedman #1, drawn by scripts/friedman1.mjs: see data/friedman1/README.md. */
const FRIEDMAN1: EmbeddedDatasetDescription = {
  name: 'friedman1',
  ...FRIEDMAN1_WORDS,
  numClasses: 0,
  numTargets: 1,
  imageShape: [1, 10, 1],
  numFeatures: 10,
  format: 'embedded-csv',
  files: {
    table: {
      name: 'friedman1.csv',
      bytes: 98_517,
      sha256: '3ad2909c4acd5e1109f2fff40bf3241ea9c5714b53aa54d2ebe5893955325bb1',
      layout: { kind: 'csv', rows: 1_500 },
      downloadBytes: 0
    }
  },
  trainingRows: 1_200,
  maxPixel: 1
}

/** CIFAR-10: Krizhevsky (2009), Learning Multiple Layers of Features from Tiny Images, chapter 3. */
export const CIFAR10: BatchDatasetDescription = {
  name: 'cifar10',
  ...CIFAR10_WORDS,
  numClasses: 10,
  imageShape: [32, 32, 3],
  format: 'batches',
  files: {
    training: [
      cifar10File('data_batch_1.bin', 10_000, 'cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5'),
      cifar10File('data_batch_2.bin', 10_000, 'a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed'),
      cifar10File('data_batch_3.bin', 10_000, 'bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67'),
      cifar10File('data_batch_4.bin', 10_000, '014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48'),
      cifar10File('data_batch_5.bin', 10_000, '755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add')
    ],
    test: [cifar10File('test_batch.bin', 10_000, '8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b')]
  },
  maxPixel: 255,
  archive: {
    name: 'cifar-10-binary.tar.gz',
    folder: 'cifar-10-batches-bin',
    downloadBytes: 170_052_171,
    addresses: CIFAR10_ADDRESSES
  }
}

export const DATASETS: Readonly<Record<KnownDatasetName, DatasetDescription>> = {
  mnist: MNIST,
  digits: DIGITS,
  cifar10: CIFAR10,
  friedman1: FRIEDMAN1
}

/**
 * The description that a reference means: itself, the pinned one of that name, or what the manifest of that name says.
 *
 * @throws UnavailableError where this machine knows no dataset of that name
 * @throws InputError where its manifest is malformed
 */
export function describeDataset(
  reference: DatasetReference,
  environment: DataEnvironment = process.env
): DatasetDescription {
  if (typeof reference !== 'string') return reference
  if (isDatasetName(reference)) return DATASETS[reference]
  const manifest = findManifest(reference, environment)
  if (manifest !== null) return describeManifest(manifest)
  throw new UnavailableError(`the dataset ${reference} is not known on this machine`, {
    expected: 'its manifest, which says what its files are',
    remedy: `npx claimcheck data import <folder> --manifest datasets/${reference}.json`
  })
}

/** All files of a dataset, in the order in which they are listed, checked and fetched. */
export function filesOf(description: DatasetDescription): readonly FileDescription[] {
  return Object.values<FileDescription | readonly FileDescription[]>(description.files).flat()
}

/** Where a dataset comes from: with the package, from the web, or from the user. */
export function originOf(description: DatasetDescription): DatasetListing['origin'] {
  switch (description.format) {
    case 'embedded-csv':
      return 'embedded'
    case 'idx':
      return description.addresses.length > 0 ? 'fetched' : 'imported'
    case 'batches':
      return description.archive !== null ? 'fetched' : 'imported'
    default:
      return description satisfies never
  }
}
