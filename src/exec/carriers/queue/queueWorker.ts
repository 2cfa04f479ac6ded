import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import type { Job as BullJob, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import { datasetDigest } from '../../../data/digest'
import { datasetStatus } from '../../../data/status'
import { type ClaimcheckError, InfrastructureError, UnavailableError } from '../../../errors'
import { MAX_PRODUCED_BYTES, readRegularFile } from '../../../files/readRegularFile'
import { canonicalJson } from '../../../json/canonical'
import type { Capacity } from '../../../plan/schedule'
import type { ProgramConduct, ProgramRunSpec } from '../../../runs/program/types'
import { RUN_KIND_NAMES, type RunSpec } from '../../../runs/runKinds'
import { RunStore } from '../../../store/store'
import type { SettledRun } from '../../executeCohort'
import { sendableError } from '../../messages'
import { WorkerPool } from '../../pool'
import type { WorkerPoolOptions } from '../../types'
import { WorkerCrashError } from '../../workerCrashError'
import type { WorkerResult, WorkerTask } from '../../workerTask'
import type { CarrierFailure } from '../carrier'
import { LocalCarrier } from '../local'
import { connect, loadQueueLibrary, type QueueLibrary, type QueuePlace } from './connection'
import {
  type Call,
  isConsistent,
  type Job,
  KEPT_SECONDS,
  type Need,
  type News,
  needDigest,
  QueueKeys,
  type SentFailure,
  type WorkerCard
} from './messages'
import type { Seal } from './seal'

export interface QueueWorkerOptions {
  readonly place: QueuePlace
  readonly seal: Seal
  /** As `--engine` chooses it. */
  readonly engine: string
  /** This machine's own: records of runs that were made here, and checkpoints. */
  readonly storeFolder: string
  /** Workers, cores and memory that may be used. */
  readonly capacity: Capacity
  readonly gpus: readonly string[]
  /** The time that a program which is stopped has to end, and its worker after it; 0 without programs. */
  readonly graceMs: number
  readonly worker: Pick<WorkerPoolOptions, 'modulePath' | 'execArgv'>
  /** How a program is executed on this machine; where it may not be, or is another one here, why. */
  readonly programs: ProgramsHere
  /** Without a sign of life for so long the runs of this worker are given to others. */
  readonly leaseMs: number
  /** Ends by itself after so long without work; null for never. */
  readonly idleMs: number | null
  readonly signal: AbortSignal
  onNotice(text: string): void
}

/** What a machine says of the programs that others ask it to execute. */
export interface ProgramsHere {
  /** @param program as `programOf` has it. @returns why such runs cannot be executed here; null where they can */
  obstacle(program: object): string | null
  /** The reason, as a text, where exactly this is not allowed here. */
  conduct(spec: ProgramRunSpec): ProgramConduct | string
}

const CARD_MS = 3_000
const PROGRESS_MS = 1_000
/** Calls are only hints. */
const ASK_MS = 500
const MOST_STALLED = 2

interface Taken {
  readonly job: BullJob
  readonly queue: Worker
  readonly token: string
  readonly pool: WorkerPool<WorkerTask, WorkerResult, SettledRun>
  readonly gpus: readonly string[]
  readonly need: Need
  /** Its lease lapsed, or home does not want it any more. */
  dropped: boolean
}

/**
 * A worker of a queue: takes up what this machine can execute, in processes of its own, and sends the records home.
 * Resolves when the signal has stopped it, or it was idle for long enough.
 *
 * @throws InfrastructureError where the queue cannot be reached at the beginning; UnavailableError without the packages
 */
export async function serveQueue(options: QueueWorkerOptions): Promise<void> {
  const library = loadQueueLibrary()
  const connections: Redis[] = []
  try {
    for (let index = 0; index < 2; index += 1) connections.push(await connect(library, options.place))
    const engines = await enginesHere(options)
    await new QueueWorker(options, library, connections, engines).serve()
  } finally {
    for (const connection of connections) connection.disconnect()
  }
}

/** Asks a process of its own, as for runs. */
async function enginesHere(options: QueueWorkerOptions): Promise<WorkerCard['engines']> {
  const { engine, capacity, worker, signal, onNotice } = options
  const local = new LocalCarrier({ engine, capacity: { ...capacity, jobs: 1 }, worker })
  try {
    const found = await local.identify(RUN_KIND_NAMES, { signal, onNotice })
    return [...found].flatMap(([kind, answer]) => {
      if ('identity' in answer) return [{ kind, identity: answer.identity, passedOver: answer.passedOver }]
      if (!(answer instanceof UnavailableError)) throw answer
      onNotice(`no ${kind} runs are taken: ${answer.subject}`)
      return []
    })
  } finally {
    await local.close()
  }
}

class QueueWorker {
  readonly #options: QueueWorkerOptions
  readonly #library: QueueLibrary
  readonly #redis: Redis
  readonly #calls: Redis
  readonly #keys: QueueKeys
  readonly #engines: WorkerCard['engines']
  readonly #store: RunStore
  readonly #id = randomUUID()
  readonly #queues = new Map<string, { readonly need: Need; readonly worker: Worker }>()
  readonly #unable = new Map<string, string>()
  readonly #taken = new Set<Taken>()
  readonly #idle: WorkerPool<WorkerTask, WorkerResult, SettledRun>[] = []
  readonly #freeGpus: string[]
  #freeCores: number
  #freeBytes: number
  #numTaken = 0
  #turn = 0
  #ended = false
  /** Why this machine can do no work at all, whatever it is. */
  #broken: ClaimcheckError | null = null
  #wake: () => void = () => undefined

  constructor(
    options: QueueWorkerOptions,
    library: QueueLibrary,
    connections: readonly Redis[],
    engines: WorkerCard['engines']
  ) {
    this.#options = options
    this.#library = library
    ;[this.#redis, this.#calls] = connections as [Redis, Redis]
    this.#keys = new QueueKeys(options.seal.namespace)
    this.#engines = engines
    this.#store = new RunStore(options.storeFolder)
    this.#freeGpus = [...options.gpus]
    this.#freeCores = options.capacity.jobs
    this.#freeBytes = options.capacity.availableBytes
  }

  async serve(): Promise<void> {
    const { signal, leaseMs, onNotice, place } = this.#options
    this.#calls.on('message', (_channel: string, text: string) => this.#hear(text))
    this.#redis.on('close', () => {
      if (!this.#ended) onNotice(`the connection to ${place.name} is lost; it is tried again`)
    })
    const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    const timers = [
      setInterval(() => this.#inBackground(() => this.#present()), CARD_MS),
      setInterval(() => this.#inBackground(() => this.#holdLeases()), leaseMs / 3)
    ]
    try {
      await Promise.race([this.#work(), stopped])
    } finally {
      for (const timer of timers) clearInterval(timer)
      await Promise.race([this.#end(), delay(2 * this.#options.graceMs + 5_000, undefined, { ref: false })])
    }
  }

  async #work(): Promise<void> {
    const { signal, idleMs } = this.#options
    await this.#calls.subscribe(this.#keys.calls)
    await this.#present()
    let idleSinceMs = performance.now()
    while (!signal.aborted) {
      if (this.#broken !== null) throw this.#broken
      if (await this.#takeUp()) continue
      if (this.#taken.size > 0) idleSinceMs = performance.now()
      else if (idleMs !== null && performance.now() - idleSinceMs >= idleMs) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ASK_MS)
        this.#wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }

  #hear(text: string): void {
    let call: Call
    try {
      call = JSON.parse(text) as Call
    } catch {
      return
    }
    if (call.call === 'needs') this.#inBackground(() => this.#present())
    if (call.call === 'work') this.#wake()
    if (call.call !== 'cancel' || !Array.isArray(call.jobs)) return
    for (const taken of [...this.#taken]) if (call.jobs.includes(taken.job.id ?? '')) this.#drop(taken)
  }

  /** Says what this worker is, and looks for needs that it was not asked for before. */
  async #present(): Promise<void> {
    const { seal, capacity, gpus } = this.#options
    const { jobs, cores, availableBytes } = capacity
    await this.#lookAtNeeds()
    const card: WorkerCard = {
      id: this.#id,
      host: hostname(),
      jobs,
      cores,
      bytes: availableBytes,
      gpus: gpus.length,
      engines: this.#engines,
      able: [...this.#queues.keys()],
      unable: Object.fromEntries(this.#unable)
    }
    const sealed = seal.close('worker', this.#id, JSON.stringify(card))
    await this.#redis.set(this.#keys.worker(this.#id), sealed, 'EX', KEPT_SECONDS.worker)
    await this.#redis.sadd(this.#keys.workers, this.#id)
  }

  async #lookAtNeeds(): Promise<void> {
    const digests = await this.#redis.smembers(this.#keys.needs)
    const unknown = digests.filter((digest) => !this.#queues.has(digest))
    if (unknown.length === 0) return
    const sealed = await this.#redis.mget(unknown.map((digest) => this.#keys.need(digest)))
    for (const [index, digest] of unknown.entries()) {
      if (sealed[index] === null) await this.#redis.srem(this.#keys.needs, digest)
      const text = this.#options.seal.open('need', digest, sealed[index])
      if (text === null || this.#queues.has(digest)) continue
      const need = JSON.parse(text) as Need
      const obstacle = needDigest(need) === digest ? this.#obstacle(need) : 'it was asked in another version'
      if (obstacle === null) this.#unable.delete(digest)
      else this.#unable.set(digest, obstacle)
      if (obstacle === null) await this.#serveNeed(digest, need)
    }
  }

  /** Why this machine cannot take such runs; null where it can. Data and programs may come while it lives. */
  #obstacle({ kind, engine, data, needs, program }: Need): string | null {
    const { capacity, gpus, programs } = this.#options
    const own = this.#engines.find((each) => each.kind === kind)?.identity
    if (own === undefined) return `it has no engine for ${kind} runs`
    if (canonicalJson(own) !== canonicalJson(engine)) {
      return `its engine is ${own.name}:${own.backend} ${own.version} ${own.instructionSet}, of other arithmetic (${own.numerics.slice(0, 8)}, not ${engine.numerics.slice(0, 8)})`
    }
    for (const { name, digest } of data) {
      const status = datasetStatus(name)
      if (status.state !== 'available') return `it lacks the data ${name}: ${status.remedy}`
      if (datasetDigest(name) !== digest) return `its data ${name} is other data`
    }
    if (needs.cores > capacity.jobs) return `it has ${capacity.jobs} of ${needs.cores} cores`
    if (needs.gpus > gpus.length) return `it has ${gpus.length} of ${needs.gpus} GPUs`
    if (needs.bytes > capacity.availableBytes && needs.bytes > SMALL_BYTES) return 'it has not enough memory'
    return program === null ? null : programs.obstacle(program)
  }

  async #serveNeed(digest: string, need: Need): Promise<void> {
    const { leaseMs } = this.#options
    const worker = new this.#library.bullmq.Worker(digest, null, {
      connection: this.#redis,
      prefix: this.#keys.jobs,
      autorun: false,
      lockDuration: leaseMs,
      stalledInterval: Math.max(1_000, leaseMs / 2),
      maxStalledCount: MOST_STALLED
    })
    worker.on('error', () => undefined)
    this.#queues.set(digest, { need, worker })
    await worker.startStalledCheckTimer()
    this.#wake()
  }

  /** Takes one parcel; false where there is none, or no room for one. */
  async #takeUp(): Promise<boolean> {
    const queues = [...this.#queues.values()]
    for (let index = 0; index < queues.length; index += 1) {
      const { need, worker } = queues[(this.#turn + index) % queues.length]!
      if (!this.#hasRoomFor(need)) continue
      const token = `${this.#id}:${this.#numTaken}`
      const job = await worker.getNextJob(token, { block: false })
      if (job === undefined) continue
      this.#numTaken += 1
      // The same again, while it lasts: what is warm stays warm.
      this.#turn = (this.#turn + index) % queues.length
      const taken: Taken = {
        job,
        queue: worker,
        token,
        need,
        pool: this.#idle.pop() ?? this.#newPool(),
        gpus: this.#freeGpus.splice(0, need.needs.gpus),
        dropped: false
      }
      this.#taken.add(taken)
      this.#freeCores -= need.needs.cores
      this.#freeBytes -= need.needs.bytes
      this.#inBackground(() => this.#execute(taken))
      return true
    }
    return false
  }

  #hasRoomFor({ needs }: Need): boolean {
    const { jobs } = this.#options.capacity
    if (this.#taken.size >= jobs || needs.cores > this.#freeCores || needs.gpus > this.#freeGpus.length) return false
    return this.#taken.size === 0 || needs.bytes <= this.#freeBytes
  }

  #newPool(): WorkerPool<WorkerTask, WorkerResult, SettledRun> {
    const { worker, graceMs } = this.#options
    return new WorkerPool({ ...worker, size: 1, ...(graceMs > 0 && { gracePeriodMs: graceMs }) })
  }

  async #execute(taken: Taken): Promise<void> {
    const { job, token, need, pool, gpus } = taken
    const id = job.id!
    try {
      const opened = this.#open(taken)
      if (typeof opened === 'string') {
        this.#options.onNotice(`a job was not executed: ${opened}`)
        await job.moveToFailed(new Error(opened), token, false)
        return
      }
      const failure = await this.#run(taken, opened)
      if (taken.dropped) return
      if (failure !== null && this.#isOfThisMachine(failure)) {
        // Others can do it; and all that came next would fail here as well.
        this.#broken = failure.error
        await job.moveToWait(token)
        return
      }
      if (failure !== null) await this.#sendFailure(id, failure)
      await job.moveToCompleted(null, token, false)
      await this.#tell({ job: id })
    } catch (error) {
      // The lease lapsed while it was finished, or Redis is gone: whoever has the parcel next finds what came home.
      if (!taken.dropped) this.#options.onNotice(`a job could not be given back: ${(error as Error).message}`)
    } finally {
      this.#taken.delete(taken)
      this.#freeCores += need.needs.cores
      this.#freeBytes += need.needs.bytes
      this.#freeGpus.push(...gpus)
      this.#idle.push(pool)
      this.#wake()
    }
  }

  /** Its disk is full, or its store cannot be written: nothing is wrong with the run. */
  #isOfThisMachine({ error }: SentFailureOf): boolean {
    return error instanceof InfrastructureError && error.details.where === this.#store.folder
  }

  /** The job; a text says why it is none that may be executed. */
  #open({ job, need }: Taken): Job | string {
    const { sealed } = (job.data ?? {}) as { readonly sealed?: unknown }
    const text = this.#options.seal.open('job', job.id ?? '', sealed)
    if (text === null) return 'it is not signed with the secret of this worker'
    const opened = JSON.parse(text) as Job
    if (needDigest(opened.need) !== needDigest(need)) return 'it waits in the queue of other work'
    return isConsistent(opened) ? opened : 'its runs are not those that it names'
  }

  async #run(taken: Taken, { runs }: Job): Promise<SentFailureOf | null> {
    const { engine, storeFolder } = this.#options
    const { job, pool, gpus, need } = taken
    const id = job.id!
    const home = job.attemptsStarted > 1 ? await this.#atHome(runs.map(({ key }) => key)) : new Set<string>()
    const specs: RunSpec[] = []
    for (const { key, spec } of runs) {
      if (home.has(key)) continue
      const placed = spec.kind === 'program' ? this.#options.programs.conduct(spec) : null
      if (typeof placed === 'string') return { kind: 'unfit', error: notAllowed(placed) }
      specs.push(placed === null ? spec : ({ ...spec, conduct: placed } as RunSpec))
    }
    if (specs.length === 0) return null
    const sent: Promise<unknown>[] = []
    let failure: SentFailureOf | null = null
    let toldMs = performance.now()
    const task: WorkerTask = {
      kind: 'execute',
      engine,
      specs,
      storeFolder,
      ...(gpus.length > 0 && { gpus, gpusEach: need.needs.gpus })
    }
    await pool.run([{ id, task }], {
      onProgress: (_, share) => {
        // Of a run of milliseconds nobody wants to hear.
        if (performance.now() - toldMs < PROGRESS_MS) return
        toldMs = performance.now()
        this.#inBackground(() => this.#tell({ job: id, share }))
      },
      onPart: (_, { key }) => sent.push(this.#sendRecord(key, runs.length > 1 ? id : null)),
      onResult: () => undefined,
      onFailure: (_, error) => {
        failure = { kind: error instanceof WorkerCrashError ? 'lost' : 'raised', error }
      }
    })
    await Promise.all(sent)
    return failure
  }

  /** Those of some runs whose records are on their way already: of a parcel that another worker did not finish. */
  async #atHome(keys: readonly string[]): Promise<ReadonlySet<string>> {
    const found = await this.#redis.mget(keys.map((key) => this.#keys.record(key)))
    return new Set(keys.filter((key, index) => this.#options.seal.open('record', key, found[index]) !== null))
  }

  /** @param job where home is to look at once; null where it will be told of the whole in a moment */
  async #sendRecord(key: string, job: string | null): Promise<void> {
    const text = readRegularFile(this.#store.fileOf(key), MAX_PRODUCED_BYTES).toString('utf8')
    const sealed = this.#options.seal.close('record', key, text)
    const sent = this.#redis.set(this.#keys.record(key), sealed, 'EX', KEPT_SECONDS.record)
    await (job === null ? sent : Promise.all([sent, this.#tell({ job })]))
  }

  async #sendFailure(id: string, { kind, error }: SentFailureOf): Promise<void> {
    const failure: SentFailure = { kind, error: sendableError(error) }
    const sealed = this.#options.seal.close('failure', id, JSON.stringify(failure))
    await this.#redis.set(this.#keys.failure(id), sealed, 'EX', KEPT_SECONDS.failure)
  }

  #tell(news: News): Promise<number> {
    return this.#redis.publish(this.#keys.news, JSON.stringify(news))
  }

  async #holdLeases(): Promise<void> {
    for (const { worker } of this.#queues.values()) {
      const held = [...this.#taken].filter(({ queue, dropped }) => queue === worker && !dropped)
      if (held.length === 0) continue
      const ids = held.map(({ job }) => job.id!)
      const lapsed = await worker.extendJobLocks(
        ids,
        held.map(({ token }) => token),
        this.#options.leaseMs
      )
      for (const taken of held) if (lapsed.includes(taken.job.id!) && this.#taken.has(taken)) this.#drop(taken)
    }
  }

  /** Stops what this worker is not meant to do any more; what was finished of it is on its way home. */
  #drop(taken: Taken): void {
    taken.dropped = true
    void taken.pool.close()
    // Nothing where it is somebody else's by now.
    void taken.job.moveToCompleted(null, taken.token, false).catch(() => undefined)
  }

  /** Gives back what is not finished, so that nobody waits until its lease has lapsed. */
  async #end(): Promise<void> {
    this.#ended = true
    const { status } = this.#redis
    const given = [...this.#taken].map(async (taken) => {
      taken.dropped = true
      await taken.pool.close()
      if (status === 'ready') await taken.job.moveToWait(taken.token).catch(() => undefined)
    })
    await Promise.all([...given, ...this.#idle.map((pool) => pool.close())])
    if (status !== 'ready') return
    await this.#redis.unlink(this.#keys.worker(this.#id))
    await this.#redis.srem(this.#keys.workers, this.#id)
    await this.#redis.publish(this.#keys.calls, JSON.stringify({ call: 'work' } satisfies Call))
    await Promise.all([...this.#queues.values()].map(({ worker }) => worker.close(true).catch(() => undefined)))
  }

  /** What fails here fails for want of Redis, which is waited for; anything else ends the worker, and others have its leases. */
  #inBackground(action: () => Promise<unknown>): void {
    action().catch((error: Error) => {
      if (!this.#ended) this.#options.onNotice(`the queue: ${error.message}`)
    })
  }
}

/** What every machine has, whatever was left when it was looked at. */
const SMALL_BYTES = 2 ** 28

interface SentFailureOf {
  readonly kind: CarrierFailure['kind']
  readonly error: ClaimcheckError
}

function notAllowed(reason: string): InfrastructureError {
  return new InfrastructureError('a worker was asked for a program that it may not execute', {
    where: hostname(),
    expected: 'the programs, settings and inputs of its own folder of claims, as they were allowed there',
    received: reason,
    remedy: 'bring the folder of claims there to the same state, look at it, and start the worker anew'
  })
}
