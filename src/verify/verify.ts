import { buildPlan, type PlanMember } from '../plan/plan'
import type { ClaimPlan, Plan, PlannedRun } from '../plan/types'
import { assembleReport } from './assembleReport'
import { RunExecutor } from './execute'
import { judge } from './judge'
import { type Preparation, prepare } from './prepare'
import type { BlockedClaim, PlanSummary, VerifyEvents, VerifyOptions, VerifyResult } from './types'

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
  readonly #executor: RunExecutor
  readonly #blocked: readonly BlockedClaim[]

  private constructor(options: VerifyOptions, events: VerifyEvents, preparation: Preparation, executor: RunExecutor) {
    this.#options = options
    this.#events = events
    this.#preparation = preparation
    this.#executor = executor
    this.#blocked = [...preparation.blocked, ...withoutEngine(preparation.members, executor)]
  }

  static async open(options: VerifyOptions, events: VerifyEvents): Promise<Session> {
    const preparation = prepare(options)
    const kinds = preparation.members.map(({ experiment }) => experiment.kind)
    return new Session(options, events, preparation, await RunExecutor.open(options, kinds, events))
  }

  close(): Promise<void> {
    return this.#executor.close()
  }

  async run(): Promise<VerifyResult> {
    const { signal } = this.#options
    let summary = this.planRound(1)
    while (this.#options.execute && !signal?.aborted) {
      this.#events.onPlan?.(summary)
      const pending = this.#pendingRuns(summary.plan)
      if (pending.length === 0) break
      const { claims } = summary.plan
      const later = claims.reduce((sum, { awaitingSelection }) => sum + (awaitingSelection?.estimateMs ?? 0), 0)
      await this.#executor.execute(pending, later)
      summary = this.planRound(summary.round + 1)
    }
    return { report: this.#assemble(summary.plan), interrupted: signal?.aborted === true }
  }

  planRound(round: number): PlanSummary {
    const { profile, firstSeed } = this.#options
    const plan = buildPlan(this.#plannable(), this.#executor.planContext({ profile, firstSeed }))
    const { notInProfile, companions } = this.#preparation
    return { plan, round, blocked: this.#blocked, notInProfile, companions }
  }

  /** Claims whose engine works. */
  #plannable(): PlanMember[] {
    return this.#preparation.members.filter(({ experiment }) => this.#executor.engines.has(experiment.kind))
  }

  /** Runs to execute now: not in the store, not failed in this call, and wanted by a claim none of whose runs failed. */
  #pendingRuns(plan: Plan): PlannedRun[] {
    const wanted = new Set<string>()
    for (const { roles } of plan.claims) {
      if (this.#executor.failureOf(roles) === null) for (const role of roles) wanted.add(role.key)
    }
    return plan.runs.filter((run) => wanted.has(run.key) && !run.cached)
  }

  #assemble(plan: Plan) {
    const { results, records, engines } = this.#executor
    const finished: ClaimPlan[] = []
    const unfinished = new Map<string, string | null>()
    for (const claimPlan of plan.claims) {
      const complete = claimPlan.awaitingSelection === null && claimPlan.roles.every((role) => results.has(role.key))
      if (complete) finished.push(claimPlan)
      else unfinished.set(claimPlan.claim.id, this.#executor.failureOf(claimPlan.roles))
    }
    const judgements = judge(this.#preparation, this.#options.profile, finished, results)
    return assembleReport({
      options: this.#options,
      preparation: this.#preparation,
      blocked: this.#blocked,
      engines: [...engines.values()],
      plans: finished,
      judgements,
      unfinished,
      records
    })
  }
}

/** Claims whose runs no engine of this machine executes. */
function withoutEngine(members: readonly PlanMember[], { unavailable }: RunExecutor): BlockedClaim[] {
  return members.flatMap(({ claim, experiment }) => {
    const error = unavailable.get(experiment.kind)
    if (error === undefined) return []
    const remedy = error.details.remedy ?? 'npx claimcheck doctor'
    return [{ claim, cause: 'missing-engine' as const, reason: error.message, remedy }]
  })
}
