// What a queue on Redis costs a run: many runs of 10 ms of the engine scalar through a Redis of the bench's own, with one
// worker and with two, and what this process holds meanwhile.
//   node bench/queue.mjs [--dist dist] [--runs 10000] [--ms 10] [--write | --smoke]
import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { openDistribution } from './support/distribution.mjs'
import { describeMachine } from './support/machine.mjs'
import { benchOptions, WRITE } from './support/options.mjs'
import { writeReadmeSection } from './support/readmeSection.mjs'
import { format } from './support/statistics.mjs'
import { temporaryFolder } from './support/temporaryFolder.mjs'
import { say, transcript } from './support/transcript.mjs'

const options = benchOptions({ runs: [10_000, 40], ms: [10, 1] }, WRITE)
const { folder: dist, inside } = openDistribution(options.dist)
const { QueueCarrier, parcelOf, runKey } = inside

/** The targets. */
const MOST_OVERHEAD_MS = 2
const LEAST_SPEEDUP = 1.9

/** The arguments of Adam as the engine takes them. */
const OPTIMIZER = {
  name: 'Adam',
  learningRate: 0.001,
  schedule: { name: 'constant' },
  projection: 'box',
  beta1: 0.9,
  beta2: 0.99,
  epsilon: 0,
  biasCorrection: false,
  epsilonPlacement: 'outside'
}

const folder = temporaryFolder('queue')
const env = { ...process.env, CLAIMCHECK_QUEUE_SECRET: 'the secret of this bench, and of no other' }
const children = []
let firstSeed = 0
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

say(`${describeMachine()}; ${options.runs} runs of ${options.ms} ms`)
if (spawnSync('redis-server', ['--version']).error) say('\nskipped: there is no redis-server here')
else await measure()
if (options.write) writeReadmeSection('queue', transcript())

async function measure() {
  const port = await freePort()
  children.push(
    spawn('redis-server', ['--port', port, '--dir', folder, '--save', '', '--appendonly', 'yes'], { stdio: 'ignore' })
  )
  const address = `redis://127.0.0.1:${port}`
  const workers = []
  const startWorker = () => {
    const own = ['--queue', address, '--jobs', '1', '--store', path.join(folder, `worker-${workers.length}`)]
    const cli = path.join(dist, 'cli/main.js')
    const worker = spawn(process.execPath, [cli, 'worker', ...own], { env, stdio: 'ignore' })
    workers.push(worker)
    children.push(worker)
  }
  startWorker()
  const carrier = await opened(address)
  const engine = await engineOf(carrier, 1)
  const steps = await stepsOf(carrier, engine)
  say(
    '\n| workers | ms a run and worker, of it the run itself | overhead, ms | resident MiB of home: at a tenth, at the end |'
  )
  say('|---|---|---|---|')
  const perSecond = []
  const processorMs = []
  for (const numWorkers of [1, 2]) {
    if (numWorkers === 2) {
      startWorker()
      await engineOf(carrier, 2)
    }
    const before = processorMsOf(process.pid, ...children.map(({ pid }) => pid))
    const { wallMs, runMs, early, late } = await carry(carrier, engine, options.runs, steps, numWorkers)
    processorMs.push((processorMsOf(process.pid, ...children.map(({ pid }) => pid)) - before) / options.runs)
    const eachMs = (wallMs * numWorkers) / options.runs
    perSecond.push((1000 * options.runs) / wallMs)
    const overheadMs = eachMs - runMs
    const met = overheadMs < MOST_OVERHEAD_MS ? 'met' : '**missed**'
    say(
      `| ${numWorkers} | ${format(eachMs)}, ${format(runMs)} | ${format(overheadMs)}; target < ${MOST_OVERHEAD_MS}: ${met} | ${early.toFixed(0)}, ${late.toFixed(0)} |`
    )
  }
  const speedup = perSecond[1] / perSecond[0]
  say(
    `\ntwo workers carry ${format(speedup)} times as many runs a second as one; target >= ${LEAST_SPEEDUP}: ${speedup >= LEAST_SPEEDUP ? 'met' : '**missed**'}`
  )
  // Other work on the machine lengthens the time, and hardly this.
  say(
    `processor time of home, Redis and the workers without their engines: ${processorMs.map(format).join(' and ')} ms a run`
  )
  await carrier.close()
  for (const worker of workers) worker.kill('SIGTERM')
  await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once('exit', resolve))))
  // Before its folder goes.
  children[0].kill('SIGKILL')
  await new Promise((resolve) => children[0].once('exit', resolve))
}

async function opened(address) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await QueueCarrier.open({ address, engine: 'auto', env })
    } catch (error) {
      if (tries === 50) throw error
      await delay(100)
    }
  }
}

async function engineOf(carrier, numWorkers) {
  for (;;) {
    const found = (await carrier.identify(['synthetic'], { onNotice: console.error })).get('synthetic')
    if (found instanceof Error) throw found
    if (carrier.capacity().jobs >= numWorkers) return found.identity
    await delay(100)
  }
}

/** As many steps as take about the time that is asked for: by the records' own clock, which starts after the engine. */
async function stepsOf(carrier, engine) {
  const steps = 200_000
  await carry(carrier, engine, 4, steps, 1)
  const { runMs } = await carry(carrier, engine, 8, steps, 1)
  return Math.max(1000, Math.round((steps * options.ms) / Math.max(1, runMs)))
}

async function carry(carrier, engine, numRuns, numSteps, numWorkers) {
  const parcels = Array.from({ length: numRuns }, () => {
    firstSeed += 1
    const seeds = { init: firstSeed, order: firstSeed, dropout: firstSeed, problem: firstSeed }
    const spec = {
      kind: 'synthetic',
      problem: { name: 'periodic-linear', rareSlope: 1010, commonSlope: -10, period: 101, domain: [-1, 1] },
      record: { points: 10, window: 101 },
      initialPoint: 0,
      numSteps,
      optimizer: OPTIMIZER,
      seeds,
      engine
    }
    const run = { key: runKey(spec), spec, cached: false, estimateMs: options.ms }
    return parcelOf({ runs: [run], estimateMs: options.ms, bytes: 50e6 }, 'auto')
  })
  const store = new inside.RunStore(path.join(folder, `home-${firstSeed}`))
  let [numHome, runMs, early] = [0, 0, 0]
  const rss = () => process.memoryUsage.rss() / 2 ** 20
  const start = performance.now()
  await carrier.carry(
    { parcels, numWorkers, storeFolder: store.folder },
    {
      refuses: () => null,
      onNotice: (text) => console.error(text),
      onProgress: () => undefined,
      onRun: () => {
        numHome += 1
        if (numHome === Math.ceil(numRuns / 10)) early = rss()
      },
      onParcel: () => undefined,
      onFailure: (_, { error }) => {
        throw error
      }
    }
  )
  const wallMs = performance.now() - start
  const late = rss()
  for (const { runs } of parcels.slice(-200)) runMs += store.read(runs[0].key).record.environment.wallTimeMs
  return { wallMs, runMs: runMs / Math.min(200, parcels.length), early, late }
}

/** Of some processes without their children, in milliseconds; NaN where the system does not say. */
function processorMsOf(...pids) {
  try {
    const ticks = pids.map((pid) => {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
      return Number(fields[11]) + Number(fields[12])
    })
    return 10 * ticks.reduce((sum, each) => sum + each, 0)
  } catch {
    return Number.NaN
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(String(port)))
    })
  })
}
