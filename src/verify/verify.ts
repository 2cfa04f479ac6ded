import path from 'node:path'
import { datasetDigest } from '../data/digest'
import { type ClaimcheckError, InfrastructureError, UnavailableError } from '../errors'
import { chosenSettings } from '../evidence/evidence'
import { WorkerPool } from '../exec/pool'
import { buildPlan, type PlanMember } from '../plan/plan'
import type { ClaimPlan, EngineIdentity, Plan, PlannedRun, RunSpec } from '../plan/types'
import { currentEnvironment } from '../store/environment'
import { RunStore } from '../store/store'
import type { RunRecord, RunResult } from '../store/types'
import { assembleReport } from './assembleReport'
import { judge } from './judge'
import { type Preparation, prepare } from './prepare'
import { ProgressMeter } from './progressMeter'
import type { BlockedClaim, PlanSummary, VerifyEvents, VerifyOptions, VerifyResult } from './types'
import type { WorkerResult, WorkerTask } from './worker'

const WORKER_MODULE = path.join(__dirname, 'worker')

type Pool = WorkerPool<WorkerTask, WorkerResult>

/**
 * Verifies claims: plans their runs, executes what the store does not hold, and judges; round after round until no
 * claim asks for another run. A fixed number of pairs is one round, two for a claim that tunes its arms.
 *
 * Which runs finished first, how many workers there were, what was cached and whether an earlier call was killed change
 * nothing of the result: it is a function of the records, taken in seed order.
 *
 * @throws InputError for malformed claims, unknown names or options
 */
export async function verify(options: VerifyOptions, events: VerifyEvents = {}): Promise<VerifyResult> {
  const session = await Session.open(options, events)
  try {
    return await session.run()
  } finally {
    await session.close()
  }
}

/** Plans the first round and executes nothing. */
export async function plan(options: VerifyOptions, events: VerifyEvents = {}): Promise<PlanSummary> {
  const session = await Session.open(options, events)
  try {
    return session.planRound(1)
  } finally {
    await session.close()
  }
}

/** One call of `verify`: the state that its rounds share. */
class Session {
  readonly #options: VerifyOptions
  readonly #events: VerifyEvents
  readonly #preparation: Preparation
  readonly #pool: Pool
  readonly #store: RunStore
  readonly #engines = new Map<RunSpec['kind'], EngineIdentity>()
  readonly #blocked: BlockedClaim[]
  readonly #records = new Map<string, RunRecord>()
  readonly #results = new Map<string, RunResult>()
  readonly #failures = new Map<string, ClaimcheckError>()

  private constructor(options: VerifyOptions, events: VerifyEvents, preparation: Preparation) {
    this.#options = options
    this.#events = events
    this.#preparation = preparation
    this.#blocked = [...preparation.blocked]
    this.#store = new RunStore(options.storeFolder)
    this.#pool = new WorkerPool({ modulePath: WORKER_MODULE, size: options.jobs })
  }

  static async open(options: VerifyOptions, events: VerifyEvents): Promise<Session> {
    const session = new Session(options, events, prepare(options))
    try {
      await session.#identifyEngines()
    } catch (error) {
      await session.close()
      throw error
    }
    return session
  }

  close(): Promise<void> {
    return this.#pool.close()
  }

  async run(): Promise<VerifyResult> {
    const { signal } = this.#options
    let summary = this.planRound(1)
    while (this.#options.execute && !signal?.aborted) {
      this.#events.onPlan?.(summary)
      const pending = this.#pendingRuns(summary.plan)
      if (pending.length === 0) break
      await this.#execute(pending, summary.plan)
      summary = this.planRound(summary.round + 1)
    }
    return { report: this.#assemble(summary.plan), interrupted: signal?.aborted === true }
  }

  planRound(round: number): PlanSummary {
    const { profile, firstSeed } = this.#options
    const plan = buildPlan(this.#plannable(), {
      profile,
      firstSeed,
      engineFor: (kind) => this.#engines.get(kind)!,
      datasetDigest,
      isCached: (key) => this.#recall(key),
      chosenSettings: (claimPlan) => {
        const chosen = chosenSettings(claimPlan, this.#results)
        return chosen && new Map([...chosen].map(([arm, { setting }]) => [arm, setting]))
      }
    })
    const { notInProfile, companions } = this.#preparation
    return { plan, round, blocked: this.#blocked, notInProfile, companions }
  }

  /** Claims whose engine works. */
  #plannable(): PlanMember[] {
    return this.#preparation.members.filter(({ experiment }) => this.#engines.has(experiment.kind))
  }

  /** True where the store holds a valid record of the run; remembers it. */
  #recall(key: string): boolean {
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

  /** Runs to execute now: not in the store, not failed in this call, and wanted by a claim none of whose runs failed. */
  #pendingRuns(plan: Plan): PlannedRun[] {
    const wanted = new Set<string>()
    for (const claimPlan of plan.claims) {
      if (this.#failureOf(claimPlan) === null) for (const role of claimPlan.roles) wanted.add(role.key)
    }
    return plan.runs.filter((run) => wanted.has(run.key) && !run.cached)
  }

  async #execute(pending: readonly PlannedRun[], plan: Plan): Promise<void> {
    const later = plan.claims.reduce((sum, { awaitingSelection }) => sum + (awaitingSelection?.estimateMs ?? 0), 0)
    const meter = new ProgressMeter(pending, later, (progress) => this.#events.onProgress?.(progress))
    const byKey = new Map(pending.map((run) => [run.key, run]))
    // Longest first, so that no core waits for one long run at the end; the key breaks ties.
    const ordered = [...pending].sort((a, b) => b.estimateMs - a.estimateMs || (a.key < b.key ? -1 : 1))
    const tasks = ordered.map(({ key, spec }) => ({ id: key, task: this.#executeTask(spec) }))
    await this.#pool.run(tasks, {
      ...(this.#options.signal && { signal: this.#options.signal }),
      onProgress: (key, share) => meter.advance(key, share),
      onResult: (key) => {
        if (!this.#recall(key))
          this.#fail(byKey.get(key)!, new InfrastructureError('a finished run cannot be read back from the store'))
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

  #failureOf(claimPlan: ClaimPlan): ClaimcheckError | null {
    const failed = claimPlan.roles.find((role) => this.#failures.has(role.key))
    return failed === undefined ? null : this.#failures.get(failed.key)!
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
  async #identifyEngines(): Promise<void> {
    const kinds = [...new Set(this.#preparation.members.map(({ experiment }) => experiment.kind))]
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
        if (!(error instanceof UnavailableError)) return errors.push(error)
        for (const { claim, experiment } of this.#preparation.members) {
          if (experiment.kind !== kind) continue
          const remedy = error.details.remedy ?? 'npx claimcheck doctor'
          this.#blocked.push({ claim, cause: 'missing-engine', reason: error.subject, remedy })
        }
      }
    })
    if (errors[0] !== undefined) throw errors[0]
  }

  #assemble(plan: Plan) {
    const finished: ClaimPlan[] = []
    const unfinished = new Map<string, ClaimcheckError | null>()
    for (const claimPlan of plan.claims) {
      const complete =
        claimPlan.awaitingSelection === null && claimPlan.roles.every((role) => this.#results.has(role.key))
      if (complete) finished.push(claimPlan)
      else unfinished.set(claimPlan.claim.id, this.#failureOf(claimPlan))
    }
    const judgements = judge(this.#preparation, this.#options.profile, finished, this.#results)
    return assembleReport({
      options: this.#options,
      preparation: this.#preparation,
      blocked: this.#blocked,
      engines: [...this.#engines.values()],
      plans: finished,
      judgements,
      unfinished,
      records: this.#records
    })
  }
}
