import { existsSync } from 'node:fs'
import path from 'node:path'
import { DIGITS, MNIST } from '../../../src/data/descriptions'
import { cacheFolder, dataFolders } from '../../../src/data/locations'

describe('dataFolders', () => {
  it('looks for embedded data in the package only', () => {
    const places = dataFolders(DIGITS, { CLAIMCHECK_DATA_DIR: 'elsewhere', CLAIMCHECK_CACHE_DIR: 'cache' })
    expect(places.map((place) => place.origin)).toEqual(['package'])
    expect(existsSync(path.join(places[0]!.folder, 'digits.csv.gz'))).toBe(true)
  })

  it('looks in CLAIMCHECK_DATA_DIR first, then in the cache, both as full paths', () => {
    expect(dataFolders(MNIST, { CLAIMCHECK_DATA_DIR: 'data', CLAIMCHECK_CACHE_DIR: 'cache' })).toEqual([
      { origin: 'data-dir', folder: path.resolve('data', 'mnist') },
      { origin: 'cache', folder: path.resolve('cache', 'data', 'mnist') }
    ])
  })

  it('takes an empty variable for none', () => {
    expect(dataFolders(MNIST, { CLAIMCHECK_DATA_DIR: '' }).map((place) => place.origin)).toEqual(['cache'])
    expect(cacheFolder(MNIST, { CLAIMCHECK_CACHE_DIR: '' })).toBe(cacheFolder(MNIST, {}))
  })

  it("ends the system's own cache folder with claimcheck's part", () => {
    const folder = cacheFolder(MNIST, {})
    expect(path.isAbsolute(folder)).toBe(true)
    expect(folder).toMatch(/claimcheck([\\/]Cache)?[\\/]data[\\/]mnist$/)
  })
})
