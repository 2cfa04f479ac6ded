import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { DEFAULT_PATIENCE } from '../../../src/data/download'
import { type FetchOptions, fetchDataset } from '../../../src/data/fetch'
import { loadDataset } from '../../../src/data/load'
import type { FetchProgress } from '../../../src/data/types'
import { InfrastructureError, InputError, UnavailableError } from '../../../src/errors'
import { FaultyServer, redirect, serve, stall, status, truncate } from './faulty-server'
import { renamed, tinyDataset, useTemporaryFolder, writeFiles } from './tiny-dataset'

// Random bytes do not compress: the images take about 200 kB on the line, several chunks.
const tiny = tinyDataset({ numTraining: 800, side: 16 })
const images = 'train-images-idx3-ubyte'
const imagesGz = tiny.compressed[images]!
const imagesPath = `/a/${images}.gz`
const half = Math.floor(imagesGz.length / 2)

describe('fetchDataset', () => {
  const temporary = useTemporaryFolder()
  const server = new FaultyServer()
  let sleeps: number[]
  let events: FetchProgress[]

  beforeAll(() => server.start())
  afterAll(() => server.stop())
  beforeEach(() => {
    sleeps = []
    events = []
    server.requests.length = 0
    for (const mirror of ['a', 'b']) {
      for (const [name, bytes] of Object.entries(tiny.compressed)) server.script(`/${mirror}/${name}.gz`, serve(bytes))
    }
  })

  const folder = () => path.join(temporary(), 'data', 'mnist')
  const run = ({ onProgress, ...options }: FetchOptions = {}) =>
    fetchDataset(tiny.description, {
      addresses: [server.address('/a/'), server.address('/b')],
      environment: { CLAIMCHECK_CACHE_DIR: temporary() },
      sleep: async (ms, signal) => {
        signal.throwIfAborted()
        sleeps.push(ms)
      },
      onProgress: (event) => {
        events.push(event)
        onProgress?.(event)
      },
      ...options
    })
  const reasons = (kind: 'retry' | 'address-failed') =>
    events.flatMap((event) => (event.kind === kind ? [event.reason] : []))
  const requests = (mirror = 'a') => server.requestsFor(`/${mirror}/${images}.gz`).length

  /** Resolves, and lets a server go on, once so many bytes of the images have arrived. */
  function whenArrived(count: number) {
    let resolve: () => void = () => undefined
    const promise = new Promise<void>((done) => {
      resolve = done
    })
    const onProgress = (event: FetchProgress) => {
      if (event.kind === 'bytes' && event.file === images && event.receivedBytes === count) resolve()
    }
    return { promise, onProgress }
  }

  function expectComplete() {
    const names = Object.keys(tiny.contents).map((name) => `${name}.gz`)
    expect(readdirSync(folder()).sort()).toEqual(names.sort())
    for (const [name, bytes] of Object.entries(tiny.compressed)) {
      expect(readFileSync(path.join(folder(), `${name}.gz`)).equals(bytes)).toBe(true)
    }
  }

  it('brings all files, verified, and the dataset loads', async () => {
    const report = await run()
    expect(report.folder).toBe(folder())
    expect(report.files[0]).toEqual({
      name: images,
      path: path.join(folder(), `${images}.gz`),
      outcome: 'installed',
      source: server.address(imagesPath)
    })
    expectComplete()
    expect(sleeps).toEqual([])
    const dataset = loadDataset(tiny.description, { CLAIMCHECK_CACHE_DIR: temporary() })
    expect(dataset.trainingFile.count).toBe(800)
  })

  it('asks for the bytes as they lie on the server, and says who asks', async () => {
    await run()
    expect(server.requests[0]!.headers).toMatchObject({ 'accept-encoding': 'identity', 'user-agent': 'claimcheck' })
  })

  it('reports bytes that grow to the total, of the file and of all files', async () => {
    await run()
    const bytes = events.filter((event) => event.kind === 'bytes')
    const ofImages = bytes.filter((event) => event.file === images)
    expect(ofImages[0]).toMatchObject({ receivedBytes: 0, totalBytes: imagesGz.length })
    expect(ofImages.at(-1)!.receivedBytes).toBe(imagesGz.length)
    const all = Object.values(tiny.compressed).reduce((sum, file) => sum + file.length, 0)
    expect(bytes.at(-1)!.overall).toEqual({ receivedBytes: all, totalBytes: all })
    const received = bytes.map((event) => event.overall.receivedBytes)
    expect(received).toEqual([...received].sort((a, b) => a - b))
    expect(events.filter((event) => event.kind === 'installed')).toHaveLength(4)
  })

  it('keeps files that pass the full check, and replaces wrong ones', async () => {
    const kept = renamed(tiny.contents, (name) => name.replace('-idx', '.idx'))
    writeFiles(folder(), { ...kept, 't10k-labels.idx1-ubyte': Buffer.from('wrong') })
    const report = await run()
    expect(report.files.map((file) => file.outcome)).toEqual(['kept', 'kept', 'kept', 'installed'])
    expect(server.requests.map((request) => request.path)).toEqual(['/a/t10k-labels-idx1-ubyte.gz'])
    expect(existsSync(path.join(folder(), 't10k-labels.idx1-ubyte'))).toBe(false)
  })

  it('keeps what a server sends uncompressed under the plain name', async () => {
    server.script(imagesPath, serve(tiny.contents[images]!))
    const report = await run()
    expect(report.files[0]!.path).toBe(path.join(folder(), images))
  })

  it('takes the bytes as they are where a server declares them as encoded', async () => {
    server.script(imagesPath, serve(imagesGz, { 'content-encoding': 'x-gzip' }))
    await run()
    expectComplete()
  })

  describe('with a server that breaks off', () => {
    it('starts again, and takes nothing of what arrived before', async () => {
      const arrived = whenArrived(half)
      server.script(imagesPath, truncate(imagesGz, half, arrived.promise), serve(imagesGz))
      await run({ onProgress: arrived.onProgress })
      expectComplete()
      expect(reasons('retry')).toEqual([expect.stringMatching(/^the connection broke off \(.+\)$/)])
      expect(sleeps).toEqual([1_000])
      const ofImages = events.filter((event) => event.kind === 'bytes' && event.file === images)
      expect(ofImages.filter((event) => event.kind === 'bytes' && event.receivedBytes === 0)).toHaveLength(2)
    })

    it('has nothing on the disk while bytes arrive', async () => {
      const arrived = whenArrived(half)
      const seen = arrived.promise.then(() => readdirSync(folder()))
      server.script(imagesPath, truncate(imagesGz, half, arrived.promise), serve(imagesGz))
      await run({ onProgress: arrived.onProgress })
      expect(await seen).toEqual([])
    })

    it('doubles its waits and gives the address up after three attempts', async () => {
      server.script(imagesPath, (_request, response) => {
        response.writeHead(200, { 'content-length': imagesGz.length })
        response.flushHeaders()
        response.socket?.destroy()
      })
      await run()
      expectComplete()
      expect(sleeps).toEqual([1_000, 2_000])
      expect(reasons('retry')).toHaveLength(2)
      expect(reasons('address-failed')).toHaveLength(1)
      expect([requests('a'), requests('b')]).toEqual([3, 1])
    })

    it('sees a body that ends early without a stated length', async () => {
      server.script(imagesPath, (request) => {
        request.socket.write('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n')
        request.socket.end(imagesGz.subarray(0, half))
      })
      await run()
      expectComplete()
      expect(events[0]).toMatchObject({ kind: 'bytes', totalBytes: null })
      expect(reasons('address-failed')).toEqual([expect.stringContaining('gzip data that is cut off before its end')])
    })
  })

  describe('with a server that stalls', () => {
    const patience = { ...DEFAULT_PATIENCE, stallTimeoutMs: 200 }

    it('waits half a minute for a byte', () => {
      expect(DEFAULT_PATIENCE.stallTimeoutMs).toBe(30_000)
    })

    it('gives the connection up, and starts again', async () => {
      server.script(imagesPath, stall(imagesGz, half), serve(imagesGz))
      await run({ patience })
      expectComplete()
      expect(reasons('retry')).toEqual(['no byte for 0.2 s'])
      expect(requests()).toBe(2)
    })

    it('counts the time from the last byte', async () => {
      server.script(imagesPath, async (_request, response) => {
        const parts = [0, 1, 2, 3, 4, 5].map((index) => imagesGz.subarray(index * 30_000, (index + 1) * 30_000))
        response.writeHead(200)
        for (const part of parts) {
          response.write(part)
          await new Promise((resolve) => setTimeout(resolve, 300))
        }
        response.end(imagesGz.subarray(180_000))
      })
      // Six times 300 ms are longer than the patience, each of them is a fifth of it.
      await run({ patience: { ...patience, stallTimeoutMs: 1_500 } })
      expectComplete()
      expect(reasons('retry')).toEqual([])
    })

    it('gives the connection up where no answer comes at all', async () => {
      server.script(imagesPath, () => undefined, serve(imagesGz))
      await run({ patience })
      expectComplete()
      expect(reasons('retry')).toEqual(['no byte for 0.2 s'])
    })
  })

  describe('with a server that is busy or lacks the file', () => {
    it('retries after 503, as late as Retry-After asks, in seconds or as a date', async () => {
      const dates = { date: 'Wed, 01 Jan 2020 00:00:00 GMT', 'retry-after': 'Wed, 01 Jan 2020 00:01:30 GMT' }
      server.script(
        imagesPath,
        status(503),
        status(503, { 'retry-after': '17' }),
        status(429, dates),
        status(500, { 'retry-after': 'soon' }),
        serve(imagesGz)
      )
      await run({ patience: { ...DEFAULT_PATIENCE, attempts: 5 } })
      expectComplete()
      expect(sleeps).toEqual([1_000, 17_000, 90_000, 8_000])
    })

    it('goes to the next address where Retry-After asks for too much', async () => {
      server.script(imagesPath, status(503, { 'retry-after': '86400' }))
      await run()
      expectComplete()
      expect(sleeps).toEqual([])
      expect(reasons('address-failed')).toEqual(['answers 503 Service Unavailable and asks to come back in 86400 s'])
    })

    it.each([401, 403, 206, 416, 404, 410, 501])('goes to the next address at once after %d', async (code) => {
      server.script(imagesPath, status(code))
      const report = await run()
      expectComplete()
      expect(sleeps).toEqual([])
      expect(requests()).toBe(1)
      expect(report.files[0]!.source).toBe(server.address(`/b/${images}.gz`))
    })

    it('closes the connection of an answer that it does not read', async () => {
      const closed = new Promise((resolve) => {
        server.script(imagesPath, (_request, response) => {
          response.on('close', resolve)
          response.writeHead(404)
          const more = () => response.write(Buffer.alloc(100_000), more)
          more()
        })
      })
      await run()
      await closed
      expectComplete()
    })

    it('goes to the next address where one is not reached', async () => {
      const closed = new FaultyServer()
      await closed.start()
      const address = closed.address('/')
      await closed.stop()
      await run({ addresses: [address, server.address('/b/')] })
      expectComplete()
      expect(reasons('retry')).toHaveLength(8)
      expect(reasons('address-failed')).toHaveLength(4)
      expect(reasons('address-failed')[0]).toContain('ECONNREFUSED')
    })
  })

  describe('with redirects', () => {
    it('follows them, relative ones too', async () => {
      server.script(imagesPath, redirect('/elsewhere'))
      server.script('/elsewhere', redirect(server.address(`/b/${images}.gz`)))
      const report = await run()
      expectComplete()
      expect(report.files[0]!.source).toBe(server.address(imagesPath))
    })

    it('follows no more than five', async () => {
      server.script(imagesPath, redirect(imagesPath))
      await run()
      expect(requests()).toBe(6)
    })

    it.each([
      ['a loop', imagesPath, 'redirects more than 5 times'],
      ['another protocol', 'file:///etc/hosts', 'redirects to file:///etc/hosts, which is neither http nor https'],
      ['no address', 'http://[', 'redirects to "http://[", no address']
    ])('gives the address up after a redirect to %s', async (_what, location, reason) => {
      server.script(imagesPath, redirect(location))
      await run()
      expectComplete()
      expect(reasons('address-failed')).toEqual([reason])
      expect(sleeps).toEqual([])
    })
  })

  describe('with a server that sends something else', () => {
    const wrongByte = Buffer.from(tiny.contents[images]!)
    wrongByte[1000]! ^= 1

    it.each([
      ['a web page', Buffer.from('<html>log in</html>'), 'not an IDX file of unsigned bytes'],
      ['one wrong bit', gzipSync(wrongByte), 'the content is not what was published'],
      ['a bomb', gzipSync(Buffer.concat([tiny.contents[images]!, Buffer.alloc(20_000_000)])), 'bytes uncompressed'],
      ['nothing', Buffer.alloc(0), 'an empty file']
    ])('never uses %s, and takes the next address', async (_what, bytes, reason) => {
      server.script(imagesPath, serve(bytes))
      await run()
      expectComplete()
      expect(reasons('address-failed')).toEqual([expect.stringContaining(reason)])
      expect(requests()).toBe(1)
    })

    it('stops where more bytes are announced, or come, than the file can have', async () => {
      const endless = Buffer.alloc(1_000_000)
      server.script(imagesPath, serve(endless))
      server.script(`/b/${images}.gz`, (_request, response) => {
        response.writeHead(200)
        const more = () => response.write(endless, more)
        more()
      })
      await expect(run()).rejects.toThrow(UnavailableError)
      const fromAnnouncer = { kind: 'bytes', address: server.address(imagesPath) }
      expect(events).not.toContainEqual(expect.objectContaining(fromAnnouncer))
      const limit = tiny.description.files.trainingImages.bytes * 1.001 + 65_536
      const received = events.flatMap((event) => (event.kind === 'bytes' ? [event.receivedBytes] : []))
      expect(Math.max(...received)).toBeLessThanOrEqual(limit)
      expect(readdirSync(folder())).toEqual([])
    })

    it('leaves nothing under any name where every address fails, and says why for each', async () => {
      server.script(imagesPath, serve(gzipSync(wrongByte)))
      server.script(`/b/${images}.gz`, status(404))
      const failure = run()
      await expect(failure).rejects.toThrow(UnavailableError)
      await expect(failure).rejects.toThrow(
        new RegExp(
          `${images} of mnist could not be downloaded.*` +
            `- ${server.address(imagesPath)}: sends wrong content: the content is not.*` +
            `- ${server.address(`/b/${images}.gz`)}: answers 404 Not Found.*npx claimcheck data import <folder>`,
          's'
        )
      )
      expect(readdirSync(folder())).toEqual([])
    })
  })

  it('does no harm when several fetch at once', async () => {
    const reports = await Promise.all(Array.from({ length: 4 }, () => run()))
    expect(reports).toHaveLength(4)
    expectComplete()
  })

  it('stops when told to, leaves nothing torn, and keeps the files that were complete', async () => {
    const labels = 't10k-labels-idx1-ubyte'
    const controller = new AbortController()
    server.script(`/a/${labels}.gz`, stall(tiny.compressed[labels]!, 10), serve(tiny.compressed[labels]!))
    const stopped = run({
      signal: controller.signal,
      onProgress: (event) => {
        if (event.kind === 'bytes' && event.file === labels && event.receivedBytes === 10) {
          controller.abort(new Error('interrupted by the user'))
        }
      }
    })
    await expect(stopped).rejects.toThrow('interrupted by the user')
    const complete = Object.keys(tiny.contents).filter((name) => name !== labels)
    expect(readdirSync(folder()).sort()).toEqual(complete.map((name) => `${name}.gz`).sort())
    server.requests.length = 0
    const report = await run()
    expectComplete()
    expect(report.files.map(({ outcome }) => outcome)).toEqual(['kept', 'kept', 'kept', 'installed'])
    expect(server.requests.map((request) => request.path)).toEqual([`/a/${labels}.gz`])
  })

  it('stops waiting for the next attempt when told to', async () => {
    const controller = new AbortController()
    server.script(imagesPath, status(503, { 'retry-after': '100' }))
    const stopped = fetchDataset(tiny.description, {
      addresses: [server.address('/a/')],
      environment: { CLAIMCHECK_CACHE_DIR: temporary() },
      signal: controller.signal,
      onProgress: (event) => {
        if (event.kind === 'retry') setTimeout(() => controller.abort(new Error('woken')), 10)
      }
    })
    await expect(stopped).rejects.toThrow('woken')
  })

  it('does not begin when it was told to stop before', async () => {
    await expect(run({ signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow('too late')
    expect(server.requests).toEqual([])
  })

  it('says that the folder cannot be written, before it asks for a byte', async () => {
    writeFiles(temporary(), { data: Buffer.from('a file, not a folder') })
    await expect(run()).rejects.toThrow(InfrastructureError)
    expect(server.requests).toEqual([])
  })

  it('refuses embedded data and addresses that are none', async () => {
    await expect(fetchDataset('digits')).rejects.toThrow(InputError)
    await expect(run({ addresses: ['mnist'] })).rejects.toThrow('received: "mnist"')
    await expect(run({ addresses: ['ftp://127.0.0.1/'] })).rejects.toThrow(InputError)
  })
})
