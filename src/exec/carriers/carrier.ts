import type { ClaimcheckError } from '../../errors'
import type { Capacity } from '../../plan/schedule'
import type { PlannedRun } from '../../plan/types'
import type { RunKindName } from '../../runs/runKinds'
import type { EngineIdentity } from '../../runs/types'
import type { EngineFound } from '../identifyEngine'

/**
 * The contract of a carrier: it takes the runs of a round to where they are executed, and their records home. It knows runs
 * and nothing of claims, decides nothing that is judged, and is free in when, where and in which order it executes. What it
 * promises:
 *
 * 1. **Plan.** What is carried is the plan's: a parcel is executed by one worker, whole or from where it was left, and none
 *    is cut, joined or left out. A run's bits depend on its spec alone, so a parcel may be given to another worker at any
 *    time, and be executed twice: the second time gives the same record.
 * 2. **Lease.** A parcel is with one worker at a time, as far as anybody knows: a worker holds a lease, and says again and
 *    again that it lives. Only a lease that lapsed, and the worker's own word, say that it is lost; never what a scheduler
 *    lists. It is measured by the clock of one machine, that of the store or the queue: a clock that is an hour off changes
 *    nothing.
 * 3. **Execute.** Only a worker that is what a parcel asks for takes it up: the engine's identity to the letter
 *    (`Parcel.engine`), the data by digest (`Parcel.data`), the cores, devices and memory of `Parcel.needs`, and for programs
 *    that whoever owns the worker's machine has allowed them. One that is not gives the parcel back untouched, and says why.
 * 4. **Home.** `onRun` is told once the record is in the home store, whole: written there by the worker, or by `takeHome`,
 *    which checks that the record is that of its key. Runs that come home one by one stand, whatever becomes of their parcel.
 * 5. **Give up.** A parcel whose worker is lost is given to another one, once or twice, and then fails
 *    as `lost`. What a run's engine raised on purpose is `raised` and not tried again. What no worker there is can take is `unfit`.
 *    A failure is the infrastructure's, never a result.
 * 6. **End.** `carry` resolves when every parcel was told as settled (`onParcel` or `onFailure`, exactly once each), when the signal
 *    stopped it, or, of a carrier that only hands over, when it has: `away` names the runs that are then still out. It rejects only
 *    where nothing can be executed at all. What was stopped goes on later from what came home and from checkpoints.
 */
export interface Carrier {
  /** As reports and messages name it. */
  readonly name: string
  /** Workers, cores, memory and devices that the plan is cut for; asked before each round. */
  capacity(): Capacity
  /**
   * Which engine executes each kind of run where this carrier's workers are. All that are asked for have an answer: what was
   * found, or the error, an UnavailableError where there is no such engine.
   */
  identify(
    kinds: readonly RunKindName[],
    events: Pick<CarrierEvents, 'signal' | 'onNotice'>
  ): Promise<ReadonlyMap<RunKindName, EngineFound | ClaimcheckError>>
  /** Where its workers differ and may (`--mix`): the engine of each place, in turn. Left out where all are that of `identify`. */
  turns?(kind: RunKindName): readonly EngineIdentity[]
  /** One round; called again only after it resolved. */
  carry(work: Work, events: CarrierEvents): Promise<Carried>
  /** Ends what it started here. What it handed over to others goes on. */
  close(): Promise<void>
}

/** Runs that one worker executes together: a cohort of the plan. */
export interface Parcel {
  /** Names it in the events of its round: the same runs have the same name on every machine, and in every call. */
  readonly id: string
  /** With their keys: at least one, all of one kind, engine and data. */
  readonly runs: readonly PlannedRun[]
  /** What the worker's engine has to be. */
  readonly engine: EngineIdentity
  /** The engine as `--engine` chooses it, for who creates it. */
  readonly engineChoice: string
  /** What the runs read, by digest. A program's inputs and data stand in its spec. */
  readonly data: readonly { readonly name: string; readonly digest: string }[]
  readonly needs: ParcelNeeds
  /** Of all its runs on one core; rough. */
  readonly estimateMs: number
}

export interface ParcelNeeds {
  readonly cores: number
  readonly gpus: number
  /** Resident memory of the worker. */
  readonly bytes: number
}

/** What is to be carried in a round. */
export interface Work {
  /** Longest first: the order in which they are best handed out. */
  readonly parcels: readonly Parcel[]
  /** Workers that the plan was cut for, 1 or more; a carrier of this machine starts no more of them. */
  readonly numWorkers: number
  /** The home store, absolute. */
  readonly storeFolder: string
}

export interface CarrierEvents {
  /** Asked before a parcel is handed to a worker: why it is not to be executed any more; null where it is. */
  refuses(id: string): ClaimcheckError | null
  /** The record of a run is in the home store. May be told again. */
  onRun(id: string, key: string): void
  /** The parcel was executed: all its records are in the home store. */
  onParcel(id: string): void
  /** It was not: the runs that were not told of have no result. */
  onFailure(id: string, failure: CarrierFailure): void
  /** Share of what was left of the parcel when a worker got it, 0 to 1; 0 each time that one gets it. */
  onProgress(id: string, share: number): void
  /** A line for the user. */
  onNotice(text: string): void
  readonly signal?: AbortSignal
}

/**
 * `raised`: an engine or a store said so on purpose, and would again. `lost`: the worker ended, hung or vanished, as often as it was
 * tried; a record that it wrote before counts. `unfit`: no worker can take it.
 */
export interface CarrierFailure {
  readonly kind: 'raised' | 'lost' | 'unfit'
  readonly error: ClaimcheckError
}

export interface Carried {
  /** Keys of runs that others are still at, or that wait for them; empty of a carrier that stays until the end. */
  readonly away: readonly string[]
}
