import path from 'node:path'
import type { ProfileName, Setting } from '../claims/types'
import { datasetDigest } from '../data/digest'
import { enginesOf } from '../engine/engines'
import { ClaimcheckError, InfrastructureError, UnavailableError } from '../errors'
import type { Carrier, CarrierEvents } from '../exec/carriers/carrier'
import { LocalCarrier } from '../exec/carriers/local'
import { parcelOf } from '../exec/carriers/parcelOf'
import { machineCapacity } from '../exec/machineCapacity'
import { canonicalJson } from '../json/canonical'
import { chosenSettings } from '../judge/chosenSettings'
import type { PairEngine } from '../plan/pairs'
import type { PlanContext } from '../plan/plan'
import { scheduleRuns } from '../plan/schedule'
import type { ClaimPlan, PlannedRun } from '../plan/types'
import type { RunKindName, RunSpec } from '../runs/runKinds'
import type { EngineIdentity } from '../runs/types'
import { enginesIn } from '../store/enginesIn'
import { currentEnvironment } from '../store/environment'
import { lookUpRecord } from '../store/lookUpRecord'
import { RunStore } from '../store/store'
import type { RunRecord, RunResult } from '../store/types'
import { memoryNotice } from './memoryNotice'
import { NO_PROGRAMS, type Programs } from './programs'
import { ProgressMeter } from './progressMeter'
import type { VerifyEvents, VerifyOptions } from './types'

export interface ExecutorOptions
  extends Pick<VerifyOptions, 'engine' | 'storeFolder' | 'records' | 'jobs' | 'signal' | 'mix'> {
  /** What was found of the programs that are to be run; none where left out. */
  readonly programs?: Programs
}
export type ExecutorEvents = Pick<VerifyEvents, 'onProgress' | 'onSettled' | 'onDiscardedRecord' | 'onNotice'>

/** What a session of `verify` asks of whoever has its runs. */
export type RunProvider = Pick<
  RunExecutor,
  | 'engines'
  | 'unavailable'
  | 'records'
  | 'results'
  | 'areElsewhere'
  | 'otherEngines'
  | 'planContext'
  | 'failureOf'
  | 'execute'
  | 'away'
  | 'close'
>

/**
 * Runs what a plan asks for and the store does not hold, and remembers every result that it saw. Whoever plans, be it
 * `verify` or `sensitivity`, shares the store through it: a run is never made twice.
 */
export class RunExecutor {
  /** Its runs are those of this machine, but for what the store has from others. */
  readonly areElsewhere: boolean = false
  readonly #options: ExecutorOptions
  readonly #events: ExecutorEvents
  readonly #carrier: Carrier
  readonly #store: RunStore
  readonly #engines = new Map<RunKindName, EngineIdentity>()
  readonly #unavailable = new Map<RunKindName, UnavailableError>()
  readonly #records = new Map<string, RunRecord>()
  readonly #results = new Map<string, RunResult>()
  readonly #failures = new Map<string, ClaimcheckError>()
  readonly #otherEngines = new Map<RunKindName, readonly EngineIdentity[]>()
  #enginesInStore: readonly EngineIdentity[] | null = null
  #away: ReadonlySet<string> = new Set()

  private constructor(options: ExecutorOptions, events: ExecutorEvents, carrier: Carrier) {
    this.#options = options
    this.#events = events
    this.#carrier = carrier
    this.#store = new RunStore(options.storeFolder)
  }

  /**
   * Asks which engine executes each kind of run.
   *
   * @throws InputError for an engine that does not exist or does not execute such runs
   */
  static async open(
    options: ExecutorOptions,
    kinds: Iterable<RunKindName>,
    events: ExecutorEvents = {},
    carrier: Carrier = localCarrier(options)
  ): Promise<RunExecutor> {
    const executor = new RunExecutor(options, events, carrier)
    try {
      await executor.#identifyEngines([...new Set(kinds)])
    } catch (error) {
      await executor.close()
      throw error
    }
    return executor
  }

  close(): Promise<void> {
    return this.#carrier.close()
  }

  /** The engines that work here, by the kind of run. */
  get engines(): ReadonlyMap<RunKindName, EngineIdentity> {
    return this.#engines
  }

  /** Why there is no engine, by the kind of run. */
  get unavailable(): ReadonlyMap<RunKindName, UnavailableError> {
    return this.#unavailable
  }

  /** Every valid record that was looked at, by the run's key. */
  get records(): ReadonlyMap<string, RunRecord> {
    return this.#records
  }

  get results(): ReadonlyMap<string, RunResult> {
    return this.#results
  }

  planContext(choice: { readonly profile: ProfileName; readonly firstSeed: number }): PlanContext {
    return {
      ...choice,
      engineFor: (kind) => this.#engines.get(kind)!,
      datasetDigest,
      programFacts: (experiment) => this.#options.programs?.factsOf(experiment) ?? null,
      isCached: (key) => this.recall(key),
      chosenSettings: (claimPlan) => settingsChosenBy(claimPlan, this.#results),
      ...(this.#options.mix && { engineOfPair: (kind, pair, isMade) => this.#engineOfPair(kind, pair, isMade) })
    }
  }

  /** A pair is taken as it is there; of a new one the workers' engines take turns. */
  #engineOfPair(...[kind, pair, isMade]: Parameters<PairEngine>): EngineIdentity {
    const turns = this.#carrier.turns?.(kind) ?? [this.#engines.get(kind)!]
    const turn = turns[pair % turns.length]!
    return [turn, ...turns, ...this.otherEngines(kind)].find(isMade) ?? turn
  }

  /** Engines beside this one's that made runs of the store, of this release. */
  otherEngines(kind: RunKindName): readonly EngineIdentity[] {
    const known = this.#otherEngines.get(kind)
    if (known !== undefined) return known
    const own = this.#engines.get(kind)
    this.#enginesInStore ??= enginesIn(this.#store)
    const others = this.#enginesInStore.filter(
      (engine) =>
        enginesOf(kind).some(({ name }) => name === engine.name) &&
        // Of another release there is nothing to take.
        !(engine.name === own?.name && engine.numerics !== own.numerics) &&
        canonicalJson(engine) !== canonicalJson(own)
    )
    this.#otherEngines.set(kind, others)
    return others
  }

  /** True where the store, or the archive, holds a valid record of the run; remembers it. */
  recall(key: string): boolean {
    if (this.#results.has(key)) return true
    const lookup = lookUpRecord(this.#store, this.#options.records, key)
    switch (lookup.state) {
      case 'valid':
        this.#records.set(key, lookup.record)
        this.#results.set(key, lookup.record.result)
        return true
      case 'absent':
      case 'failed':
        return false
      case 'torn':
      case 'edited':
      case 'foreign':
        if (!this.#failures.has(key)) this.#events.onDiscardedRecord?.(lookup.file, lookup.reason)
        return false
      default:
        return lookup satisfies never
    }
  }

  /** Runs that were handed over to others and are not home yet. */
  get away(): ReadonlySet<string> {
    return this.#away
  }

  /** The first infrastructure failure of this call among some runs; null where none of them failed. */
  failureOf(roles: readonly { readonly key: string }[]): ClaimcheckError | null {
    const failed = roles.find(({ key }) => this.#failures.has(key))
    return failed === undefined ? null : this.#failures.get(failed.key)!
  }

  /**
   * Executes runs, in cohorts that share what they have in common; resolves when each run has a result or a failure, or the
   * signal has stopped them.
   *
   * @param laterMs work that is known to follow, for the progress
   */
  async execute(pending: readonly PlannedRun[], laterMs: number): Promise<void> {
    const capacity = this.#carrier.capacity()
    const { cohorts, numWorkers, memory } = scheduleRuns(pending, capacity)
    const notice = memoryNotice(memory, numWorkers, capacity.availableBytes)
    if (notice !== null) this.#events.onNotice?.(notice)
    const parcels = cohorts.map((cohort) => parcelOf(cohort, this.#options.engine))
    const meter = new ProgressMeter(cohorts, laterMs, (progress) => this.#events.onProgress?.(progress))
    const open = new Map(
      parcels.map(({ id, runs }, index) => [id, { index, runs: new Map(runs.map((run) => [run.key, run])) }])
    )
    const settle = (id: string, run: PlannedRun, error: ClaimcheckError | null) => {
      const { index, runs } = open.get(id)!
      if (!runs.delete(run.key)) return
      if (error !== null) this.#fail(run, error)
      this.#events.onSettled?.(run.key)
      meter.settle(index, error !== null)
    }
    const takeUp = (id: string, run: PlannedRun) => {
      const error = this.recall(run.key) ? null : new InfrastructureError('a finished run is not in the store')
      settle(id, run, error)
    }
    const hopeless = new Map<string, ClaimcheckError>()
    const { signal } = this.#options
    const events: CarrierEvents = {
      ...(signal && { signal }),
      onNotice: (text) => this.#events.onNotice?.(text),
      refuses: (id) => {
        if (hopeless.size === 0) return null
        const errors = [...open.get(id)!.runs.values()].map(({ spec }) => hopeless.get(withoutSeeds(spec)))
        return errors.every((error) => error !== undefined) ? (errors[0] ?? null) : null
      },
      onProgress: (id, share) => meter.advance(open.get(id)!.index, share),
      onRun: (id, key) => {
        const run = open.get(id)!.runs.get(key)
        if (run !== undefined) takeUp(id, run)
      },
      onParcel: (id) => {
        for (const run of [...open.get(id)!.runs.values()]) takeUp(id, run)
      },
      onFailure: (id, { kind, error }) => {
        for (const run of [...open.get(id)!.runs.values()]) {
          if (error.details.ofAllSeeds) hopeless.set(withoutSeeds(run.spec), error)
          // A worker that was lost between a record and its message has finished that run.
          settle(id, run, kind === 'lost' && this.recall(run.key) ? null : error)
        }
      }
    }
    const storeFolder = path.resolve(this.#options.storeFolder)
    const { away } = await this.#carrier.carry({ parcels, numWorkers: Math.max(1, numWorkers), storeFolder }, events)
    this.#away = new Set([...this.#away, ...away].filter((key) => !this.recall(key)))
  }

  /** Notes an infrastructure failure, in the store too, where `claimcheck runs` lists it. It never counts as a result. */
  #fail(run: PlannedRun, error: ClaimcheckError): void {
    this.#failures.set(run.key, error)
    const environment = currentEnvironment({ startedAt: new Date(), wallTimeMs: 0 })
    this.#store.write(
      { spec: run.spec, status: { kind: 'failed', reason: error.explanation }, metrics: {} },
      environment
    )
  }

  async #identifyEngines(kinds: readonly RunKindName[]): Promise<void> {
    const { signal, engine } = this.#options
    const found = await this.#carrier.identify(kinds, {
      ...(signal && { signal }),
      onNotice: (text) => this.#events.onNotice?.(text)
    })
    const errors: ClaimcheckError[] = []
    for (const [kind, answer] of found) {
      if (answer instanceof UnavailableError) this.#unavailable.set(kind, answer)
      else if (answer instanceof ClaimcheckError) errors.push(answer)
      else {
        this.#engines.set(kind, answer.identity)
        for (const better of answer.passedOver) {
          this.#events.onNotice?.(`--engine ${engine} computes on ${answer.identity.name}, not on ${better}`)
        }
      }
    }
    if (errors[0] !== undefined) throw errors[0]
  }
}

/** The settings that finished runs chose, by arm; null while they are not all finished. */
export function settingsChosenBy(
  claimPlan: ClaimPlan,
  results: ReadonlyMap<string, RunResult>
): ReadonlyMap<string, Setting> | null {
  const chosen = chosenSettings(claimPlan, results)
  return chosen && new Map([...chosen].map(([arm, { setting }]) => [arm, setting]))
}

/** What runs have in common that differ by their seeds alone. */
function withoutSeeds({ seeds: _, ...spec }: RunSpec): string {
  return canonicalJson(spec)
}

/** What a worker process of claimcheck executes. */
export const LOCAL_WORKER = { modulePath: path.join(__dirname, '../exec/worker') }

/** The workers of this machine. */
export function localCarrier({
  engine,
  jobs,
  programs
}: Pick<ExecutorOptions, 'engine' | 'jobs' | 'programs'>): Carrier {
  const { gpus, graceMs } = programs ?? NO_PROGRAMS
  return new LocalCarrier({
    engine,
    worker: LOCAL_WORKER,
    // Memory is looked at before the first worker starts, so that none is counted against itself.
    capacity: { ...machineCapacity(jobs), gpus: gpus.length },
    gpus,
    graceMs
  })
}
