import path from 'node:path'
import { datasetDigest } from '../data/digest'
import { type ClaimcheckError, InfrastructureError, UnavailableError } from '../errors'
import { chosenSettings } from '../evidence/evidence'
import { WorkerPool } from '../exec/pool'
import type { PlanContext } from '../plan/plan'
import type { EngineIdentity, PlannedRun, RunSpec } from '../plan/types'
import type { ProfileName } from '../spec/types'
import { currentEnvironment } from '../store/environment'
import { RunStore } from '../store/store'
import type { RunRecord, RunResult } from '../store/types'
import { ProgressMeter } from './progressMeter'
import type { VerifyEvents, VerifyOptions } from './types'
import type { WorkerResult, WorkerTask } from './worker'

const WORKER_MODULE = path.join(__dirname, 'worker')

export type ExecutorOptions = Pick<VerifyOptions, 'engine' | 'storeFolder' | 'jobs' | 'signal'>
export type ExecutorEvents = Pick<VerifyEvents, 'onProgress' | 'onDiscardedRecord'>

/**
 * Runs what a plan asks for and the store does not hold, and remembers every result that it saw. Whoever plans, be it
 * `verify` or `sensitivity`, shares the store through it: a run is never made twice.
 */
export class RunExecutor {
  readonly #options: ExecutorOptions
  readonly #events: ExecutorEvents
  readonly #pool: WorkerPool<WorkerTask, WorkerResult>
  readonly #store: RunStore
  readonly #engines = new Map<RunSpec['kind'], EngineIdentity>()
  readonly #unavailable = new Map<RunSpec['kind'], UnavailableError>()
  readonly #records = new Map<string, RunRecord>()
  readonly #results = new Map<string, RunResult>()
  readonly #failures = new Map<string, ClaimcheckError>()

  private constructor(options: ExecutorOptions, events: ExecutorEvents) {
    this.#options = options
    this.#events = events
    this.#store = new RunStore(options.storeFolder)
    this.#pool = new WorkerPool({ modulePath: WORKER_MODULE, size: options.jobs })
  }

  /**
   * Asks which engine executes each kind of run.
   *
   * @throws InputError for an engine that does not exist or does not execute such runs
   */
  static async open(
    options: ExecutorOptions,
    kinds: Iterable<RunSpec['kind']>,
    events: ExecutorEvents = {}
  ): Promise<RunExecutor> {
    const executor = new RunExecutor(options, events)
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
  get engines(): ReadonlyMap<RunSpec['kind'], EngineIdentity> {
    return this.#engines
  }

  /** Why there is no engine, by the kind of run. */
  get unavailable(): ReadonlyMap<RunSpec['kind'], UnavailableError> {
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
      isCached: (key) => this.recall(key),
      chosenSettings: (claimPlan) => {
        const chosen = chosenSettings(claimPlan, this.#results)
        return chosen && new Map([...chosen].map(([arm, { setting }]) => [arm, setting]))
      }
    }
  }

  /** True where the store holds a valid record of the run; remembers it. */
  recall(key: string): boolean {
    if (this.#results.has(key)) return true
    const lookup = this.#store.read(key)
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
   * Executes runs; resolves when each has a result or a failure, or the signal has stopped them.
   *
   * @param laterMs work that is known to follow, for the progress
   */
  async execute(pending: readonly PlannedRun[], laterMs: number): Promise<void> {
    const meter = new ProgressMeter(pending, laterMs, (progress) => this.#events.onProgress?.(progress))
    const byKey = new Map(pending.map((run) => [run.key, run]))
    // Longest first, so that no core waits for one long run at the end; the key breaks ties.
    const ordered = [...pending].sort((a, b) => b.estimateMs - a.estimateMs || (a.key < b.key ? -1 : 1))
    const tasks = ordered.map(({ key, spec }) => ({ id: key, task: this.#executeTask(spec) }))
    await this.#pool.run(tasks, {
      ...(this.#options.signal && { signal: this.#options.signal }),
      onProgress: (key, share) => meter.advance(key, share),
      onResult: (key) => {
        if (!this.recall(key)) {
          this.#fail(byKey.get(key)!, new InfrastructureError('a finished run cannot be read back from the store'))
        }
        meter.finish(key, this.#failures.has(key))
      },
      onFailure: (key, error) => {
        this.#fail(byKey.get(key)!, error)
        meter.finish(key, true)
      }
    })
  }

  #executeTask(spec: RunSpec): WorkerTask {
    return { kind: 'execute', engine: this.#engineChoice(spec.kind), spec, storeFolder: this.#options.storeFolder }
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

  #engineChoice(kind: RunSpec['kind']): string {
    switch (kind) {
      case 'synthetic':
        return 'scalar'
      case 'classification':
        return this.#options.engine
      default:
        return kind satisfies never
    }
  }

  /** Asks a worker what each needed engine is: loading one may take a second and must not happen in this process. */
  async #identifyEngines(kinds: readonly RunSpec['kind'][]): Promise<void> {
    const tasks = kinds.map((kind) => ({
      id: kind,
      task: { kind: 'identify' as const, engine: this.#engineChoice(kind), runs: kind }
    }))
    const errors: ClaimcheckError[] = []
    await this.#pool.run(tasks, {
      onResult: (kind, result) => {
        if (result.kind === 'identity') this.#engines.set(kind as RunSpec['kind'], result.identity)
      },
      onFailure: (kind, error) => {
        if (error instanceof UnavailableError) this.#unavailable.set(kind as RunSpec['kind'], error)
        else errors.push(error)
      }
    })
    if (errors[0] !== undefined) throw errors[0]
  }
}
