import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { choiceFor } from '../../../engine/engines'
import { type ClaimcheckError, InfrastructureError, UnavailableError } from '../../../errors'
import { digestOf } from '../../../json/canonical'
import type { Capacity } from '../../../plan/schedule'
import { type RunKindName, runKindOf } from '../../../runs/runKinds'
import { RunStore } from '../../../store/store'
import { formatCount } from '../../../text/format'
import type { EngineFound } from '../../identifyEngine'
import { receivedError, sendableError } from '../../messages'
import type { WorkerPoolOptions } from '../../types'
import type { Carried, Carrier, CarrierEvents, CarrierFailure, Parcel, Work } from '../carrier'
import { LocalCarrier } from '../local'
import { BatchFolder, type BatchParcel, engineFile, readEngine, slurmFolder } from './batchFolder'
import { type BatchState, lookAtBatches } from './batchState'
import { cancelJobs, jobNameOf, submit } from './commands'
import { withHomeLock } from './homeLock'
import type { SlurmProfile } from './profile'
import { SilenceWatch } from './silenceWatch'
import { MOST_TRIES } from './taskWorker'

export interface SlurmOptions {
  readonly profile: SlurmProfile
  /** As `--engine` chooses it. */
  readonly engine: string
  readonly storeFolder: string
  /** Stays until nothing is out, and submits again what is lost; false hands over and leaves. */
  readonly wait: boolean
  /** The time that a program which is stopped has to end; 0 without programs. */
  readonly graceMs: number
  readonly worker: Pick<WorkerPoolOptions, 'modulePath' | 'execArgv'>
}

const LOOK_MS = 2_000
const MIB = 2 ** 20
/** Of the process that watches over a worker, and for what an estimate misses. */
const MORE_MIB = 512
const MORE_SHARE = 1.5
/** Slurm says so a minute earlier or later. */
const MARGIN_S = 90

/**
 * Runs by the job arrays of Slurm. What is out stands in the store that home and the nodes share; `carry` hands over what
 * is not out yet and leaves, and the next call, on whichever machine, finds what came meanwhile.
 */
export class SlurmCarrier implements Carrier {
  readonly name = 'slurm'
  readonly #options: SlurmOptions
  readonly #local: LocalCarrier
  readonly #watch = new SilenceWatch()

  constructor(options: SlurmOptions) {
    this.#options = options
    const { engine, worker } = options
    this.#local = new LocalCarrier({ engine, worker, capacity: { ...this.capacity(), jobs: 1 } })
  }

  /** Whatever one task of the array asks for, it gets; how much that is for all of them is Slurm's business. */
  capacity(): Capacity {
    const { tasks } = this.#options.profile
    return { jobs: tasks, cores: tasks, availableBytes: Number.POSITIVE_INFINITY, gpus: Number.POSITIVE_INFINITY }
  }

  /** As here, unless tasks of this profile have found another engine on their nodes. */
  async identify(
    kinds: readonly RunKindName[],
    events: Pick<CarrierEvents, 'signal' | 'onNotice'>
  ): Promise<ReadonlyMap<RunKindName, EngineFound | ClaimcheckError>> {
    const { storeFolder, profile, engine } = this.#options
    const found = new Map<RunKindName, EngineFound | ClaimcheckError>()
    for (const kind of kinds) {
      const onNodes = readEngine(engineFile(storeFolder, profile.name, kind, choiceFor(kind, engine)))
      if (onNodes !== null) found.set(kind, onNodes)
    }
    const unknown = kinds.filter((kind) => !found.has(kind))
    const here = unknown.length === 0 ? [] : await this.#local.identify(unknown, events)
    return new Map([...found, ...here])
  }

  async carry(work: Work, events: CarrierEvents): Promise<Carried> {
    const round = new Round(this.#options, this.#watch, work, events)
    for (;;) {
      const away = await withHomeLock(this.#options.storeFolder, () => round.look())
      if (!this.#options.wait || away.length === 0 || events.signal?.aborted) return { away }
      await delay(LOOK_MS, undefined, { ...(events.signal && { signal: events.signal }) }).catch(() => undefined)
      if (events.signal?.aborted) return { away }
    }
  }

  async close(): Promise<void> {
    await this.#local.close()
    const folders = BatchFolder.all(this.#options.storeFolder)
    if (folders.length === 0) return
    // Of what came home before anybody asked for it again; where Slurm does not answer nothing is over.
    const states = await lookAtBatches(folders, this.#watch, { patient: false, onSilence: () => undefined })
    const store = new RunStore(this.#options.storeFolder)
    tidy(states, (key) => store.read(key).state === 'valid')
  }
}

/** A run of a batch that is over, without a record. */
interface LostRun {
  readonly folder: BatchFolder
  /** As that batch has it. */
  readonly parcel: string
  readonly times: number
  readonly reason: string
  readonly unfit: string | null
}

/** One round of a plan, looked at once or again and again. */
class Round {
  readonly #options: SlurmOptions
  readonly #watch: SilenceWatch
  readonly #parcels: Map<string, Parcel>
  readonly #home = new Set<string>()
  readonly #events: CarrierEvents
  readonly #store: RunStore
  #isSilent = false

  constructor(options: SlurmOptions, watch: SilenceWatch, { parcels }: Work, events: CarrierEvents) {
    this.#options = options
    this.#watch = watch
    this.#parcels = new Map(parcels.map((parcel) => [parcel.id, parcel]))
    this.#events = events
    this.#store = new RunStore(options.storeFolder)
  }

  /** Takes what is there, and submits what nobody is at. @returns the keys that are out then */
  async look(): Promise<readonly string[]> {
    const states = await lookAtBatches(BatchFolder.all(this.#options.storeFolder), this.#watch, {
      patient: true,
      onSilence: (error) => {
        if (!this.#isSilent) {
          this.#events.onNotice(`Slurm does not answer; what is out is taken to be under way: ${error.message}`)
        }
        this.#isSilent = true
      }
    })
    this.#takeHome()
    const failures = this.#failures(states)
    const out = this.#out(states)
    const lost = this.#lost(states.filter(({ isOver }) => isOver))
    const toSubmit: BatchParcel[] = []
    for (const parcel of [...this.#parcels.values()]) {
      const open = parcel.runs.filter(({ key }) => !this.#home.has(key))
      const failure = open.flatMap(({ key }) => failures.get(key) ?? [])[0]
      if (failure !== undefined) {
        this.#fail(parcel, failure)
        continue
      }
      const own = open.filter(({ key }) => !out.has(key))
      const before = own.flatMap(({ key }) => lost.get(key) ?? [])
      const hopeless = this.#hopeless(parcel, before)
      if (hopeless !== null) this.#fail(parcel, hopeless)
      else if (own.length > 0) {
        const id = own.length === parcel.runs.length ? parcel.id : digestOf(own.map(({ key }) => key))
        const runs = own.map(({ key, spec }) => ({ key, spec }))
        toSubmit.push({ ...parcel, id, runs, lost: Math.max(0, ...before.map(({ times }) => times)) })
      }
    }
    if (toSubmit.length > 0 && !this.#events.signal?.aborted) {
      await cancelJobs(
        states.flatMap(({ isOver, hung }) => (isOver ? hung.map(({ job, index }) => `${job}_${index}`) : []))
      )
      await this.#submit(toSubmit)
      for (const { runs } of toSubmit) for (const { key } of runs) out.add(key)
    }
    tidy(states, (key) => out.has(key) || this.#isHome(key))
    this.#tellProgress(states)
    return [...this.#parcels.values()].flatMap(({ runs }) =>
      runs.flatMap(({ key }) => (!this.#home.has(key) && out.has(key) ? key : []))
    )
  }

  #takeHome(): void {
    for (const { id, runs } of [...this.#parcels.values()]) {
      for (const { key } of runs) {
        if (this.#home.has(key) || !this.#isHome(key)) continue
        this.#home.add(key)
        this.#events.onRun(id, key)
      }
      if (runs.some(({ key }) => !this.#home.has(key))) continue
      this.#parcels.delete(id)
      this.#events.onParcel(id)
    }
  }

  #isHome(key: string): boolean {
    return this.#store.read(key).state === 'valid'
  }

  #fail({ id }: Parcel, failure: CarrierFailure): void {
    this.#parcels.delete(id)
    this.#events.onFailure(id, failure)
  }

  /** What tasks said of runs that they could not finish, by key; each once. */
  #failures(states: readonly BatchState[]): Map<string, CarrierFailure> {
    const failures = new Map<string, CarrierFailure>()
    const wanted = this.#wanted()
    for (const { folder, batch } of states) {
      const sent = folder.failures()
      for (const { id, runs } of batch.parcels) {
        const failure = sent.get(id)
        const own = runs.filter(({ key }) => wanted.has(key))
        if (failure === undefined || failure.reported || own.length === 0) continue
        for (const { key } of own) failures.set(key, { kind: failure.kind, error: receivedError(failure.error) })
        folder.markReported(id)
      }
    }
    return failures
  }

  /** Runs that somebody is at, or will be. */
  #out(states: readonly BatchState[]): Set<string> {
    const out = new Set<string>()
    for (const { folder, batch, isOver } of states) {
      if (isOver || folder.cancelled) continue
      const failed = folder.failures()
      for (const { id, runs } of batch.parcels) {
        if (!failed.has(id)) for (const { key } of runs) out.add(key)
      }
    }
    return out
  }

  /** What batches that are over have left, by key. */
  #lost(over: readonly BatchState[]): ReadonlyMap<string, LostRun> {
    const lost = new Map<string, LostRun>()
    const wanted = this.#wanted()
    for (const { folder, batch, tasks } of over) {
      if (folder.cancelled) continue
      const [tries, failed] = [folder.tries(), folder.failures()]
      const nobodyEnded = tasks.every(({ end }) => end === null)
      for (const { id, runs, lost: before } of batch.parcels) {
        if (failed.has(id)) continue
        const unfit = tries.has(id) ? undefined : tasks.flatMap(({ end }) => end?.unfit[runs[0]!.spec.kind] ?? [])[0]
        const times = before + (tries.has(id) || nobodyEnded ? 1 : 0)
        const reason = folder.lastLines(tasks.find(({ end }) => end === null)?.index ?? 0)
        for (const { key } of runs) {
          if (!wanted.has(key) || times < (lost.get(key)?.times ?? 0)) continue
          lost.set(key, { folder, parcel: id, times, reason, unfit: unfit ?? null })
        }
      }
    }
    return lost
  }

  #wanted(): ReadonlySet<string> {
    return new Set(
      [...this.#parcels.values()].flatMap(({ runs }) => runs.flatMap(({ key }) => (this.#home.has(key) ? [] : key)))
    )
  }

  #hopeless(parcel: Parcel, lost: readonly LostRun[]): CarrierFailure | null {
    const refusal = this.#events.refuses(parcel.id)
    if (refusal !== null) return { kind: 'raised', error: refusal }
    const hopeless = lost.find(({ times, unfit }) => unfit !== null || times >= MOST_TRIES)
    if (hopeless === undefined) return null
    const failure: CarrierFailure =
      hopeless.unfit === null
        ? { kind: 'lost', error: lostError(hopeless) }
        : { kind: 'unfit', error: unfitError(this.#options.profile.name, parcel, hopeless.unfit) }
    // Told once; whoever calls again wants it tried again.
    for (const { folder, parcel: id } of lost) {
      folder.fail(id, { kind: failure.kind, error: sendableError(failure.error) }, 'reported')
    }
    return failure
  }

  async #submit(parcels: readonly BatchParcel[]): Promise<void> {
    const { profile, engine, storeFolder, graceMs, worker } = this.#options
    const id = BatchFolder.newId()
    const folder = new BatchFolder(path.join(slurmFolder(storeFolder), id))
    const numTasks = Math.min(profile.tasks, parcels.length)
    const options = optionsOf(profile, folder, parcels, numTasks, graceMs)
    const digest = folder.create({
      id,
      profile: profile.name,
      engine,
      storeFolder: path.resolve(storeFolder),
      options,
      numTasks,
      limitMs: profile.minutes * 60_000,
      leaseMs: profile.leaseSeconds * 1000,
      graceMs,
      parcels
    })
    const task = path.join(path.dirname(worker.modulePath), 'carriers/slurm/task.js')
    const words = [process.execPath, ...(worker.execArgv ?? []), task, folder.folder, digest]
    writeFileSync(folder.script, `#!/bin/sh\nexec ${words.map(quoted).join(' ')}\n`)
    try {
      folder.job = await submit(options, folder.script)
    } catch (error) {
      folder.remove()
      throw error
    }
    const numRuns = parcels.reduce((sum, { runs }) => sum + runs.length, 0)
    this.#events.onNotice(
      `${formatCount(numRuns, 'run')} submitted as job ${folder.job} of Slurm (${formatCount(numTasks, 'task')}, batch ${id})`
    )
  }

  #tellProgress(states: readonly BatchState[]): void {
    for (const { tasks } of states) {
      for (const { beat, end } of tasks) {
        if (end === null && beat?.parcel != null && this.#parcels.has(beat.parcel)) {
          this.#events.onProgress(beat.parcel, beat.share)
        }
      }
    }
  }
}

/** Of what is over nothing is kept but what is not seen to: lost runs, and failures until these runs are tried again. */
function tidy(states: readonly BatchState[], isSeenTo: (key: string) => boolean): void {
  for (const { folder, batch, isOver } of states) {
    const keys = batch.parcels.flatMap(({ runs }) => runs.map(({ key }) => key))
    if (isOver && (folder.cancelled || keys.every(isSeenTo))) folder.remove()
  }
}

function optionsOf(
  profile: SlurmProfile,
  folder: BatchFolder,
  parcels: readonly BatchParcel[],
  numTasks: number,
  graceMs: number
): readonly string[] {
  const most = (need: keyof Parcel['needs']) => Math.max(...parcels.map(({ needs }) => needs[need]))
  const gpus = profile.gpus ?? most('gpus')
  const atOnce = profile.atOnce === null ? '' : `%${profile.atOnce}`
  const given = { partition: profile.partition, account: profile.account, qos: profile.qos }
  return [
    ...Object.entries(given).flatMap(([name, value]) => (value === null ? [] : `--${name}=${value}`)),
    `--job-name=${jobNameOf(folder.id)}`,
    `--array=0-${numTasks - 1}${atOnce}`,
    `--time=${profile.minutes}`,
    `--mem=${profile.memory ?? `${Math.ceil((MORE_SHARE * most('bytes')) / MIB) + MORE_MIB}M`}`,
    `--cpus-per-task=${most('cores')}`,
    ...(gpus > 0 ? [`--gres=gpu:${gpus}`] : []),
    ...['--nodes=1', '--ntasks=1', '--requeue', '--open-mode=append', '--export=ALL'],
    `--signal=B:TERM@${MARGIN_S + Math.ceil(graceMs / 1000)}`,
    `--output=${folder.logs}/%a.log`,
    `--chdir=${process.cwd()}`,
    ...profile.options
  ]
}

/** For a shell. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`
}

function unfitError(profile: string, { runs, engine }: Parcel, reason: string): UnavailableError {
  const { spec } = runs[0]!
  return new UnavailableError(`no task of Slurm could take ${runKindOf(spec).describe(spec)}`, {
    where: `slurm:${profile}`,
    expected: `a node with ${engine.name}:${engine.backend} ${engine.version}, and the data`,
    received: reason,
    remedy:
      'run the same command again: it plans for the nodes as they are; nodes that differ are kept apart by --constraint'
  })
}

function lostError({ times, reason }: LostRun): InfrastructureError {
  return new InfrastructureError('the tasks of Slurm that had some runs were lost', {
    expected: 'a task that lives until their records are in the store',
    received: `${times} batches that are over and left no records${reason === '' ? '' : `; a task's last lines:\n    ${reason.replaceAll('\n', '\n    ')}`}`,
    remedy:
      'look at it with sacct: more memory, or more minutes in claimcheck.slurm.json; then run the same command again'
  })
}
