import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { importDataset } from '../../../src/data/import'
import { datasetStatus } from '../../../src/data/status'
import { InfrastructureError, InputError } from '../../../src/errors'
import { NO_FILES, plantNoFile } from '../../support/hostileFiles'
import { renamed, tinyDataset, useTemporaryFolder, writeFiles } from './tiny-dataset'

const tiny = tinyDataset()
const compressed = renamed(tiny.compressed, (name) => `${name}.gz`)

describe('importDataset', () => {
  const temporary = useTemporaryFolder()
  const environment = () => ({ CLAIMCHECK_CACHE_DIR: path.join(temporary(), 'cache') })
  const own = () => path.join(temporary(), 'own')
  const cache = () => path.join(temporary(), 'cache', 'data', 'mnist')
  const run = () => importDataset(tiny.description, own(), environment())

  it.each([
    ['plain', tiny.contents, ''],
    ['gzip', compressed, '.gz'],
    ['dotted', renamed(tiny.contents, (name) => name.replace('-idx', '.idx')), ''],
    ['dotted gzip', renamed(tiny.compressed, (name) => `${name.replace('-idx', '.idx')}.gz`), '.gz'],
    ['gzip under plain names', tiny.compressed, '.gz']
  ])('copies %s files under their published names', (_what, files, suffix) => {
    writeFiles(own(), files)
    const report = run()
    expect(report.folder).toBe(cache())
    expect(report.files.map((file) => file.outcome)).toEqual(new Array(4).fill('installed'))
    const names = Object.keys(tiny.contents).map((name) => `${name}${suffix}`)
    expect(readdirSync(cache()).sort()).toEqual(names.sort())
    const expected = suffix === '' ? tiny.contents : tiny.compressed
    expect(readFileSync(path.join(cache(), `t10k-labels-idx1-ubyte${suffix}`))).toEqual(
      expected['t10k-labels-idx1-ubyte']
    )
    expect(datasetStatus(tiny.description, environment())).toMatchObject({ state: 'available', folder: cache() })
  })

  it('looks in a subfolder of the dataset’s name as well', () => {
    writeFiles(path.join(own(), 'mnist'), compressed)
    expect(run().files[0]!.source).toBe(path.join(own(), 'mnist', 'train-images-idx3-ubyte.gz'))
  })

  it('replaces what is wrong in the cache, under whatever name it lies', () => {
    writeFiles(cache(), { 'train-images.idx3-ubyte': Buffer.from('wrong'), 't10k-labels-idx1-ubyte': Buffer.from('x') })
    writeFiles(own(), compressed)
    run()
    expect(readdirSync(cache()).sort()).toEqual(Object.keys(compressed).sort())
  })

  it('copies nothing where one file is missing and one is wrong, and names both', () => {
    const { 't10k-labels-idx1-ubyte.gz': _dropped, ...others } = compressed
    writeFiles(own(), { ...others, 'train-labels-idx1-ubyte.gz': Buffer.from('wrong') })
    expect(run).toThrow(InputError)
    expect(run).toThrow(/- .*train-labels-idx1-ubyte\.gz: not an IDX file.*- t10k-labels-idx1-ubyte or .* is missing/s)
    expect(existsSync(cache())).toBe(false)
  })

  it('refuses a folder that does not exist', () => {
    expect(run).toThrow(InputError)
  })

  it('refuses embedded data', () => {
    expect(() => importDataset('digits', own(), environment())).toThrow('part of claimcheck')
  })

  it('says that the cache cannot be written', () => {
    writeFiles(own(), compressed)
    writeFiles(temporary(), { cache: Buffer.from('a file, not a folder') })
    expect(run).toThrow(InfrastructureError)
    expect(run).toThrow('set CLAIMCHECK_CACHE_DIR to another folder')
  })

  it.each(NO_FILES)('does not wait for %s in the place of a file', (_name, make, said) => {
    const { 't10k-labels-idx1-ubyte': _labels, ...others } = tiny.contents
    writeFiles(own(), others)
    plantNoFile(path.join(own(), 't10k-labels-idx1-ubyte'), make)
    expect(run).toThrow(said)
    expect(existsSync(cache())).toBe(false)
    plantNoFile(path.join(cache(), 't10k-labels-idx1-ubyte'), make)
    writeFiles(cache(), others)
    expect(datasetStatus(tiny.description, environment())).toMatchObject({
      state: 'invalid',
      reason: expect.stringMatching(said)
    })
  })
})
