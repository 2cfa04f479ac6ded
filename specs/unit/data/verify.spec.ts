import path from 'node:path'
import { verifyDataset } from '../../../src/data/verify'
import { renamed, tinyDataset, useTemporaryFolder, writeFiles } from './tiny-dataset'

const tiny = tinyDataset()
const compressed = renamed(tiny.compressed, (name) => `${name}.gz`)

describe('verifyDataset', () => {
  const temporary = useTemporaryFolder()
  const environment = () => ({
    CLAIMCHECK_DATA_DIR: temporary(),
    CLAIMCHECK_CACHE_DIR: path.join(temporary(), 'cache')
  })
  const inDataDir = () => path.join(temporary(), 'mnist')
  const inCache = () => path.join(temporary(), 'cache', 'data', 'mnist')
  const verify = () => verifyDataset(tiny.description, environment())

  it('passes the embedded digits', () => {
    expect(verifyDataset('digits', {})).toMatchObject({
      ok: true,
      files: [{ state: 'ok', name: 'digits.csv', storedBytes: 57_523 }]
    })
  })

  it('reports every file, the right ones too', () => {
    const { 't10k-labels-idx1-ubyte.gz': _dropped, ...others } = compressed
    const wrong = Buffer.from(tiny.contents['t10k-images-idx3-ubyte']!)
    wrong[100]! ^= 1
    writeFiles(inDataDir(), { ...others, 't10k-images-idx3-ubyte.gz': wrong })
    const { ok, folder, files } = verify()
    expect(ok).toBe(false)
    expect(folder).toBe(inDataDir())
    expect(files.map((file) => [file.name, file.state])).toEqual([
      ['train-images-idx3-ubyte', 'ok'],
      ['train-labels-idx1-ubyte', 'ok'],
      ['t10k-images-idx3-ubyte', 'invalid'],
      ['t10k-labels-idx1-ubyte', 'missing']
    ])
    expect(files[2]).toMatchObject({ problem: expect.stringContaining('the content is not what was published') })
  })

  it('reports on the folder that would be used', () => {
    expect(verify()).toMatchObject({ ok: false, folder: inCache() })
    writeFiles(inDataDir(), { 't10k-labels-idx1-ubyte.gz': compressed['t10k-labels-idx1-ubyte.gz']! })
    expect(verify()).toMatchObject({ ok: false, folder: inDataDir() })
    writeFiles(inCache(), compressed)
    expect(verify()).toMatchObject({ ok: true, folder: inCache() })
    writeFiles(inDataDir(), { 't10k-labels-idx1-ubyte.gz': Buffer.from('wrong') })
    expect(verify()).toMatchObject({ ok: false, folder: inDataDir() })
    writeFiles(inDataDir(), compressed)
    expect(verify()).toMatchObject({ ok: true, folder: inDataDir() })
  })
})
