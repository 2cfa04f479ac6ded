import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { datasetFacts } from '../../../../src/claims/manifest/datasetFacts'
import { manifestNames, manifestPlaces } from '../../../../src/claims/manifest/places'
import { findManifest, readManifest } from '../../../../src/claims/manifest/readManifest'
import { InputError } from '../../../../src/errors'

const MANIFEST = {
  name: 'shapes',
  title: 'Shapes',
  summary: '150 drawings',
  attribution: 'A. Author',
  licence: 'CC0',
  layout: 'cifar10-binary',
  numClasses: 3,
  imageShape: [8, 8, 1],
  files: [
    { name: 'a.bin', role: 'training', images: 60, sha256: '0'.repeat(64) },
    { name: 'b.bin', role: 'training', images: 45, sha256: '1'.repeat(64) },
    { name: 'c.bin', role: 'test', images: 50, sha256: '2'.repeat(64) }
  ]
}

describe('manifests', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-manifest-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const environment = () => ({
    CLAIMCHECK_CACHE_DIR: path.join(folder, 'cache'),
    CLAIMCHECK_DATA_DIR: path.join(folder, 'own')
  })
  const write = (place: string, content: unknown) => {
    const file = path.join(folder, place, 'dataset.json')
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
    return file
  }

  it('fill in a validation share of a tenth and bytes as pixels', () => {
    const file = write('anywhere', MANIFEST)
    expect(readManifest(file)).toEqual({ ...MANIFEST, maxPixel: 255, validationImages: 10 })
    const stated = write('anywhere', { ...MANIFEST, maxPixel: 16, validationImages: 0 })
    expect(readManifest(stated)).toMatchObject({ maxPixel: 16, validationImages: 0 })
  })

  it('give the facts that experiments need', () => {
    write('own/shapes', MANIFEST)
    expect(datasetFacts('shapes', environment())).toEqual({
      numClasses: 3,
      imageShape: [8, 8, 1],
      trainingImages: 105,
      testImages: 50,
      defaultValidationImages: 10,
      maxPixel: 255
    })
    expect(datasetFacts('drawings', environment())).toBeNull()
    expect(datasetFacts('digits', environment())?.maxPixel).toBe(16)
  })

  it('are found beside the data: the own folder before the cache', () => {
    write('cache/data/shapes', { ...MANIFEST, title: 'cached' })
    expect(findManifest('shapes', environment())?.title).toBe('cached')
    write('own/shapes', { ...MANIFEST, title: 'own' })
    expect(findManifest('shapes', environment())?.title).toBe('own')
    expect(manifestNames(environment())).toEqual(['cifar10-jpeg', 'shapes'])
  })

  it('are read anew when they have changed', () => {
    const file = write('own/shapes', MANIFEST)
    findManifest('shapes', environment())
    write('own/shapes', { ...MANIFEST, title: 'Others' })
    utimesSync(file, 1, 1)
    expect(findManifest('shapes', environment())?.title).toBe('Others')
  })

  it.each(['../shapes', 'a/b', '.hidden', '', 'A', 'x'.repeat(65), '..'])('are not looked for under %j', (name) => {
    expect(manifestPlaces(name, environment())).toEqual([])
  })

  it('say all that is wrong with them, and where', () => {
    const file = write('own/shapes', { ...MANIFEST, licence: '', layout: 'csv' })
    const find = () => findManifest('shapes', environment())
    expect(find).toThrow(InputError)
    expect(find).toThrow(file)
    expect(find).toThrow(
      /dataset\.json:1:\d+ error \$\.licence: licence has the wrong form[\s\S]*\$\.files\[2\]\.bytes: bytes is missing/
    )
  })

  it('have the name of their folder', () => {
    write('own/drawings', MANIFEST)
    expect(() => findManifest('drawings', environment())).toThrow("the name is not the manifest's place")
  })

  it.each([
    ['no JSON', 'shapes', 'error $:'],
    ['an empty file', '', 'the file is empty'],
    ['a list', [], 'the file has the wrong type'],
    ['a large file', ' '.repeat((1 << 20) + 1), 'at most 1048576 are read']
  ])('are not %s', (_what, content, message) => {
    expect(() => readManifest(write('anywhere', content))).toThrow(message)
  })

  it('that do not exist cannot be read', () => {
    expect(() => readManifest(path.join(folder, 'none.json'))).toThrow('the manifest cannot be read')
  })
})
