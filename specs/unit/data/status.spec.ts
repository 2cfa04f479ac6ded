import { rmSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { datasetStatus } from '../../../src/data/status'
import { idxBytes, renamed, tinyDataset, useTemporaryFolder, writeFiles } from './tiny-dataset'

const tiny = tinyDataset()
const compressed = renamed(tiny.compressed, (name) => `${name}.gz`)
const images = 'train-images-idx3-ubyte'

describe('datasetStatus', () => {
  const temporary = useTemporaryFolder()
  const dataDir = () => path.join(temporary(), 'data')
  const environment = () => ({
    CLAIMCHECK_DATA_DIR: dataDir(),
    CLAIMCHECK_CACHE_DIR: path.join(temporary(), 'cache')
  })
  const inDataDir = () => path.join(dataDir(), 'mnist')
  const inCache = () => path.join(temporary(), 'cache', 'data', 'mnist')
  const status = () => datasetStatus(tiny.description, environment())

  it('finds the embedded digits', () => {
    expect(datasetStatus('digits', {})).toMatchObject({ state: 'available', name: 'digits' })
  })

  it('says where it looked and which command helps', () => {
    expect(status()).toEqual({
      state: 'missing',
      name: 'mnist',
      reason: `${inDataDir()} (from CLAIMCHECK_DATA_DIR) holds none of its files; ${inCache()} holds none of its files`,
      remedy: 'npx claimcheck data fetch mnist'
    })
  })

  it.each([
    ['gzip', compressed],
    ['plain', tiny.contents],
    ['dotted', renamed(tiny.contents, (name) => name.replace('-idx', '.idx'))],
    ['dotted gzip', renamed(tiny.compressed, (name) => `${name.replace('-idx', '.idx')}.gz`)],
    ['gzip under the plain name', tiny.compressed],
    ['plain under the gzip name', renamed(tiny.contents, (name) => `${name}.gz`)]
  ])('accepts %s files, in the user’s folder and in the cache', (_what, files) => {
    writeFiles(inCache(), files)
    expect(status()).toEqual({ state: 'available', name: 'mnist', folder: inCache() })
    writeFiles(inDataDir(), files)
    expect(status()).toEqual({ state: 'available', name: 'mnist', folder: inDataDir() })
  })

  it('passes over an incomplete folder and names what it lacks', () => {
    writeFiles(inDataDir(), compressed)
    rmSync(path.join(inDataDir(), `${images}.gz`))
    expect(status()).toMatchObject({ state: 'missing', reason: expect.stringContaining(`lacks ${images};`) })
    writeFiles(inCache(), compressed)
    expect(status()).toMatchObject({ state: 'available', folder: inCache() })
  })

  it('does not use files that lie directly in CLAIMCHECK_DATA_DIR, and says so', () => {
    writeFiles(dataDir(), compressed)
    const hint = `files that lie directly in ${dataDir()} are not used: they belong in ${inDataDir()}`
    expect(status()).toMatchObject({ state: 'missing', reason: expect.stringContaining(hint) })
  })

  it('calls a wrong file invalid even where the cache has a right one', () => {
    writeFiles(inDataDir(), compressed)
    writeFiles(inCache(), compressed)
    const location = path.join(inDataDir(), `${images}.gz`)
    writeFileSync(location, '<html>')
    expect(status()).toEqual({
      state: 'invalid',
      name: 'mnist',
      reason: `${location}: not an IDX file of unsigned bytes (expected 00 00 08 03 as its first bytes; received 3c 68 74 6d ("<htm"))`,
      remedy: `replace or remove ${location}, or unset CLAIMCHECK_DATA_DIR; npx claimcheck data verify mnist checks all files`
    })
  })

  it.each([
    ['another magic number', gzipSync(idxBytes([30, 4, 4], () => 0, 0x0d)), 'not an IDX file'],
    ['another size', gzipSync(idxBytes([31, 4, 4], () => 0)), 'more than 496 bytes uncompressed'],
    ['other dimensions of the same size', idxBytes([15, 8, 4], () => 0), 'received 15 x 8 x 4'],
    ['a plain file cut off', tiny.contents[images]!.subarray(0, 100), 'received 100 bytes'],
    ['an empty file', Buffer.alloc(0), 'an empty file'],
    ['a file far too large', Buffer.alloc(200_000), 'at most 66033 bytes; received 200000 bytes']
  ])('calls a file with %s invalid, and the cache’s remedy is to fetch it', (_what, bytes, reason) => {
    writeFiles(inCache(), { ...compressed, [`${images}.gz`]: bytes })
    expect(status()).toMatchObject({
      state: 'invalid',
      reason: expect.stringContaining(reason),
      remedy: 'npx claimcheck data fetch mnist'
    })
  })

  it('calls a gzip file invalid that is cut off', () => {
    writeFiles(inCache(), compressed)
    truncateSync(path.join(inCache(), `${images}.gz`), tiny.compressed[images]!.length - 1)
    expect(status()).toMatchObject({ state: 'invalid', reason: expect.stringContaining('cut off') })
  })

  it('calls a folder under a file’s name invalid', () => {
    writeFiles(inCache(), compressed)
    writeFiles(path.join(inCache(), images), {})
    expect(status()).toMatchObject({ state: 'invalid', reason: expect.stringContaining('cannot be read') })
  })

  it('accepts gzip files of several members, whose trailer tells another size', () => {
    const content = tiny.contents[images]!
    const members = Buffer.concat([gzipSync(content.subarray(0, 50)), gzipSync(content.subarray(50))])
    writeFiles(inCache(), { ...compressed, [`${images}.gz`]: members })
    expect(status()).toMatchObject({ state: 'available' })
  })
})
