import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync
} from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import { writeDurableFile } from '../../../files/durableFile'
import { MAX_PRODUCED_BYTES, readRegularFile } from '../../../files/readRegularFile'
import { sha256 } from '../../../json/canonical'
import type { RunKindName, RunSpec } from '../../../runs/runKinds'
import type { EngineFound } from '../../identifyEngine'
import type { Parcel } from '../carrier'
import type { SentFailure } from '../queue/messages'

/** What one `sbatch` was given to do. Its tasks read it, and its digest stands in the script that Slurm keeps. */
export interface Batch {
  readonly id: string
  /** Of `claimcheck.slurm.json`. */
  readonly profile: string
  /** As `--engine` chooses it. */
  readonly engine: string
  readonly storeFolder: string
  /** Options of `sbatch`, for people. */
  readonly options: readonly string[]
  readonly numTasks: number
  readonly limitMs: number
  readonly leaseMs: number
  /** The time that a program which is stopped has to end. */
  readonly graceMs: number
  /** Longest first. */
  readonly parcels: readonly BatchParcel[]
}

export interface BatchParcel extends Omit<Parcel, 'runs'> {
  readonly runs: readonly { readonly key: string; readonly spec: RunSpec }[]
  /** Batches before this one in which its runs got lost. */
  readonly lost: number
}

/** A task of a job array, as it says itself when it begins. */
export interface TaskCard {
  /** Another one each time that Slurm starts the task. */
  readonly token: string
  /** In the array. */
  readonly index: number
  readonly host: string
  readonly pid: number
}

/** What a task says again and again: that it lives, and what it is at. */
export interface Beat {
  readonly count: number
  /** Id of the parcel; null between two of them. */
  readonly parcel: string | null
  /** Finished share of it, 0 to 1. */
  readonly share: number
  /** How long it has been at it. */
  readonly ms: number
}

/** How a task ended by itself. */
export interface TaskEnd {
  /** `finished`: nothing was left for it. `stopped`: its time was over, or it was told to end. */
  readonly why: 'finished' | 'stopped' | 'unfit'
  /** Why it could not take runs, by their kind. */
  readonly unfit: Readonly<Partial<Record<RunKindName, string>>>
}

/** The try that has a parcel, or had it last. */
export interface ParcelLease {
  /** From 1. */
  readonly tries: number
  /** Of the task. */
  readonly token: string
}

const ROOT = 'slurm'
const ID = /^[0-9a-f]{8}$/
const LEASE = /^([0-9a-f]{64})\.(\d+)$/
const PARCEL_FILE = /^([0-9a-f]{64})\.json$/

/** Where a store has what was submitted to Slurm. */
export function slurmFolder(storeFolder: string): string {
  return path.join(path.resolve(storeFolder), ROOT)
}

/** Which engine the machines of a profile turned out to have, where it is another than that of the machine at home. */
export function engineFile(storeFolder: string, profile: string, kind: RunKindName, choice: string): string {
  return path.join(
    slurmFolder(storeFolder),
    'engines',
    `${sha256([profile, kind, choice].join('\n')).slice(0, 16)}.json`
  )
}

export function readEngine(file: string): EngineFound | null {
  return jsonIn(file) as EngineFound | null
}

/**
 * A batch in the store that home and the nodes share, `<store>/slurm/<batch>`. Whoever creates the file of a parcel's next
 * try first has the lease; how old the task's last sign of life is, is measured by the clock of the file system alone.
 */
export class BatchFolder {
  readonly id: string

  constructor(readonly folder: string) {
    this.id = path.basename(folder)
  }

  static newId(): string {
    return randomBytes(4).toString('hex')
  }

  static all(storeFolder: string): readonly BatchFolder[] {
    const root = slurmFolder(storeFolder)
    return namesIn(root)
      .filter((name) => ID.test(name))
      .sort()
      .map((name) => new BatchFolder(path.join(root, name)))
  }

  /** @returns the digest of what was written */
  create(batch: Batch): string {
    for (const name of ['leases', 'tasks', 'done', 'failures', 'reported', 'logs']) {
      mkdirSync(path.join(this.folder, name), { recursive: true })
    }
    const text = JSON.stringify(batch)
    writeDurableFile(this.#file('batch.json'), text, { replace: true })
    return sha256(text)
  }

  /**
   * @param digest where the content has to be what was submitted
   * @returns null where there is none, or another one
   */
  read(digest?: string): Batch | null {
    const text = textIn(this.#file('batch.json'))
    if (text === null || (digest !== undefined && sha256(text) !== digest)) return null
    try {
      return JSON.parse(text) as Batch
    } catch {
      return null
    }
  }

  get script(): string {
    return this.#file('task.sh')
  }

  get logs(): string {
    return this.#file('logs')
  }

  /** The job of Slurm; null where it is not submitted yet, or whoever submitted it was killed. */
  get job(): string | null {
    return textIn(this.#file('job'))?.trim() ?? null
  }

  set job(id: string | null) {
    writeDurableFile(this.#file('job'), `${id}\n`, { replace: true })
  }

  get cancelled(): boolean {
    return existsSync(this.#file('cancelled'))
  }

  cancel(): void {
    writeDurableFile(this.#file('cancelled'), '', { replace: true })
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 })
  }

  /** Milliseconds since it was written down. */
  ageMs(): number {
    return this.#ageOf(this.#file('batch.json')) ?? 0
  }

  /** The last try of each parcel that was ever taken. */
  tries(): ReadonlyMap<string, number> {
    const tries = new Map<string, number>()
    for (const name of namesIn(this.#file('leases'))) {
      const [, parcel, number] = LEASE.exec(name) ?? []
      if (parcel !== undefined) tries.set(parcel, Math.max(tries.get(parcel) ?? 0, Number(number)))
    }
    return tries
  }

  /** The task that has a try; null where that is not to be seen yet. */
  holder(parcel: string, tries: number): string | null {
    return textIn(this.#lease(parcel, tries)) || null
  }

  /** @returns false where somebody else was first */
  lease(parcel: string, { tries, token }: ParcelLease): boolean {
    try {
      writeFileSync(this.#lease(parcel, tries), token, { flag: 'wx' })
      return true
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
      throw error
    }
  }

  /** As if this try had not been. */
  release(parcel: string, tries: number): void {
    rmSync(this.#lease(parcel, tries), { force: true })
  }

  /** Parcels that no task needs to look at any more. */
  settled(): ReadonlySet<string> {
    const failed = ['failures', 'reported'].flatMap((name) => namesIn(this.#file(name)))
    return new Set([...namesIn(this.#file('done')), ...failed.map((name) => path.basename(name, '.json'))])
  }

  markDone(parcel: string): void {
    writeFileSync(this.#file('done', parcel), '')
  }

  fail(parcel: string, failure: SentFailure, place: 'failures' | 'reported' = 'failures'): void {
    writeDurableFile(this.#file(place, `${parcel}.json`), JSON.stringify(failure), { replace: true })
  }

  /** Parcels that came to nothing, and whether somebody at home has been told. */
  failures(): ReadonlyMap<string, SentFailure & { readonly reported: boolean }> {
    const failures = new Map<string, SentFailure & { readonly reported: boolean }>()
    for (const place of ['reported', 'failures'] as const) {
      for (const name of namesIn(this.#file(place))) {
        const parcel = PARCEL_FILE.exec(name)?.[1]
        const failure = parcel === undefined ? null : (jsonIn(this.#file(place, name)) as SentFailure | null)
        if (failure !== null) failures.set(parcel!, { ...failure, reported: place === 'reported' })
      }
    }
    return failures
  }

  markReported(parcel: string): void {
    try {
      renameSync(this.#file('failures', `${parcel}.json`), this.#file('reported', `${parcel}.json`))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }

  begin(card: TaskCard): void {
    writeDurableFile(this.#file('tasks', `${card.token}.json`), JSON.stringify(card), { replace: true })
  }

  /** In place, and the same length each time: a full disk takes it too. */
  beat(token: string, beat: Beat): void {
    const descriptor = openSync(this.#file('tasks', `${token}.beat`), beat.count === 0 ? 'w' : 'r+')
    try {
      writeSync(descriptor, JSON.stringify(beat).padEnd(160), 0)
    } finally {
      closeSync(descriptor)
    }
  }

  end(token: string, end: TaskEnd): void {
    writeDurableFile(this.#file('tasks', `${token}.end`), JSON.stringify(end), { replace: true })
  }

  tasks(): readonly TaskState[] {
    return namesIn(this.#file('tasks')).flatMap((name) => {
      const card = name.endsWith('.json') ? (jsonIn(this.#file('tasks', name)) as TaskCard | null) : null
      if (card === null) return []
      const beatFile = this.#file('tasks', `${card.token}.beat`)
      return {
        ...card,
        beat: jsonIn(beatFile) as Beat | null,
        silentMs: this.#ageOf(beatFile) ?? Number.POSITIVE_INFINITY,
        end: jsonIn(this.#file('tasks', `${card.token}.end`)) as TaskEnd | null
      }
    })
  }

  /** The last lines that a task printed. */
  lastLines(index: number): string {
    return (textIn(path.join(this.logs, `${index}.log`)) ?? '').trim().split('\n').slice(-5).join('\n')
  }

  #lease(parcel: string, tries: number): string {
    return this.#file('leases', `${parcel}.${tries}`)
  }

  #file(...parts: string[]): string {
    return path.join(this.folder, ...parts)
  }

  /** By the clock of the file system, whichever machine's it is: against a file that is written at this moment. */
  #ageOf(file: string): number | null {
    const probe = this.#file(`.now-${hostname()}-${process.pid}`)
    try {
      // Opened, since a network file system then looks anew.
      const mtimeMs = mtimeOf(file, 'r')
      return mtimeOf(probe, 'w') - mtimeMs
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw error
    } finally {
      rmSync(probe, { force: true })
    }
  }
}

export interface TaskState extends TaskCard {
  readonly beat: Beat | null
  /** Since its last sign of life; less than 0 where the file system's clock was set back. */
  readonly silentMs: number
  /** Null while it is at work, or where it was killed. */
  readonly end: TaskEnd | null
}

function mtimeOf(file: string, flag: 'r' | 'w'): number {
  const descriptor = openSync(file, flag)
  try {
    return fstatSync(descriptor).mtimeMs
  } finally {
    closeSync(descriptor)
  }
}

function textIn(file: string): string | null {
  try {
    return readRegularFile(file, MAX_PRODUCED_BYTES).toString('utf8')
  } catch (error) {
    if (['ENOENT', 'ESTALE'].includes((error as NodeJS.ErrnoException).code ?? '')) return null
    throw error
  }
}

/** Null where there is nothing, or not all of it yet. */
function jsonIn(file: string): unknown {
  try {
    return JSON.parse(textIn(file) ?? 'null')
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => !name.startsWith('.'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
