import path from 'node:path'
import type { ProfileName, Setting } from '../claims/types'
import { datasetDigest } from '../data/digest'
import { choiceFor } from '../engine/engines'
import { type ClaimcheckError, InfrastructureError, UnavailableError } from '../errors'
import { machineCapacity } from '../exec/machineCapacity'
import { WorkerPool } from '../exec/pool'
import type { PoolEvents, WorkerPoolOptions } from '../exec/types'
import { WorkerCrashError } from '../exec/workerCrashError'
import { canonicalJson } from '../json/canonical'
import { chosenSettings } from '../judge/chosenSettings'
import type { Cohort } from '../plan/cohorts'
import type { PlanContext } from '../plan/plan'
import { type Capacity, scheduleRuns } from '../plan/schedule'
import type { ClaimPlan, PlannedRun } from '../plan/types'
import { type RunKindName, type RunSpec, runKindOf } from '../runs/runKinds'
import type { EngineIdentity } from '../runs/types'
import { currentEnvironment } from '../store/environment'
import { lookUpRecord } from '../store/lookUpRecord'
import { RunStore } from '../store/store'
import type { RunRecord, RunResult } from '../store/types'
import type { SettledRun } from './executeCohort'
import { memoryNotice } from './memoryNotice'
import type { Programs } from './programs'
import { ProgressMeter } from './progressMeter'
import type { VerifyEvents, VerifyOptions } from './types'
import type { WorkerResult, WorkerTask } from './workerTask'

export interface ExecutorOptions extends Pick<VerifyOptions, 'engine' | 'storeFolder' | 'records' | 'jobs' | 'signal'> {
  /** What was found of the programs that are to be run; none where left out. */
  readonly programs?: Programs
}
export type ExecutorEvents = Pick<VerifyEvents, 'onProgress' | 'onSettled' | 'onDiscardedRecord' | 'onNotice'>

/** What the executor works with; specs bring their own. */
export interface ExecutorParts {
  readonly worker: Pick<WorkerPoolOptions, 'modulePath' | 'execArgv'>
  readonly capacity: Capacity
}

/** What a session of `verify` asks of whoever has its runs. */
export type RunProvider = Pick<
  RunExecutor,
  'engines' | 'unavailable' | 'records' | 'results' | 'areElsewhere' | 'planContext' | 'failureOf' | 'execute' | 'close'
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
  readonly #capacity: Capacity
  readonly #pool: WorkerPool<WorkerTask, WorkerResult, SettledRun>
  readonly #store: RunStore
  readonly #engines = new Map<RunKindName, EngineIdentity>()
  readonly #unavailable = new Map<RunKindName, UnavailableError>()
  readonly #records = new Map<string, RunRecord>()
  readonly #results = new Map<string, RunResult>()
  readonly #failures = new Map<string, ClaimcheckError>()

  private constructor(options: ExecutorOptions, events: ExecutorEvents, { worker, capacity }: ExecutorParts) {
    this.#options = options
    this.#events = events
    this.#capacity = capacity
    this.#store = new RunStore(options.storeFolder)
    // A program that is stopped has its own time to end, and its worker waits for it.
    const graceMs = options.programs?.graceMs ?? 0
    this.#pool = new WorkerPool({
      ...worker,
      size: options.jobs,
      ...(graceMs > 0 && { gracePeriodMs: graceMs + STOPPING_MS })
    })
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
    parts: ExecutorParts = executorParts(options)
  ): Promise<RunExecutor> {
    const executor = new RunExecutor(options, events, parts)
    try {
      await executor.#identifyEngines([...new Set(kinds)])
    } catch (error) {
      await executor.close()
      throw error
    }
    return executor
  }

  close(): Promise<void> {
    return this.#pool.close()
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
      chosenSettings: (claimPlan) => settingsChosenBy(claimPlan, this.#results)
    }
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
    const { cohorts, numWorkers, memory } = scheduleRuns(pending, this.#capacity)
    const notice = memoryNotice(memory, numWorkers, this.#capacity.availableBytes)
    if (notice !== null) this.#events.onNotice?.(notice)
    const meter = new ProgressMeter(cohorts, laterMs, (progress) => this.#events.onProgress?.(progress))
    const open = cohorts.map(({ runs }) => new Map(runs.map((run) => [run.key, run])))
    const settle = (index: number, run: PlannedRun, error: ClaimcheckError | null) => {
      if (!open[index]!.delete(run.key)) return
      if (error !== null) this.#fail(run, error)
      this.#events.onSettled?.(run.key)
      meter.settle(index, error !== null)
    }
    const takeUp = (index: number, run: PlannedRun) => {
      const error = this.recall(run.key) ? null : new InfrastructureError('a finished run is not in the store')
      settle(index, run, error)
    }
    const gpusEach = pending.reduce((most, { spec }) => Math.max(most, runKindOf(spec).share?.(spec).gpus ?? 0), 0)
    const tasks = cohorts.map((cohort, index) => ({ id: String(index), task: this.#cohortTask(cohort, gpusEach) }))
    const hopeless = new Map<string, ClaimcheckError>()
    const events: PoolEvents<WorkerResult, SettledRun> = {
      ...this.#shared(),
      refuses: (id) => {
        if (hopeless.size === 0) return null
        const errors = [...open[Number(id)]!.values()].map(({ spec }) => hopeless.get(withoutSeeds(spec)))
        return errors.every((error) => error !== undefined) ? (errors[0] ?? null) : null
      },
      onProgress: (id, share) => meter.advance(Number(id), share),
      onPart: (id, { key }) => {
        const run = open[Number(id)]!.get(key)
        if (run !== undefined) takeUp(Number(id), run)
      },
      onResult: (id) => {
        for (const run of [...open[Number(id)]!.values()]) takeUp(Number(id), run)
      },
      onFailure: (id, error) => {
        for (const run of [...open[Number(id)]!.values()]) {
          if (error.details.ofAllSeeds) hopeless.set(withoutSeeds(run.spec), error)
          // A worker that died between a record and its message has finished that run.
          const finished = error instanceof WorkerCrashError && this.recall(run.key)
          settle(Number(id), run, finished ? null : error)
        }
      }
    }
    await this.#pool.run(tasks, events, Math.max(1, numWorkers))
  }

  /** What every use of the pool has in common. */
  #shared(): Pick<PoolEvents<WorkerResult, SettledRun>, 'signal' | 'onSilence'> {
    return {
      ...(this.#options.signal && { signal: this.#options.signal }),
      onSilence: (pid, silentMs) => this.#events.onNotice?.(silenceNotice(pid, silentMs))
    }
  }

  #cohortTask({ runs }: Cohort, gpusEach: number): WorkerTask {
    const specs = runs.map(({ spec }) => spec)
    const engine = choiceFor(specs[0]!.kind, this.#options.engine)
    const gpus = this.#options.programs?.gpus ?? []
    return {
      kind: 'execute',
      engine,
      specs,
      storeFolder: this.#options.storeFolder,
      ...(gpus.length > 0 && { gpus, gpusEach })
    }
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

  /** Asks a worker what each needed engine is: loading one may take a second and must not happen in this process. */
  async #identifyEngines(kinds: readonly RunKindName[]): Promise<void> {
    const tasks = kinds.map((kind) => ({
      id: kind,
      task: { kind: 'identify' as const, engine: choiceFor(kind, this.#options.engine), runs: kind }
    }))
    const errors: ClaimcheckError[] = []
    await this.#pool.run(tasks, {
      ...this.#shared(),
      onResult: (kind, result) => {
        if (result.kind !== 'identity') return
        const { identity, passedOver } = result
        this.#engines.set(kind as RunKindName, identity)
        for (const better of passedOver) {
          this.#events.onNotice?.(`--engine ${this.#options.engine} computes on ${identity.name}, not on ${better}`)
        }
      },
      onFailure: (kind, error) => {
        if (error instanceof UnavailableError) this.#unavailable.set(kind as RunKindName, error)
        else errors.push(error)
      }
    })
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

/** For the worker itself to end, after its program. */
const STOPPING_MS = 3000

function executorParts({ jobs, programs }: ExecutorOptions): ExecutorParts {
  // Memory is looked at before the first worker starts, so that none is counted against itself.
  return {
    worker: { modulePath: path.join(__dirname, 'worker') },
    capacity: { ...machineCapacity(jobs), gpus: programs?.gpus.length ?? 0 }
  }
}

function silenceNotice(pid: number, silentMs: number): string {
  return `worker process ${pid} has not answered for ${Math.round(silentMs / 1000)} s: it is stopped, starved or stuck; in some minutes another one takes over its runs`
}
