import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { datasetFacts } from '../../../src/claims/manifest/datasetFacts'
import type { ManifestDocument } from '../../../src/claims/manifest/manifest'
import { readManifest } from '../../../src/claims/manifest/readManifest'
import { datasetDigest } from '../../../src/data/digest'
import { fetchDataset } from '../../../src/data/fetch'
import { importByManifest, importDataset } from '../../../src/data/import'
import { listDatasets } from '../../../src/data/list'
import { loadDataset } from '../../../src/data/load'
import { datasetStatus } from '../../../src/data/status'
import { datasetStatusFor } from '../../../src/data/statusFor'
import { verifyDataset } from '../../../src/data/verify'
import { InputError, UnavailableError } from '../../../src/errors'
import { sha256 } from '../../../src/json/canonical'
import { IMAGE_SHAPE, tinyBatches } from './tiny-batches'
import { tinyDataset, useTemporaryFolder, writeFiles } from './tiny-dataset'

const batches = tinyBatches('shapes')
const idx = tinyDataset()

const head = {
  title: 'Shapes',
  summary: '60 drawings',
  attribution: 'A. Author',
  licence: 'CC0',
  numClasses: 10
} as const

const MANIFEST: ManifestDocument = {
  name: 'shapes',
  ...head,
  layout: 'cifar10-binary',
  imageShape: IMAGE_SHAPE,
  files: Object.entries(batches.contents).map(([name, content]) => ({
    name,
    role: name.startsWith('data') ? 'training' : 'test',
    images: 20,
    sha256: sha256(content)
  }))
}

const IDX_MANIFEST: ManifestDocument = {
  name: 'shapes',
  ...head,
  layout: 'idx',
  imageShape: [4, 4, 1],
  files: (
    [
      ['train-images-idx3-ubyte', 'training-images', 30],
      ['train-labels-idx1-ubyte', 'training-labels', 30],
      ['t10k-images-idx3-ubyte', 'test-images', 10],
      ['t10k-labels-idx1-ubyte', 'test-labels', 10]
    ] as const
  ).map(([name, role, images]) => ({ name, role, images, sha256: sha256(idx.contents[name]!) }))
}

const CSV = { 'training.csv': Buffer.from('1,2,0\n3,4,9\n'), 'test.csv': Buffer.from('16,0,1\n') }
const CSV_MANIFEST: ManifestDocument = {
  name: 'shapes',
  ...head,
  layout: 'csv',
  imageShape: [1, 2, 1],
  maxPixel: 16,
  files: [
    { name: 'training.csv', role: 'training', images: 2, bytes: 12, sha256: sha256(CSV['training.csv']) },
    { name: 'test.csv', role: 'test', images: 1, bytes: 7, sha256: sha256(CSV['test.csv']) }
  ]
}

const NUMBERS = { 'training.csv': Buffer.from('0.5,-2,1.5\n3,4,-9\n'), 'test.csv': Buffer.from('16,0,1e1\n') }
const { numClasses: _, ...ofNumbers } = head
const sizes = (contents: Readonly<Record<string, Buffer>>) =>
  Object.entries(contents).map(([name, content]) => ({
    name,
    role: name === 'training.csv' ? ('training' as const) : ('test' as const),
    images: name === 'training.csv' ? 2 : 1,
    bytes: content.length,
    sha256: sha256(content)
  }))
const NUMBERS_MANIFEST: ManifestDocument = {
  name: 'shapes',
  ...ofNumbers,
  layout: 'csv',
  numTargets: 1,
  numFeatures: 2,
  files: sizes(NUMBERS)
}

/** IDX files of single-precision numbers. */
function idxNumbers(dimensions: readonly number[], values: readonly number[]): Buffer {
  const content = Buffer.alloc(4 + 4 * dimensions.length + 4 * values.length)
  content.set([0, 0, 0x0d, dimensions.length])
  for (const [place, size] of dimensions.entries()) content.writeUInt32BE(size, 4 + 4 * place)
  for (const [place, value] of values.entries()) content.writeFloatBE(value, 4 + 4 * (dimensions.length + place))
  return content
}

const IDX_NUMBERS = {
  'x.idx': idxNumbers([2, 3], [1, 2, 3, 4, 5, 6]),
  'y.idx': idxNumbers([2, 2], [0.5, -1, 2, 3]),
  'tx.idx': idxNumbers([1, 3], [7, 8, 9]),
  'ty.idx': idxNumbers([1, 2], [4, 5])
}
const IDX_NUMBERS_MANIFEST: ManifestDocument = {
  name: 'shapes',
  ...ofNumbers,
  layout: 'idx',
  numTargets: 2,
  numFeatures: 3,
  files: (
    [
      ['x.idx', 'training-images', 2],
      ['y.idx', 'training-labels', 2],
      ['tx.idx', 'test-images', 1],
      ['ty.idx', 'test-labels', 1]
    ] as const
  ).map(([name, role, images]) => ({ name, role, images, sha256: sha256(IDX_NUMBERS[name]) }))
}

describe('a dataset of a manifest', () => {
  const temporary = useTemporaryFolder()
  const environment = () => ({ CLAIMCHECK_CACHE_DIR: path.join(temporary(), 'cache') })
  const own = () => path.join(temporary(), 'own')
  const manifestFile = () => path.join(temporary(), 'shapes.json')
  const prepare = (manifest: object, contents: Readonly<Record<string, Buffer>>) => {
    writeFiles(temporary(), { 'shapes.json': Buffer.from(JSON.stringify(manifest)) })
    writeFiles(own(), contents)
  }
  const run = () => importByManifest(manifestFile(), own(), environment())

  it.each([
    ['cifar10-binary', MANIFEST, batches.contents, 40, 20, [4, 4, 3]],
    ['idx', IDX_MANIFEST, idx.contents, 30, 10, [4, 4, 1]],
    ['csv', CSV_MANIFEST, CSV, 2, 1, [1, 2, 1]],
    ['csv, of numbers,', NUMBERS_MANIFEST, NUMBERS, 2, 1, [1, 2, 1]],
    ['idx, of numbers,', IDX_NUMBERS_MANIFEST, IDX_NUMBERS, 2, 1, [1, 3, 1]]
  ] as const)(
    'of the layout %s is known by name from its import on',
    (_layout, manifest, contents, training, test, shape) => {
      prepare(manifest, contents)
      expect(datasetStatus('shapes', environment())).toMatchObject({
        state: 'missing',
        remedy: 'npx claimcheck data import <folder> --manifest datasets/shapes.json'
      })
      expect(() => loadDataset('shapes', environment())).toThrow(UnavailableError)
      const report = run()
      expect(report.files.map(({ outcome }) => outcome)).toEqual(report.files.map(() => 'installed'))
      expect(datasetStatus('shapes', environment())).toMatchObject({ state: 'available', folder: report.folder })
      expect(verifyDataset('shapes', environment()).ok).toBe(true)
      const dataset = loadDataset('shapes', environment())
      expect([dataset.trainingFile.count, dataset.testFile.count, dataset.imageShape]).toEqual([training, test, shape])
      expect(dataset.digest).toBe(datasetDigest('shapes', environment()))
    }
  )

  it('of numbers has features and targets, and no class', () => {
    prepare(NUMBERS_MANIFEST, NUMBERS)
    run()
    const { trainingFile, testFile, ...facts } = loadDataset('shapes', environment())
    expect(facts).toMatchObject({ numClasses: 0, numTargets: 1 })
    expect(trainingFile.pixels).toEqual(Float32Array.of(0.5, -2, 3, 4))
    expect([...trainingFile.labels, ...testFile.labels]).toEqual([1.5, -9, 10])
    expect(datasetFacts('shapes', environment())).toMatchObject({ numTargets: 1, maxPixel: 1, imageShape: [1, 2, 1] })
  })

  it('of numbers in IDX files has them row by row', () => {
    prepare(IDX_NUMBERS_MANIFEST, IDX_NUMBERS)
    run()
    const { trainingFile, testFile } = loadDataset('shapes', environment())
    expect([...trainingFile.pixels, ...testFile.pixels]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(trainingFile.labels).toEqual(Float32Array.of(0.5, -1, 2, 3))
  })

  it('of numbers is not imported where one is missing, and says in which line and column', () => {
    const contents = { ...NUMBERS, 'training.csv': Buffer.from('0.5,-2,1.5\n3,4,NaN\n') }
    prepare({ ...NUMBERS_MANIFEST, files: sizes(contents) }, contents)
    expect(run).toThrow(/training\.csv:2: not a table of images[\s\S]*a target, a number .* in column 3[\s\S]*"NaN"/)
    expect(existsSync(path.join(temporary(), 'cache'))).toBe(false)
  })

  it('may begin like a compressed file without being one', () => {
    const [name] = Object.keys(batches.contents)
    const content = Buffer.from(batches.contents[name!]!)
    content.set([0x1f, 0x8b])
    const files = MANIFEST.files.map((file) => (file.name === name ? { ...file, sha256: sha256(content) } : file))
    prepare({ ...MANIFEST, numClasses: 32, files }, { ...batches.contents, [name!]: content })
    run()
    expect(loadDataset('shapes', environment()).trainingFile.labels[0]).toBe(31)
  })

  it('is remembered with all that its manifest says, beside the files', () => {
    prepare({ $schema: 'x', ...MANIFEST }, batches.contents)
    const { folder } = run()
    const remembered = JSON.parse(readFileSync(path.join(folder, 'dataset.json'), 'utf8'))
    expect(remembered).toEqual({ maxPixel: 255, validationImages: 4, ...MANIFEST })
    expect(readManifest(path.join(folder, 'dataset.json'), 'shapes')).toEqual(remembered)
  })

  it('is listed, and so is one whose manifest cannot be used', () => {
    prepare(MANIFEST, batches.contents)
    run()
    const broken = path.join(temporary(), 'cache', 'data', 'broken')
    writeFiles(broken, { 'dataset.json': Buffer.from('{"name": "broken"}') })
    const listings = listDatasets(environment())
    expect(listings.map(({ name }) => name)).toEqual([
      'mnist',
      'digits',
      'cifar10',
      'friedman1',
      'cifar10-jpeg',
      'broken',
      'shapes'
    ])
    expect(listings.at(-1)).toMatchObject({
      origin: 'imported',
      licence: 'CC0',
      digest: datasetDigest('shapes', environment()),
      status: { state: 'available' },
      storedBytes: 3 * 20 * 49,
      downloadBytes: 0
    })
    expect(listings.at(-2)).toMatchObject({
      status: { state: 'invalid', reason: expect.stringMatching(/the manifest cannot be used[\s\S]*layout is missing/) }
    })
  })

  it('is found in CLAIMCHECK_DATA_DIR without an import, where its manifest lies beside it', () => {
    writeFiles(path.join(temporary(), 'shapes'), {
      'dataset.json': Buffer.from(JSON.stringify(MANIFEST)),
      ...Object.fromEntries(Object.entries(batches.contents).map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)]))
    })
    const here = { ...environment(), CLAIMCHECK_DATA_DIR: temporary() }
    expect(datasetStatus('shapes', here).state).toBe('available')
    expect(loadDataset('shapes', here).trainingFile.count).toBe(40)
  })

  it('copies nothing where a file is wrong', () => {
    const [first] = Object.keys(batches.contents)
    prepare(MANIFEST, { ...batches.contents, [first!]: Buffer.from('wrong') })
    expect(run).toThrow(InputError)
    expect(run).toThrow('name the folder that holds the files')
    expect(existsSync(path.join(temporary(), 'cache'))).toBe(false)
  })

  it('refuses a name that stands for other content here, and takes the same content again', () => {
    prepare(MANIFEST, batches.contents)
    run()
    prepare({ ...MANIFEST, title: 'Drawings' }, batches.contents)
    run()
    expect(listDatasets(environment()).at(-1)!.title).toBe('Drawings')
    prepare(CSV_MANIFEST, CSV)
    expect(run).toThrow('the name shapes stands for other content on this machine')
    expect(loadDataset('shapes', environment()).imageShape).toEqual(IMAGE_SHAPE)
  })

  it('refuses a name that is not one: cifar10, or a path', () => {
    prepare({ ...MANIFEST, name: 'cifar10' }, batches.contents)
    expect(run).toThrow('claimcheck knows a dataset of that name')
    prepare({ ...MANIFEST, name: '../shapes' }, batches.contents)
    expect(run).toThrow('name has the wrong form')
    expect(datasetStatus('../own', environment()).state).toBe('missing')
  })

  it('has a digest that changes with how its bytes are read, not with its prose', () => {
    const digestOf = (manifest: object) => {
      prepare(manifest, {})
      const { files } = readManifest(manifestFile())
      writeFiles(path.join(temporary(), 'data', 'shapes'), { 'dataset.json': Buffer.from(JSON.stringify(manifest)) })
      expect(files.length).toBeGreaterThan(0)
      return datasetDigest('shapes', { CLAIMCHECK_CACHE_DIR: temporary() })
    }
    const digest = digestOf(MANIFEST)
    expect(digestOf({ ...MANIFEST, title: 'Drawings', licence: 'other terms than before' })).toBe(digest)
    expect(digestOf({ ...MANIFEST, imageShape: [8, 2, 3] })).not.toBe(digest)
    expect(digestOf({ ...MANIFEST, numClasses: 11 })).not.toBe(digest)
    expect(digestOf(NUMBERS_MANIFEST)).not.toBe(digestOf(CSV_MANIFEST))
    const { numTargets: __, ...features } = NUMBERS_MANIFEST
    expect(digestOf({ ...features, numClasses: 2 })).not.toBe(digestOf(NUMBERS_MANIFEST))
    expect(digestOf({ ...MANIFEST, files: [...MANIFEST.files].reverse() })).not.toBe(digest)
  })

  it('is not fetched', async () => {
    prepare(MANIFEST, batches.contents)
    run()
    const fetching = fetchDataset('shapes', { environment: environment() })
    await expect(fetching).rejects.toThrow('nobody publishes the dataset shapes')
  })

  it('has to be the content that the manifest among the claims pins', () => {
    prepare(MANIFEST, batches.contents)
    run()
    const among = (manifest: ManifestDocument) => {
      prepare(manifest, {})
      const manifests = new Map([['shapes', readManifest(manifestFile())]])
      return datasetStatusFor('shapes', manifests, environment())
    }
    expect(among(MANIFEST).state).toBe('available')
    expect(among({ ...MANIFEST, numClasses: 12 })).toMatchObject({
      state: 'invalid',
      reason: expect.stringContaining('other content than the manifest of shapes among the claims pins')
    })
    expect(datasetStatusFor('shapes', new Map(), environment()).state).toBe('available')
  })
})

describe('cifar10-jpeg, whose manifest comes with claimcheck', () => {
  const temporary = useTemporaryFolder()
  const environment = () => ({ CLAIMCHECK_CACHE_DIR: temporary() })

  it('is known by name before its data is here', () => {
    const status = datasetStatus('cifar10-jpeg', environment())
    expect(status).toMatchObject({ state: 'missing', remedy: 'npx claimcheck data import <folder> cifar10-jpeg' })
    expect(() => importDataset('cifar10-jpeg', temporary(), environment())).toThrow(
      'this is not the dataset cifar10-jpeg'
    )
  })

  it('has other content than cifar10', () => {
    expect(datasetDigest('cifar10-jpeg', environment())).not.toBe(datasetDigest('cifar10', environment()))
  })
})
