import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Clock } from '../../../src/data/clock'
import { DEFAULT_PATIENCE } from '../../../src/data/download'
import { type FetchOptions, fetchDataset } from '../../../src/data/fetch'
import { loadDataset } from '../../../src/data/load'
import type { FetchProgress } from '../../../src/data/types'
import { InfrastructureError, InputError, UnavailableError } from '../../../src/errors'
import { FaultyServer, redirect, serve, serveWhole, stall, status, truncate } from './faulty-server'
import { renamed, tinyDataset, useTemporaryFolder, writeFiles } from './tiny-dataset'

// Random bytes do not compress: the images take about 200 kB on the line, several chunks.
const tiny = tinyDataset({ numTraining: 800, side: 16 })
const images = 'train-images-idx3-ubyte'
const imagesGz = tiny.compressed[images]!
const imagesPath = `/a/${images}.gz`
const thisHost = hostname().replace(/[^A-Za-z0-9.-]/g, '_')
const half = Math.floor(imagesGz.length / 2)

/** Sleeps take no time and are recorded; timers go off only when a test says so. */
class FakeClock implements Clock {
  readonly sleeps: number[] = []
  readonly timers = new Set<() => void>()
  timersStarted = 0

  now() {
    return Date.UTC(2020, 0, 1)
  }

  async sleep(ms: number, signal: AbortSignal | undefined) {
    signal?.throwIfAborted()
    this.sleeps.push(ms)
  }

  startTimer(_ms: number, callback: () => void) {
    this.timers.add(callback)
    this.timersStarted++
    return () => this.timers.delete(callback)
  }

  fireTimers() {
    for (const callback of this.timers) callback()
  }
}

describe('fetchDataset', () => {
  const temporary = useTemporaryFolder()
  const server = new FaultyServer()
  let clock: FakeClock
  let events: FetchProgress[]

  beforeAll(() => server.start())
  afterAll(() => server.stop())
  beforeEach(() => {
    clock = new FakeClock()
    events = []
    server.requests.length = 0
    for (const mirror of ['a', 'b']) {
      for (const [name, bytes] of Object.entries(tiny.compressed)) server.script(`/${mirror}/${name}.gz`, serve(bytes))
    }
  })

  const folder = () => path.join(temporary(), 'data', 'mnist')
  const incoming = () => readdirSync(path.join(folder(), '.incoming'))
  const run = ({ onProgress, ...options }: FetchOptions = {}) =>
    fetchDataset(tiny.description, {
      addresses: [server.address('/a/'), server.address('/b')],
      environment: { CLAIMCHECK_CACHE_DIR: temporary() },
      clock,
      onProgress: (event) => {
        events.push(event)
        onProgress?.(event)
      },
      ...options
    })
  const reasons = (kind: 'retry' | 'address-failed') =>
    events.flatMap((event) => (event.kind === kind ? [event.reason] : []))
  const ranges = (mirror = 'a') => server.requestsFor(`/${mirror}/${images}.gz`).map((headers) => headers.range)

  /** Resolves, and lets a server go on, once so many bytes of the images have arrived on disk. */
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
    expect(readdirSync(folder()).sort()).toEqual(['.incoming', ...names].sort())
    expect(incoming()).toEqual([])
    for (const [name, bytes] of Object.entries(tiny.compressed)) {
      expect(readFileSync(path.join(folder(), `${name}.gz`)).equals(bytes)).toBe(true)
    }
  }

  /** Runs a fetch that breaks off in the middle of the images at the only address, and stops there. */
  async function breakOffInTheMiddle(etag: string | null = '"1"') {
    const arrived = whenArrived(half)
    server.script(imagesPath, truncate(imagesGz, half, arrived.promise, etag))
    const patience = { ...DEFAULT_PATIENCE, maxAttempts: 1 }
    const broken = run({ addresses: [server.address('/a/')], patience, onProgress: arrived.onProgress })
    await expect(broken).rejects.toThrow(UnavailableError)
    expect(incoming()).toEqual([`${images}~free`])
    server.requests.length = 0
    events.length = 0
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
    expect(clock.sleeps).toEqual([])
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
    expect(ofImages[0]).toMatchObject({ receivedBytes: 0, resumedBytes: 0, totalBytes: imagesGz.length })
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
    server.script(imagesPath, serveWhole(imagesGz, { 'content-encoding': 'x-gzip' }))
    await run()
    expectComplete()
  })

  describe('with a server that breaks off', () => {
    it('goes on where it stopped', async () => {
      const arrived = whenArrived(half)
      server.script(imagesPath, truncate(imagesGz, half, arrived.promise), serve(imagesGz))
      await run({ onProgress: arrived.onProgress })
      expectComplete()
      expect(ranges()).toEqual([undefined, `bytes=${half}-`])
      expect(server.requestsFor(imagesPath)[1]!['if-range']).toBe('"1"')
      expect(clock.sleeps).toEqual([1_000])
      expect(events).toContainEqual(expect.objectContaining({ kind: 'bytes', resumedBytes: half, receivedBytes: half }))
    })

    it('goes on in a later call', async () => {
      await breakOffInTheMiddle()
      server.script(imagesPath, serve(imagesGz))
      await run()
      expectComplete()
      expect(ranges()).toEqual([`bytes=${half}-`])
    })

    it('goes on at the address that the bytes came from, though another one is asked first', async () => {
      await breakOffInTheMiddle()
      server.script(imagesPath, serve(imagesGz))
      server.script(`/b/${images}.gz`, status(404))
      await run({ addresses: [server.address('/b/'), server.address('/a/')] })
      expectComplete()
      expect([ranges('b'), ranges('a')]).toEqual([[undefined], [`bytes=${half}-`]])
    })

    it('goes on with what a killed process left', async () => {
      const { pid } = spawnSync(process.execPath, ['--version'])
      const left = path.join(folder(), '.incoming', `${images}~${thisHost}~${pid}~0a1b2c3d`)
      writeFiles(left, {
        content: imagesGz.subarray(0, half),
        'source.json': Buffer.from(
          JSON.stringify({ address: server.address(imagesPath), etag: '"1"', lastModified: null, totalBytes: null })
        )
      })
      await run()
      expectComplete()
      expect(ranges()).toEqual([`bytes=${half}-`])
    })

    it('clears away what a killed process left of a file that is complete', async () => {
      await run()
      const { pid } = spawnSync(process.execPath, ['--version'])
      const left = path.join(folder(), '.incoming', `${images}~${thisHost}~${pid}~0a1b2c3d`)
      writeFiles(left, { verified: imagesGz })
      await run()
      expectComplete()
    })

    it('leaves alone what a living process or another machine works on', async () => {
      const { pid } = spawnSync(process.execPath, ['--version'])
      const others = [`${images}~${thisHost}~${process.pid}~0a1b2c3d`, `${images}~another-machine~${pid}~0a1b2c3d`]
      for (const other of others) mkdirSync(path.join(folder(), '.incoming', other), { recursive: true })
      await run()
      expect(ranges()).toEqual([undefined])
      expect(incoming().sort()).toEqual(others.sort())
    })

    it('starts over where the record of what is here is damaged', async () => {
      await breakOffInTheMiddle()
      writeFileSync(path.join(folder(), '.incoming', `${images}~free`, 'source.json'), '{"address":')
      server.script(imagesPath, serve(imagesGz))
      await run()
      expectComplete()
      expect(ranges()).toEqual([undefined])
    })

    it('doubles its waits and gives the address up after six attempts', async () => {
      server.script(imagesPath, (_request, response) => {
        response.writeHead(200, { 'content-length': imagesGz.length })
        response.flushHeaders()
        response.socket?.destroy()
      })
      await run()
      expectComplete()
      const waits = reasons('retry').length
      expect(clock.sleeps).toEqual([1_000, 2_000, 4_000, 8_000, 16_000].slice(0, waits))
      expect(reasons('address-failed')).toHaveLength(1)
      expect(ranges('b')).toEqual([undefined])
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

  describe('with a server that goes on otherwise than asked', () => {
    it('starts over where the server ignores ranges', async () => {
      await breakOffInTheMiddle()
      server.script(imagesPath, serveWhole(imagesGz))
      await run()
      expectComplete()
      expect(ranges()).toEqual([`bytes=${half}-`])
      expect(events[0]).toMatchObject({ kind: 'bytes', receivedBytes: 0, resumedBytes: 0 })
    })

    it('starts over where the file has changed and the server heeds If-Range', async () => {
      await breakOffInTheMiddle()
      server.script(imagesPath, serve(imagesGz, '"2"'))
      await run()
      expectComplete()
      expect(ranges()).toEqual([`bytes=${half}-`])
    })

    it('starts over where the file has changed and the server ignores If-Range', async () => {
      await breakOffInTheMiddle()
      server.script(imagesPath, (request, response) => {
        delete request.headers['if-range']
        serve(imagesGz, '"2"')(request, response)
      })
      await run()
      expectComplete()
      expect(reasons('retry')).toEqual(['the file on the server has changed'])
      expect(ranges()).toEqual([`bytes=${half}-`, undefined])
    })

    it('starts over where the joined bytes are wrong and no tag could tell', async () => {
      // Another compression of the same content: its second half does not fit the first half that is here.
      const other = gzipSync(tiny.contents[images]!, { level: 1, memLevel: 1 })
      expect(other.equals(imagesGz)).toBe(false)
      await breakOffInTheMiddle(null)
      server.script(imagesPath, (request, response) => {
        const start = Number(/\d+/.exec(request.headers.range ?? '0'))
        const headers = { 'content-range': `bytes ${start}-${imagesGz.length - 1}/${imagesGz.length}` }
        if (start === 0) response.writeHead(200).end(other)
        else response.writeHead(206, headers).end(Buffer.alloc(imagesGz.length - start, 0xaa))
      })
      await run()
      expect(reasons('retry')).toEqual([expect.stringContaining('sends wrong content')])
      expect(ranges()).toEqual([`bytes=${half}-`, undefined])
      expect(readFileSync(path.join(folder(), `${images}.gz`)).equals(other)).toBe(true)
    })

    it('starts over where the server sends another range', async () => {
      await breakOffInTheMiddle()
      const wrongRange = { 'content-range': `bytes 0-${imagesGz.length - 1}/${imagesGz.length}` }
      server.script(
        imagesPath,
        (_request, response) => response.writeHead(206, wrongRange).end(imagesGz),
        serve(imagesGz)
      )
      await run()
      expectComplete()
      expect(reasons('retry')).toEqual([`the server sent another range than the one from byte ${half}`])
    })

    it('is done where 416 says that all bytes are here', async () => {
      await breakOffInTheMiddle()
      writeFileSync(path.join(folder(), '.incoming', `${images}~free`, 'content'), imagesGz)
      server.script(imagesPath, serve(imagesGz))
      await run()
      expectComplete()
      expect(ranges()).toEqual([`bytes=${imagesGz.length}-`])
      expect(reasons('retry')).toEqual([])
    })

    it('starts over where 416 says that fewer bytes are there than here', async () => {
      await breakOffInTheMiddle()
      writeFileSync(path.join(folder(), '.incoming', `${images}~free`, 'content'), Buffer.alloc(imagesGz.length + 5))
      server.script(imagesPath, serve(imagesGz))
      await run()
      expectComplete()
      expect(ranges()).toEqual([`bytes=${imagesGz.length + 5}-`, undefined])
    })

    it.each([206, 416])('gives an address up that answers %d to a request without a range', async (code) => {
      server.script(imagesPath, status(code))
      await run()
      expectComplete()
      expect(reasons('address-failed')).toEqual([expect.stringContaining(`answers ${code}`)])
    })

    it('uses no weak tag in If-Range, but the date', async () => {
      const date = 'Wed, 01 Jan 2020 00:00:00 GMT'
      const arrived = whenArrived(half)
      server.script(
        imagesPath,
        (_request, response) => {
          response.writeHead(200, { 'content-length': imagesGz.length, etag: 'W/"1"', 'last-modified': date })
          response.write(imagesGz.subarray(0, half))
          void arrived.promise.then(() => response.socket?.destroy())
        },
        (request, response) => {
          expect(request.headers['if-range']).toBe(date)
          delete request.headers['if-range']
          serve(imagesGz, 'W/"1"')(request, response)
        }
      )
      await run({ onProgress: arrived.onProgress })
      expectComplete()
      expect(ranges()).toEqual([undefined, `bytes=${half}-`])
    })
  })

  describe('with a server that stalls', () => {
    it('gives the connection up, and goes on where it stopped', async () => {
      const arrived = whenArrived(half)
      void arrived.promise.then(() => clock.fireTimers())
      server.script(imagesPath, stall(imagesGz, half), serve(imagesGz))
      await run({ onProgress: arrived.onProgress })
      expectComplete()
      expect(reasons('retry')).toEqual(['no byte for 30 s'])
      expect(ranges()).toEqual([undefined, `bytes=${half}-`])
    })

    it('counts the time from the last byte, and no longer when it is done', async () => {
      await run()
      const chunks = events.filter((event) => event.kind === 'bytes' && event.receivedBytes > 0)
      // For each of four files one from the start, one from the answer, one from the end; and one from every chunk.
      expect(clock.timersStarted).toBe(4 * 3 + chunks.length)
      expect(clock.timers.size).toBe(0)
    })

    it('gives the connection up where no answer comes at all', async () => {
      server.script(imagesPath, () => clock.fireTimers(), serve(imagesGz))
      await run()
      expectComplete()
      expect(reasons('retry')).toEqual(['no byte for 30 s'])
    })
  })

  describe('with a server that is busy or lacks the file', () => {
    it('retries after 503, as late as Retry-After asks, in seconds or as a date', async () => {
      const date = 'Wed, 01 Jan 2020 00:01:30 GMT'
      server.script(
        imagesPath,
        status(503),
        status(503, { 'retry-after': '17' }),
        status(429, { 'retry-after': date }),
        status(500, { 'retry-after': 'soon' }),
        serve(imagesGz)
      )
      await run()
      expectComplete()
      expect(clock.sleeps).toEqual([1_000, 17_000, 90_000, 8_000])
    })

    it('goes to the next address where Retry-After asks for too much', async () => {
      server.script(imagesPath, status(503, { 'retry-after': '86400' }))
      await run()
      expectComplete()
      expect(clock.sleeps).toEqual([])
      expect(reasons('address-failed')).toEqual(['answers 503 Service Unavailable and asks to come back in 86400 s'])
    })

    it.each([401, 403, 404, 410, 501])('goes to the next address at once after %d', async (code) => {
      server.script(imagesPath, status(code))
      const report = await run()
      expectComplete()
      expect(clock.sleeps).toEqual([])
      expect(ranges()).toHaveLength(1)
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

    it('tries an address that is not reached only twice', async () => {
      const closed = new FaultyServer()
      await closed.start()
      const address = closed.address('/')
      await closed.stop()
      await run({ addresses: [address, server.address('/b/')] })
      expectComplete()
      expect(reasons('retry')).toHaveLength(4)
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
      expect(ranges()).toHaveLength(6)
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
      expect(clock.sleeps).toEqual([])
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
      expect(ranges()).toHaveLength(1)
    })

    it('stops where more bytes are announced, or come, than the file can have', async () => {
      const endless = Buffer.alloc(1_000_000)
      server.script(imagesPath, serveWhole(endless))
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
      expect(incoming()).toEqual([])
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
      expect(readdirSync(folder())).toEqual(['.incoming'])
      expect(incoming()).toEqual([])
    })
  })

  it('does no harm when several fetch at once', async () => {
    const reports = await Promise.all(Array.from({ length: 4 }, () => run()))
    expect(reports).toHaveLength(4)
    expectComplete()
  })

  it('lets one of several go on with an unfinished download, and the others start anew', async () => {
    await breakOffInTheMiddle()
    server.script(imagesPath, serve(imagesGz))
    await Promise.all(Array.from({ length: 3 }, () => run()))
    expectComplete()
    expect(ranges().filter((range) => range !== undefined)).toEqual([`bytes=${half}-`])
  })

  it('stops when told to, keeps what has arrived, and goes on later', async () => {
    const controller = new AbortController()
    const arrived = whenArrived(half)
    void arrived.promise.then(() => controller.abort(new Error('interrupted by the user')))
    server.script(imagesPath, stall(imagesGz, half), serve(imagesGz))
    const stopped = run({ signal: controller.signal, onProgress: arrived.onProgress })
    await expect(stopped).rejects.toThrow('interrupted by the user')
    expect(incoming()).toEqual([`${images}~free`])
    await run()
    expectComplete()
    expect(ranges()).toEqual([undefined, `bytes=${half}-`])
  })

  it('does not begin when it was told to stop before', async () => {
    await expect(run({ signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow('too late')
    expect(server.requests).toEqual([])
  })

  it('says that the folder cannot be written', async () => {
    writeFiles(temporary(), { data: Buffer.from('a file, not a folder') })
    await expect(run()).rejects.toThrow(InfrastructureError)
  })

  it('refuses embedded data and addresses that are none', async () => {
    await expect(fetchDataset('digits')).rejects.toThrow(InputError)
    await expect(run({ addresses: ['mnist'] })).rejects.toThrow('received: "mnist"')
    await expect(run({ addresses: ['ftp://127.0.0.1/'] })).rejects.toThrow(InputError)
  })
})
