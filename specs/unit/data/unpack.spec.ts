import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { CIFAR10, filesOf } from '../../../src/data/descriptions'
import { type FetchOptions, fetchDataset } from '../../../src/data/fetch'
import { importDataset } from '../../../src/data/import'
import { loadDataset } from '../../../src/data/load'
import type { FetchProgress } from '../../../src/data/types'
import { archiveTarget } from '../../../src/data/unpack'
import { verifyDataset } from '../../../src/data/verify'
import { InputError, UnavailableError } from '../../../src/errors'
import { FaultyServer, serve, status, truncate } from './faulty-server'
import { tar } from './tar-archive'
import { archiveOf, tinyBatches } from './tiny-batches'
import { renamed, useTemporaryFolder, writeFiles } from './tiny-dataset'

const tiny = tinyBatches('cifar10', 400)
const names = Object.keys(tiny.contents)
const first = names[0]!
const archivePath = '/a/tiny.tar.gz'

describe('fetchDataset of a dataset that lies in an archive', () => {
  const temporary = useTemporaryFolder()
  const server = new FaultyServer()
  let events: FetchProgress[]

  beforeAll(() => server.start())
  afterAll(() => server.stop())
  beforeEach(() => {
    events = []
    server.requests.length = 0
    server.script(archivePath, serve(tiny.archive))
    server.script('/b/tiny.tar.gz', serve(tiny.archive))
  })

  const environment = () => ({ CLAIMCHECK_CACHE_DIR: temporary() })
  const folder = () => path.join(temporary(), 'data', 'cifar10')
  const run = (options: FetchOptions = {}) =>
    fetchDataset(tiny.description, {
      addresses: [server.address('/a/'), server.address('/b')],
      environment: environment(),
      sleep: async () => undefined,
      onProgress: (event) => events.push(event),
      ...options
    })

  it('brings all files with one download, each checked, and nothing else', async () => {
    const report = await run()
    expect(report.files.map(({ name, outcome, source }) => [name, outcome, source])).toEqual(
      names.map((name) => [name, 'installed', server.address(archivePath)])
    )
    expect(readdirSync(folder()).sort()).toEqual([...names].sort())
    for (const name of names) expect(readFileSync(path.join(folder(), name)).equals(tiny.contents[name]!)).toBe(true)
    expect(server.requests).toHaveLength(1)
    expect(loadDataset(tiny.description, environment()).trainingFile.count).toBe(800)
    const totals = events.flatMap((event) => (event.kind === 'bytes' ? [event.overall.receivedBytes] : []))
    expect(totals.at(-1)).toBe(tiny.archive.length)
  })

  it('keeps what is right and downloads nothing where all is', async () => {
    await run()
    server.requests.length = 0
    expect((await run()).files.map(({ outcome }) => outcome)).toEqual(names.map(() => 'kept'))
    expect(server.requests).toHaveLength(0)
  })

  it('replaces only what is wrong or missing', async () => {
    writeFiles(folder(), { [first]: tiny.contents[first]!, [names[1]!]: Buffer.from('wrong') })
    expect((await run()).files.map(({ outcome }) => outcome)).toEqual(['kept', 'installed', 'installed'])
    expect(verifyDataset(tiny.description, environment()).ok).toBe(true)
  })

  it('starts a broken download again', async () => {
    let arrive: () => void = () => undefined
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve
    })
    const half = Math.floor(tiny.archive.length / 2)
    server.script(archivePath, truncate(tiny.archive, half, arrived), serve(tiny.archive))
    await run({
      onProgress: (event) => {
        if (event.kind === 'bytes' && event.receivedBytes === half) arrive()
      }
    })
    expect(server.requestsFor(archivePath)).toHaveLength(2)
    expect(verifyDataset(tiny.description, environment()).ok).toBe(true)
  })

  const changed = { ...tiny.contents, [first]: Buffer.from(tiny.contents[first]!).fill(0, 5, 6) }
  const { [first]: _dropped, ...others } = tiny.contents
  it.each([
    [
      'files with other content',
      gzipSync(archiveOf(changed)),
      'tiny-batches/data_batch_1.bin: the content is not what was published'
    ],
    ['an archive without a file', gzipSync(archiveOf(others)), 'does not hold data_batch_1.bin once'],
    [
      'a file twice',
      gzipSync(tar(...['a', 'b'].map((at) => ({ name: `${at}/${first}`, content: tiny.contents[first]! })))),
      'received 2'
    ],
    ['a web page', Buffer.from('<html>moved</html>'), 'not compressed with gzip'],
    ['half an archive', tiny.archive.subarray(0, 9_000), 'cut off before its end'],
    ['a bomb', gzipSync(Buffer.alloc(8 << 20)), 'bytes uncompressed'],
    ['a link', gzipSync(tar({ name: first, type: '2' })), 'type "2"'],
    ['a name that climbs', gzipSync(tar({ name: `../${first}`, content: tiny.contents[first]! })), `"../${first}"`]
  ])('goes on to the next address after %s, and writes nothing of it', async (_what, bytes, reason) => {
    server.script(archivePath, serve(bytes))
    const report = await run()
    expect(report.files[0]!.source).toBe(server.address('/b/tiny.tar.gz'))
    const failure = events.find((event) => event.kind === 'address-failed')
    expect(failure).toMatchObject({ file: 'tiny.tar.gz', address: server.address(archivePath) })
    expect(failure?.kind === 'address-failed' && failure.reason).toContain(reason)
    expect(existsSync(path.join(temporary(), 'data', first))).toBe(false)
    expect(verifyDataset(tiny.description, environment()).ok).toBe(true)
  })

  it('names every address that failed and how else to get the data', async () => {
    server.script(archivePath, status(404))
    server.script('/b/tiny.tar.gz', status(403))
    await expect(run()).rejects.toThrow(UnavailableError)
    await expect(run()).rejects.toThrow(
      /tiny\.tar\.gz of cifar10 could not be downloaded[\s\S]*404[\s\S]*403[\s\S]*data import <folder> cifar10/
    )
  })
})

describe('archiveTarget', () => {
  it('leaves room for all that the archive holds, whatever is wanted of it', () => {
    const files = filesOf(CIFAR10)
    const { maxBytes } = archiveTarget('cifar-10-binary.tar.gz', files, files.slice(0, 1))
    // The archive's size as the publisher states it.
    expect(maxBytes).toBeGreaterThan(170_052_171)
  })
})

describe('importDataset of the unpacked archive', () => {
  const temporary = useTemporaryFolder()
  const environment = () => ({ CLAIMCHECK_CACHE_DIR: path.join(temporary(), 'cache') })

  it.each([
    ['the folder itself', 'own', (name: string) => name],
    ['the folder that the archive unpacks to', 'own/tiny-batches', (name: string) => name],
    ['plain bytes under compressed names', 'own/cifar10', (name: string) => `${name}.gz`]
  ])('finds the files in %s', (_what, inner, rename) => {
    writeFiles(path.join(temporary(), inner), renamed(tiny.contents, rename))
    importDataset(tiny.description, path.join(temporary(), 'own'), environment())
    const dataset = loadDataset(tiny.description, environment())
    expect([dataset.trainingFile.count, dataset.testFile.count]).toEqual([800, 400])
    expect([...dataset.trainingFile.labels.subarray(395, 405)]).toEqual([5, 6, 7, 8, 9, 0, 1, 2, 3, 4])
  })

  it('says what is wrong with a file, before its sum', () => {
    const broken = { ...tiny.contents, [first]: tiny.contents[first]!.subarray(1) }
    writeFiles(path.join(temporary(), 'own'), broken)
    const run = () => importDataset(tiny.description, path.join(temporary(), 'own'), environment())
    expect(run).toThrow(InputError)
    expect(run).toThrow('data_batch_1.bin: the file does not hold whole images')
  })
})
