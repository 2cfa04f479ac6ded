import { rmSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { datasetDigest } from '../../../src/data/digest'
import { idxFile } from '../../../src/data/fileDescriptions'
import { loadDataset } from '../../../src/data/load'
import { datasetStatus } from '../../../src/data/status'
import type { ImageValues } from '../../../src/data/types'
import { InputError, UnavailableError } from '../../../src/errors'
import { sha256 } from '../../../src/json/canonical'
import { renamed, tinyDataset, useTemporaryFolder, writeFiles } from './tiny-dataset'

const tiny = tinyDataset()
const compressed = renamed(tiny.compressed, (name) => `${name}.gz`)

describe('loadDataset', () => {
  const temporary = useTemporaryFolder()
  const environment = () => ({ CLAIMCHECK_DATA_DIR: temporary() })
  const folder = () => path.join(temporary(), 'mnist')

  it.each([
    ['gzip', compressed],
    ['plain', tiny.contents]
  ])('reads the four %s files', (_what, files) => {
    writeFiles(folder(), files)
    const dataset = loadDataset(tiny.description, environment())
    expect(dataset).toMatchObject({ name: 'mnist', numClasses: 10, imageShape: [4, 4, 1] })
    expect(dataset.digest).toBe(datasetDigest(tiny.description))
    expect([dataset.trainingFile.count, dataset.testFile.count]).toEqual([30, 10])
    const { trainingFile, testFile } = dataset
    expect(Buffer.from(trainingFile.pixels)).toEqual(tiny.contents['train-images-idx3-ubyte']!.subarray(16))
    expect(Buffer.from(trainingFile.labels)).toEqual(tiny.contents['train-labels-idx1-ubyte']!.subarray(8))
    expect(Buffer.from(testFile.pixels)).toEqual(tiny.contents['t10k-images-idx3-ubyte']!.subarray(16))
    expect(Buffer.from(testFile.labels)).toEqual(tiny.contents['t10k-labels-idx1-ubyte']!.subarray(8))
  })

  it('answers from memory the second time', () => {
    writeFiles(folder(), compressed)
    const dataset = loadDataset(tiny.description, environment())
    rmSync(folder(), { recursive: true })
    expect(loadDataset(tiny.description, environment())).toBe(dataset)
  })

  it('throws UnavailableError with the command that helps where nothing is there', () => {
    const load = () => loadDataset('mnist', { ...environment(), CLAIMCHECK_CACHE_DIR: temporary() })
    expect(load).toThrow(UnavailableError)
    expect(load).toThrow(/the dataset mnist is not on this machine.*to mend: {2}npx claimcheck data fetch mnist$/s)
  })

  it('never uses a file of the right size and header whose bytes differ', () => {
    const wrong = Buffer.from(tiny.contents['t10k-labels-idx1-ubyte']!)
    wrong[17]! ^= 1
    writeFiles(folder(), { ...compressed, 't10k-labels-idx1-ubyte.gz': gzipSync(wrong) })
    expect(datasetStatus(tiny.description, environment()).state).toBe('available')
    const load = () => loadDataset(tiny.description, environment())
    expect(load).toThrow(InputError)
    expect(load).toThrow(`received: 18 bytes with SHA-256 ${sha256(wrong)}`)
    expect(load).toThrow('npx claimcheck data verify mnist checks all files')
  })

  it('throws InputError for what the status calls invalid', () => {
    writeFiles(folder(), { ...compressed, 't10k-labels-idx1-ubyte.gz': Buffer.from('nothing') })
    expect(() => loadDataset(tiny.description, environment())).toThrow(InputError)
  })

  it('refuses labels outside the classes and label files of another length', () => {
    const { files } = tiny.description
    writeFiles(folder(), compressed)
    const fewer = { ...tiny.description, numClasses: 3 }
    expect(() => loadDataset(fewer, { ...environment(), CLAIMCHECK_CACHE_DIR: 'a' })).toThrow('30 labels of 0..2')
    const swapped = { ...tiny.description, files: { ...files, trainingLabels: files.testLabels } }
    expect(() => loadDataset(swapped, environment())).toThrow('received: 10 labels')
  })

  it('describes an IDX file by its dimensions', () => {
    expect(idxFile('f', [60_000, 28, 28], 'sum', 1).bytes).toBe(47_040_016)
  })
})

const { CLAIMCHECK_DATA_DIR } = process.env
const status = datasetStatus('mnist', { CLAIMCHECK_DATA_DIR, CLAIMCHECK_CACHE_DIR: __dirname })
const withMnist = status.state === 'available' ? describe : describe.skip

withMnist('the real MNIST in CLAIMCHECK_DATA_DIR', () => {
  it('loads, verified, with the class counts that the literature gives', () => {
    const { trainingFile, testFile } = loadDataset('mnist', { CLAIMCHECK_DATA_DIR })
    const countClasses = (labels: ImageValues) =>
      [...labels].reduce<number[]>(
        (counts, label) => counts.with(label, counts[label]! + 1),
        new Array<number>(10).fill(0)
      )
    expect(trainingFile.pixels).toHaveLength(60_000 * 784)
    expect(testFile.pixels).toHaveLength(10_000 * 784)
    // numpy: np.bincount(labels); also in the MNIST entries of the usual libraries.
    expect(countClasses(trainingFile.labels)).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949])
    expect(countClasses(testFile.labels)).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009])
    expect([...trainingFile.labels.subarray(0, 10)]).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4])
  })
})
