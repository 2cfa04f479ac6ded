import type { DatasetTargets } from '../claims/datasets'
import { InputError, UnavailableError } from '../errors'
import { readCifar10 } from './cifar10'
import { readCsv } from './csv'
import { describeDataset } from './descriptions'
import { datasetDigest } from './digest'
import { readVerified } from './files'
import { readIdx } from './idx'
import { type LocatedDataset, locateDataset, withRemedy } from './locate'
import { dataFolders } from './locations'
import { sliceImages, valuesLike } from './slice'
import type {
  BatchDatasetDescription,
  DataEnvironment,
  Dataset,
  DatasetDescription,
  DatasetReference,
  FileDescription,
  ImageValues,
  LabeledImages
} from './types'

type FoundDataset = Extract<LocatedDataset, { state: 'found' }>

const memory = new Map<string, Dataset>()

/**
 * Loads a dataset, every byte of it checked against the pinned SHA-256 sums. The first call of a process reads and
 * checks the files (MNIST: about 0.15 s), later ones answer from memory. The arrays are shared: do not write to them.
 *
 * @throws UnavailableError where it is not on this machine, with the command that gets it
 * @throws InputError where files are there but are not what they should be
 * @example loadDataset('digits').trainingFile.count // 1497
 */
export function loadDataset(reference: DatasetReference, environment: DataEnvironment = process.env): Dataset {
  const description = describeDataset(reference, environment)
  const digest = datasetDigest(description)
  const folders = dataFolders(description, environment).map((place) => place.folder)
  const key = [digest, ...folders].join('\n')
  const known = memory.get(key)
  if (known !== undefined) return known
  const dataset = readDataset(description, digest, find(description, environment))
  memory.set(key, dataset)
  return dataset
}

function find(description: DatasetDescription, environment: DataEnvironment): FoundDataset {
  const located = locateDataset(description, environment)
  switch (located.state) {
    case 'found':
      return located
    case 'missing':
      throw new UnavailableError(`the dataset ${description.name} is not on this machine`, {
        expected: 'all of its files in one folder',
        received: located.reason,
        remedy: located.remedy
      })
    case 'invalid':
      throw located.error
    default:
      return located satisfies never
  }
}

function readDataset(description: DatasetDescription, digest: string, found: FoundDataset): Dataset {
  const { name, numClasses, numTargets, imageShape } = description
  const targets = numTargets === undefined ? { numClasses } : { numClasses, numTargets }
  try {
    return { name, digest, ...targets, imageShape, ...readFiles(description, found) }
  } catch (error) {
    throw error instanceof InputError ? withRemedy(error, description, found.place) : error
  }
}

function readFiles(description: DatasetDescription, found: FoundDataset): Pick<Dataset, 'trainingFile' | 'testFile'> {
  if (description.format === 'embedded-csv') {
    const { path, content } = readVerified(found.pathOf(description.files.table), description.files.table)
    const all = readCsv(content, { where: path, rows: description.files.table.layout.rows, ...description })
    return {
      trainingFile: sliceImages(all, 0, description.trainingRows),
      testFile: sliceImages(all, description.trainingRows, all.count)
    }
  }
  if (description.format === 'batches') {
    const { training, test } = description.files
    return { trainingFile: readBatches(found, training, description), testFile: readBatches(found, test, description) }
  }
  const { trainingImages, trainingLabels, testImages, testLabels } = description.files
  return {
    trainingFile: readPair(found, trainingImages, trainingLabels, description),
    testFile: readPair(found, testImages, testLabels, description)
  }
}

function readPair(
  found: FoundDataset,
  imageFile: FileDescription,
  labelFile: FileDescription,
  { numClasses, numTargets }: DatasetTargets
): LabeledImages {
  const images = readArray(found, imageFile)
  const labels = readArray(found, labelFile)
  const count = images.dimensions[0]!
  const isClass = (label: number) => numTargets !== undefined || label < numClasses
  if (labels.dimensions[0] !== count || !labels.data.every(isClass)) {
    throw new InputError('labels and images do not belong together', {
      where: found.pathOf(labelFile),
      expected: `${count} labels of 0..${numClasses - 1}, as many as ${imageFile.name} has images`,
      received: `${labels.dimensions[0]} labels up to ${Math.max(0, ...new Set(labels.data))}`
    })
  }
  return { count, pixels: images.data, labels: labels.data }
}

/** The images of several files, one file after the other. */
function readBatches(
  found: FoundDataset,
  files: readonly FileDescription[],
  description: BatchDatasetDescription
): LabeledImages {
  const batches = files.map((file) => readBatch(found, file, description))
  const count = batches.reduce((sum, batch) => sum + batch.count, 0)
  return { count, pixels: joined(batches, 'pixels'), labels: joined(batches, 'labels') }
}

function joined(batches: readonly LabeledImages[], key: 'pixels' | 'labels'): ImageValues {
  const length = batches.reduce((sum, batch) => sum + batch[key].length, 0)
  const all = valuesLike(batches[0]![key], length)
  let start = 0
  for (const { [key]: values } of batches) {
    all.set(values, start)
    start += values.length
  }
  return all
}

function readBatch(found: FoundDataset, file: FileDescription, description: BatchDatasetDescription): LabeledImages {
  const { path, content } = readVerified(found.pathOf(file), file)
  const { layout } = file
  switch (layout.kind) {
    case 'cifar10-binary':
      return readCifar10(content, { where: path, ...layout })
    case 'csv':
      return readCsv(content, { ...description, where: path, rows: layout.rows })
    case 'idx':
      throw new TypeError(`${file.name} holds no batch`)
    default:
      return layout satisfies never
  }
}

function readArray(found: FoundDataset, file: FileDescription) {
  const { path, content } = readVerified(found.pathOf(file), file)
  return readIdx(content, { where: path, ...file.layout })
}
