import { createHash } from 'node:crypto'
import { datasetDigest } from '../../../src/data/digest'
import { tinyDataset } from './tiny-dataset'

describe('datasetDigest', () => {
  // Python: hashlib.sha256(json.dumps(sums, sort_keys=True, separators=(',', ':')).encode()).hexdigest()
  // Changing one of these makes every stored run of the dataset stale: it is part of a run's identity.
  it.each([
    ['digits', '03734d663c5f208ef4e93b9ee0e59959538a4862407c1cfc177d9f2bb896f413'],
    ['mnist', '0c36ee5df878cc60cfa15d1c190dce4060adb1191d1e0e54254e0b342e15e4f4']
  ] as const)('of %s is pinned', (name, digest) => {
    expect(datasetDigest(name)).toBe(digest)
  })

  it('is SHA-256 over {file: SHA-256} with sorted keys', () => {
    const { description, contents } = tinyDataset()
    const entries = Object.keys(contents)
      .sort()
      .map((name) => `"${name}":"${createHash('sha256').update(contents[name]!).digest('hex')}"`)
    expect(datasetDigest(description)).toBe(
      createHash('sha256')
        .update(`{${entries.join(',')}}`)
        .digest('hex')
    )
  })
})
