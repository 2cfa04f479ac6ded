import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { datasetDigest } from '../../../data/digest'
import { datasetStatus } from '../../../data/status'
import { InfrastructureError, InputError } from '../../../errors'
import { writeDurableFile } from '../../../files/durableFile'
import { canonicalJson } from '../../../json/canonical'
import type { RunKindName } from '../../../runs/runKinds'
import { sendableError } from '../../messages'
import type { WorkerPoolOptions } from '../../types'
import type { CarrierFailure } from '../carrier'
import { LocalCarrier } from '../local'
import { type Batch, BatchFolder, type BatchParcel, engineFile, type ParcelLease, type TaskEnd } from './batchFolder'
import { SilenceWatch } from './silenceWatch'

export interface TaskOptions {
  readonly folder: string
  /** Of the batch as it was submitted. */
  readonly digest: string
  /** In the array. */
  readonly index: number
  /** How often Slurm has started this task before. */
  readonly restarts: number
  /** Devices that Slurm gave it. */
  readonly gpus: readonly string[]
  readonly worker: Pick<WorkerPoolOptions, 'modulePath' | 'execArgv'>
  /** Aborted by SIGTERM: the time is over, or something more important needs the node. */
  readonly signal: AbortSignal
  onNotice(text: string): void
}

/** In one batch. A batch that is submitted again counts on its own. */
export const MOST_TRIES = 3
/** Whoever had a parcel for most of a task's time has not been stopped by chance. */
const MOST_OF_THE_TIME = 0.8
const BEATS_A_LEASE = 4
const MOST_BEAT_MS = 15_000

/**
 * A task of a job array: takes parcels until none is left for it, executes each in a worker process of its own, which writes
 * the records into the store, and says meanwhile that it lives. A worker that hangs is this process's to notice; this
 * process, were it to hang, is noticed by the others.
 *
 * @throws InputError where the batch is not what was submitted
 */
export async function serveBatch(options: TaskOptions): Promise<void> {
  const folder = new BatchFolder(options.folder)
  const batch = folder.read(options.digest)
  if (batch === null) {
    throw new InputError('the batch is not what was submitted', {
      where: options.folder,
      expected: `batch.json of digest ${options.digest}`,
      received: folder.read() === null ? 'nothing' : 'another one',
      remedy: 'run claimcheck verify again'
    })
  }
  const task = new Task(options, folder, batch)
  await task.serve()
}

class Task {
  readonly #options: TaskOptions
  readonly #folder: BatchFolder
  readonly #batch: Batch
  readonly #token: string
  readonly #local: LocalCarrier
  readonly #unfit = new Map<RunKindName, string>()
  readonly #watch = new SilenceWatch()
  #count = 0
  #parcel: string | null = null
  #share = 0
  #sinceMs = 0

  constructor(options: TaskOptions, folder: BatchFolder, batch: Batch) {
    this.#options = options
    this.#folder = folder
    this.#batch = batch
    this.#token = `${options.index}-${options.restarts}-${randomBytes(4).toString('hex')}`
    this.#local = new LocalCarrier({
      engine: batch.engine,
      capacity: { jobs: 1, cores: 1, availableBytes: Number.POSITIVE_INFINITY },
      worker: options.worker,
      gpus: options.gpus,
      graceMs: batch.graceMs
    })
  }

  async serve(): Promise<void> {
    const { index, signal } = this.#options
    const timer = setInterval(() => this.#beat(), Math.min(MOST_BEAT_MS, this.#batch.leaseMs / BEATS_A_LEASE))
    let why: TaskEnd['why'] = 'finished'
    try {
      this.#folder.begin({ token: this.#token, index, host: hostname(), pid: process.pid })
      this.#beat()
      const engines = await this.#lookAtEngines()
      while (!signal.aborted && !this.#folder.cancelled) {
        const taken = await this.#take(engines)
        if (taken === null) break
        if (taken !== 'later') await this.#execute(taken)
      }
      if (this.#unfit.size > 0) why = 'unfit'
      if (signal.aborted) why = 'stopped'
    } finally {
      clearInterval(timer)
      await this.#local.close()
    }
    this.#folder.end(this.#token, { why, unfit: Object.fromEntries(this.#unfit) })
  }

  /** A sign of life that cannot be written is one that others miss: they see to the rest. */
  #beat(): void {
    const beat = {
      count: this.#count,
      parcel: this.#parcel,
      share: Math.round(1e4 * this.#share) / 1e4,
      ms: this.#parcel === null ? 0 : Math.round(performance.now() - this.#sinceMs)
    }
    try {
      this.#folder.beat(this.#token, beat)
      this.#count += 1
    } catch (error) {
      this.#options.onNotice(`no sign of life could be written: ${(error as Error).message}`)
    }
  }

  /** What the engines of this node are, by the kind of run. */
  async #lookAtEngines(): Promise<ReadonlyMap<RunKindName, string>> {
    const { signal, onNotice } = this.#options
    const kinds = [...new Set(this.#batch.parcels.map(({ runs }) => runs[0]!.spec.kind))]
    const found = await this.#local.identify(kinds, { signal, onNotice })
    const identities = new Map<RunKindName, string>()
    for (const [kind, answer] of found) {
      if (!('identity' in answer)) {
        this.#unfit.set(kind, answer.subject)
        continue
      }
      identities.set(kind, canonicalJson(answer.identity))
      const own = this.#batch.parcels.find(({ runs }) => runs[0]!.spec.kind === kind)!
      if (canonicalJson(own.engine) === identities.get(kind)) continue
      const { storeFolder, profile } = this.#batch
      const { name, backend, version, instructionSet } = answer.identity
      this.#unfit.set(kind, `its engine is ${name}:${backend} ${version} ${instructionSet}, of other arithmetic`)
      // The next plan is made for the nodes as they are.
      writeDurableFile(engineFile(storeFolder, profile, kind, own.engineChoice), JSON.stringify(answer), {
        replace: true
      })
    }
    return identities
  }

  /** The next parcel; `later` where others have all that is left, one of whom may be lost; null where nothing is left. */
  async #take(
    engines: ReadonlyMap<RunKindName, string>
  ): Promise<(ParcelLease & { parcel: BatchParcel }) | 'later' | null> {
    const settled = this.#folder.settled()
    const open = this.#batch.parcels.filter(({ id }) => !settled.has(id))
    const tries = this.#folder.tries()
    const held: (readonly [BatchParcel, number])[] = []
    for (const parcel of open) {
      const last = tries.get(parcel.id)
      if (last !== undefined) {
        held.push([parcel, last])
        continue
      }
      if (!this.#isFit(parcel, engines)) continue
      const own = { tries: 1, token: this.#token }
      if (this.#folder.lease(parcel.id, own)) return { ...own, parcel }
    }
    return held.length === 0 ? null : await this.#takeOver(held, engines)
  }

  /** A parcel whose holder has been silent for too long, by more than what the file system's clock says. */
  async #takeOver(
    held: readonly (readonly [BatchParcel, number])[],
    engines: ReadonlyMap<RunKindName, string>
  ): Promise<(ParcelLease & { parcel: BatchParcel }) | 'later' | null> {
    const { leaseMs } = this.#batch
    const tasks = new Map(this.#folder.tasks().map((task) => [task.token, task]))
    let doubtful = false
    for (const [parcel, tries] of held) {
      const holder = tasks.get(this.#folder.holder(parcel.id, tries) ?? '')
      // Whoever created its file has not signed it yet.
      if (holder === undefined) continue
      if (holder.end === null && !this.#watch.isLost(holder, leaseMs)) {
        if (this.#watch.isDoubtful(holder, leaseMs)) doubtful = true
        continue
      }
      if (!this.#isFit(parcel, engines)) continue
      if (tries >= MOST_TRIES) {
        this.#folder.fail(parcel.id, { kind: 'lost', error: sendableError(lostError(parcel, tries)) })
        continue
      }
      const own = { tries: tries + 1, token: this.#token }
      if (this.#folder.lease(parcel.id, own)) return { ...own, parcel }
    }
    if (!doubtful) return null
    await delay(leaseMs / BEATS_A_LEASE, undefined, { signal: this.#options.signal }).catch(() => undefined)
    return 'later'
  }

  #isFit(parcel: BatchParcel, engines: ReadonlyMap<RunKindName, string>): boolean {
    const { kind } = parcel.runs[0]!.spec
    const obstacle =
      engines.get(kind) === canonicalJson(parcel.engine)
        ? this.#obstacle(parcel)
        : (this.#unfit.get(kind) ?? 'its engine is another one')
    if (obstacle !== null) this.#unfit.set(kind, obstacle)
    return obstacle === null
  }

  #obstacle({ data, needs }: BatchParcel): string | null {
    for (const { name, digest } of data) {
      const status = datasetStatus(name)
      if (status.state !== 'available') return `it lacks the data ${name}: ${status.remedy}`
      if (datasetDigest(name) !== digest) return `its data ${name} is other data`
    }
    const { length } = this.#options.gpus
    return needs.gpus > length ? `it has ${length} of ${needs.gpus} GPUs` : null
  }

  async #execute({ parcel, tries }: ParcelLease & { readonly parcel: BatchParcel }): Promise<void> {
    const { signal, onNotice } = this.#options
    this.#parcel = parcel.id
    this.#share = 0
    this.#sinceMs = performance.now()
    this.#beat()
    const came: { done: boolean; failure: CarrierFailure | null } = { done: false, failure: null }
    await this.#local.carry(
      {
        parcels: [{ ...parcel, runs: parcel.runs.map((run) => ({ ...run, cached: false, estimateMs: 0 })) }],
        numWorkers: 1,
        storeFolder: this.#batch.storeFolder
      },
      {
        signal,
        onNotice,
        refuses: () => null,
        onRun: () => undefined,
        onParcel: () => {
          came.done = true
        },
        onProgress: (_, share) => {
          this.#share = share
        },
        onFailure: (_, failure) => {
          came.failure = failure
        }
      }
    )
    const workedMs = performance.now() - this.#sinceMs
    this.#parcel = null
    if (came.done) this.#folder.markDone(parcel.id)
    else if (signal.aborted) {
      // It goes on from its checkpoints elsewhere. One that never gets further than a task's time is given up at last.
      if (workedMs < MOST_OF_THE_TIME * this.#batch.limitMs) this.#folder.release(parcel.id, tries)
    } else if (came.failure !== null) {
      const { kind, error } = came.failure
      this.#folder.fail(parcel.id, { kind, error: sendableError(error) })
      onNotice(error.message)
    }
  }
}

function lostError({ runs }: BatchParcel, tries: number): InfrastructureError {
  return new InfrastructureError('the tasks of Slurm that had some runs were lost', {
    expected: 'a task that lives until their records are in the store',
    received: `${tries} tasks that had ${runs.length} runs and said nothing more`,
    remedy: 'look at the logs of the batch (claimcheck status): more memory, or more minutes in claimcheck.slurm.json'
  })
}
