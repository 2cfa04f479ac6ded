import path from 'node:path'
import { DIGITS } from '../../../src/data/descriptions'
import { listDatasets } from '../../../src/data/list'
import { renamed, tinyDataset, useTemporaryFolder, writeFiles } from './tiny-dataset'

describe('listDatasets', () => {
  const temporary = useTemporaryFolder()
  const environment = () => ({ CLAIMCHECK_CACHE_DIR: temporary() })

  it('lists every dataset with licence, attribution, state and size', () => {
    const [mnist, digits] = listDatasets(environment())
    expect(mnist).toMatchObject({
      name: 'mnist',
      origin: 'fetched',
      status: { state: 'missing' },
      storedBytes: null,
      downloadBytes: 9_912_422 + 28_881 + 1_648_877 + 4_542
    })
    expect(digits).toMatchObject({
      name: 'digits',
      origin: 'embedded',
      licence: 'CC BY 4.0',
      attribution: expect.stringContaining('10.24432/C50P49'),
      status: { state: 'available' },
      storedBytes: 57_523,
      downloadBytes: 0
    })
  })

  it('counts the bytes that the files take on this disk', () => {
    const tiny = tinyDataset()
    const compressed = renamed(tiny.compressed, (name) => `${name}.gz`)
    writeFiles(path.join(temporary(), 'data', 'mnist'), compressed)
    const [listing] = listDatasets(environment(), [tiny.description, DIGITS])
    const bytes = Object.values(compressed).reduce((sum, file) => sum + file.length, 0)
    expect(listing).toMatchObject({ status: { state: 'available' }, storedBytes: bytes })
  })
})
