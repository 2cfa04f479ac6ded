import { ClaimcheckError } from '../errors'
import { otherContenders } from '../judge/chosenSettings'
import { nextSeedCount } from '../judge/nextSeedCount'
import { type Claim, isFromLogs, type Judgement, partsOf } from '../kinds'
import type { LogsEvidence } from '../kinds/comparison/logs/types'
import { isUnwritten } from '../load/checkReplaced'
import { buildPlan, type PlanMember } from '../plan/plan'
import { shardRuns } from '../plan/shards'
import type { ClaimPlan, Plan, PlannedRun } from '../plan/types'
import { buildReport } from '../report/data/build'
import type { ReportInput } from '../report/data/types'
import { ArmWatch } from './armWatch'
import { assembleReport } from './assembleReport'
import { carrierOf } from './carrierOf'
import { RunExecutor, type RunProvider } from './execute'
import { judge } from './judge'
import { elsewhereNotice, madeElsewhere, mixtureError } from './machinesThatDiffer'
import { type Preparation, prepare } from './prepare'
import { lookAtPrograms, NO_PROGRAMS, type Programs } from './programs'
import { timedResults } from './timedResults'
import type { BlockedClaim, OpenRuns, PlanSummary, VerifyEvents, VerifyOptions, VerifyResult } from './types'

/**
 * Verifies claims: plans their runs, executes what the store does not hold, and judges; round after round until no
 * claim asks for another run. A fixed number of pairs is one round, two for a claim that tunes its arms; where seeds are
 * added until decided, each round asks the verdicts so far for how many more.
 *
 * Which runs finished first, how many workers there were, what was cached and whether an earlier call was killed change
 * nothing of the result: it is a function of the records, taken in seed order.
 *
 * @throws InputError for malformed claims, unknown names or options
 */
export async function verify(options: VerifyOptions, events: VerifyEvents = {}): Promise<VerifyResult> {
  const { input, ...rest } = await gatherReportInput(options, events)
  return { report: buildReport(input), ...rest }
}

/** What a report is made of, as `verify` found it: to be merged with what other calls found, before it is built. */
export async function gatherReportInput(options: VerifyOptions, events: VerifyEvents = {}): Promise<Gathered> {
  const session = await Session.open(options, events, options.execute)
  try {
    return await session.run()
  } finally {
    await session.close()
  }
}

/** What runs that are there already come to, by the same rounds. */
export async function gatherFromRuns(
  options: Omit<SessionOptions, 'execute'>,
  preparation: Preparation,
  runs: RunProvider
): Promise<ReportInput> {
  return (await new Session({ ...options, execute: false }, {}, preparation, runs, NO_PROGRAMS).run()).input
}

/** Plans the first round and executes nothing. */
export async function plan(options: VerifyOptions, events: VerifyEvents = {}): Promise<PlanSummary> {
  const session = await Session.open(options, events, false)
  try {
    return session.planRound(1)
  } finally {
    await session.close()
  }
}

/** What a session is asked for, once its claims and its runs are at hand. */
export type SessionOptions = Pick<
  VerifyOptions,
  'profile' | 'firstSeed' | 'seeds' | 'engine' | 'claimsArgument' | 'execute' | 'shard' | 'mix' | 'signal'
> &
  Partial<Pick<VerifyOptions, 'storeFolder'>>

interface Gathered extends Omit<VerifyResult, 'report'> {
  readonly input: ReportInput
}

/** One call of `verify`: the state that its rounds share. */
class Session {
  readonly #options: SessionOptions
  readonly #events: VerifyEvents
  readonly #preparation: Preparation
  readonly #executor: RunProvider
  readonly #programs: Programs
  readonly #blocked: readonly BlockedClaim[]
  /** What logs say of the claims that they judge, or why they could not be read, by id; null: they were not read yet. */
  #logs: ReadonlyMap<string, LogsEvidence | ClaimcheckError> | null = null
  /** Seeds that each claim has now, by id: all of a fixed number, else as many as the rounds so far have asked for. */
  readonly #seedCounts: Map<string, number>

  constructor(
    options: SessionOptions,
    events: VerifyEvents,
    preparation: Preparation,
    executor: RunProvider,
    programs: Programs
  ) {
    this.#options = options
    this.#events = events
    this.#preparation = preparation
    this.#executor = executor
    this.#programs = programs
    this.#blocked = [
      ...preparation.blocked,
      ...withoutEngine(preparation.members, executor),
      ...withoutProgram(preparation.members, programs)
    ]
    this.#seedCounts = new Map(
      preparation.members.map(({ claim }) => [
        claim.id,
        options.seeds ?? nextSeedCount(claim, preparation.budgets.get(claim.id)!, null)
      ])
    )
  }

  static async open(options: VerifyOptions, events: VerifyEvents, execute: boolean): Promise<Session> {
    const preparation = prepare(options)
    if (execute) tellOfUnwritten(preparation, events)
    const kinds = preparation.members.flatMap(({ experiment }) => experiment?.kind ?? [])
    const experiments = preparation.members.flatMap(({ experiment }) => experiment ?? [])
    const besideOthers = kinds.some((kind) => kind !== 'program')
    const elsewhere = options.on !== undefined
    const programs = await lookAtPrograms(experiments, { ...options, execute, besideOthers, elsewhere }, events)
    const watch = new ArmWatch((text) => events.onNotice?.(text))
    const executor: RunExecutor = await RunExecutor.open(
      { ...options, programs },
      kinds,
      {
        ...events,
        onSettled: (key) => {
          watch.settle(key, executor.results)
          events.onSettled?.(key)
        }
      },
      await carrierOf({ ...options, execute }, programs)
    )
    const onPlan = (summary: PlanSummary) => {
      watch.follow(summary.plan)
      events.onPlan?.(summary)
    }
    return new Session(options, { ...events, onPlan }, preparation, executor, programs)
  }

  close(): Promise<void> {
    return this.#executor.close()
  }

  async run(): Promise<Gathered> {
    const { signal } = this.#options
    let summary = this.planRound(1)
    this.#lookAtOthersRuns(summary.plan)
    while (!signal?.aborted) {
      const pending = this.#options.execute ? this.#pendingRuns(summary.plan) : []
      if (this.#options.execute) this.#events.onPlan?.(summary)
      if (pending.length > 0) {
        await this.#executor.execute(pending, summary.plan.later.estimateMs)
      }
      const grown = this.#addSeeds(summary.plan)
      // What others still have keeps back its own claims; the others go on.
      if (pending.length === 0 && !grown) break
      summary = this.planRound(summary.round + 1)
    }
    const { plan } = summary
    return { input: this.#assemble(plan), interrupted: signal?.aborted === true, open: this.#openRuns(plan) }
  }

  /** @throws InputError where the store has the runs of a claim from machines that compute differently, and nobody chose */
  #lookAtOthersRuns(plan: Plan): void {
    const { execute, mix = false, engine, shard, storeFolder = '' } = this.#options
    if (!execute || mix || shard !== undefined || plan.runs.every(({ cached }) => cached)) return
    const { isCached } = this.#executor.planContext(this.#options)
    const elsewhere = madeElsewhere(plan, ({ spec }) => this.#executor.otherEngines(spec.kind), isCached)
    if (elsewhere === null) return
    // Whoever names an engine has chosen.
    if (elsewhere.isMixture && engine === 'auto') {
      throw mixtureError(elsewhere, [...this.#executor.engines.values()], storeFolder)
    }
    this.#events.onNotice?.(elsewhereNotice(elsewhere))
  }

  planRound(round: number): PlanSummary {
    const { profile, firstSeed } = this.#options
    const members = this.#plannable().map((member) => ({ ...member, seeds: this.#seedCounts.get(member.claim.id)! }))
    const plan = buildPlan(members, {
      ...this.#executor.planContext({ profile, firstSeed }),
      otherContenders: (claimPlan) => otherContenders(claimPlan, this.#executor.results)
    })
    const { notInProfile, familyMembers } = this.#preparation
    return { plan, round, blocked: this.#blocked, notInProfile, familyMembers }
  }

  /** Claims whose engine works, or that run nothing. */
  #plannable(): PlanMember[] {
    const { engines } = this.#executor
    return this.#preparation.members.filter(
      ({ experiment }) =>
        experiment === null || (engines.has(experiment.kind) && this.#programs.obstacleOf(experiment) === null)
    )
  }

  /**
   * Asks the verdicts so far for how many seeds each claim should have next. A family is asked as a whole, when all of
   * its claims have what they asked for before.
   *
   * @returns whether any claim wants more
   */
  #addSeeds(plan: Plan): boolean {
    if (this.#options.seeds !== null) return false
    // A fixed number asks for no more; judging only to hear that would judge everything twice.
    if (plan.claims.every(({ claim }) => claim.decision.mode === 'fixed')) return false
    const incomplete = new Set(plan.claims.filter((claimPlan) => !this.#isComplete(claimPlan)).map(familyOf))
    const complete = plan.claims.filter((claimPlan) => this.#isComplete(claimPlan))
    const judgements = this.#judge(complete)
    this.#events.onJudged?.([...judgements.values()])
    let grown = false
    for (const claimPlan of complete) {
      const { claim } = claimPlan
      const judgement = judgements.get(claim.id)
      if (incomplete.has(familyOf(claimPlan)) || judgement === undefined) continue
      const wholes = [...judgements.values()].filter((whole) => partsOf(whole.claim).includes(claim.id))
      const next = nextSeedCount(claim, this.#preparation.budgets.get(claim.id)!, judgement, wholes)
      if (next <= this.#seedCounts.get(claim.id)!) continue
      this.#seedCounts.set(claim.id, next)
      grown = true
    }
    return grown
  }

  #isComplete({ claim, awaitingSelection, roles }: ClaimPlan): boolean {
    if (this.#logsOf(claim) instanceof ClaimcheckError) return false
    return awaitingSelection === null && roles.every((role) => this.#executor.results.has(role.key))
  }

  #judge(complete: readonly ClaimPlan[]): Map<string, Judgement> {
    const { profile, firstSeed } = this.#options
    const logs = new Map(
      complete.flatMap(({ claim }) => {
        const own = this.#logsOf(claim)
        return own === undefined || own instanceof ClaimcheckError ? [] : [[claim.id, own] as const]
      })
    )
    const claims = complete.map(({ claim }) => claim)
    return judge(this.#preparation, { profile, firstSeed }, complete, timedResults(claims, this.#executor), logs)
  }

  #logsOf({ id }: Claim): LogsEvidence | ClaimcheckError | undefined {
    this.#logs ??= readClaimLogs(this.#preparation)
    return this.#logs.get(id)
  }

  /** Runs to execute now: not in the store, not failed in this call, and wanted by a claim none of whose runs failed. */
  #pendingRuns(plan: Plan): PlannedRun[] {
    const wanted = new Set<string>()
    for (const { roles } of plan.claims) {
      if (this.#executor.failureOf(roles) === null) for (const role of roles) wanted.add(role.key)
    }
    const own = this.#ownRuns(plan)
    const { away } = this.#executor
    return plan.runs.filter(({ key, cached }) => !cached && wanted.has(key) && own.has(key) && !away.has(key))
  }

  #ownRuns(plan: Plan): ReadonlySet<string> {
    const { shard } = this.#options
    return shard === undefined ? new Set(plan.runs.map(({ key }) => key)) : shardRuns(plan, shard)
  }

  #openRuns(plan: Plan): OpenRuns {
    const own = this.#ownRuns(plan)
    const open = plan.runs.filter(({ key }) => !this.#executor.results.has(key))
    const ownOpen = open.filter(({ key }) => own.has(key)).length
    return {
      own: ownOpen,
      away: open.filter(({ key }) => this.#executor.away.has(key)).length,
      others: open.length - ownOpen,
      ownTotal: own.size,
      more: plan.later.numRuns > 0
    }
  }

  #assemble(plan: Plan) {
    const { records, engines } = this.#executor
    const finished: ClaimPlan[] = []
    const unfinished = new Map<string, ClaimcheckError | null>()
    const awaited = new Set<string>()
    for (const claimPlan of plan.claims) {
      if (this.#isComplete(claimPlan)) finished.push(claimPlan)
      else {
        const logs = this.#logsOf(claimPlan.claim)
        const failure = logs instanceof ClaimcheckError ? logs : this.#executor.failureOf(claimPlan.roles)
        unfinished.set(claimPlan.claim.id, failure)
        if (claimPlan.roles.some(({ key }) => this.#executor.away.has(key))) awaited.add(claimPlan.claim.id)
      }
    }
    const judgements = this.#judge(finished)
    const results = timedResults(
      finished.map(({ claim }) => claim),
      this.#executor
    )
    return assembleReport({
      options: this.#options,
      preparation: this.#preparation,
      blocked: this.#blocked,
      engines: [...engines.values()],
      plans: finished,
      judgements,
      unfinished,
      awaited,
      records,
      results
    })
  }
}

const familyOf = ({ claim }: ClaimPlan): string => claim.family

/** A claim of "Replace: ..." is judged all the same: to see how that goes is what it is written for. */
function tellOfUnwritten({ named }: Preparation, { onNotice }: VerifyEvents): void {
  const [first, ...others] = named.filter(isUnwritten)
  if (first === undefined) return
  const which = others.length === 0 ? first.id : `${first.id} and ${others.length} more`
  onNotice?.(`${which}: texts of "claimcheck new" still stand where your own belong; npx claimcheck lint says where`)
}

/** Claims whose programs lack something on this machine. */
function withoutProgram(members: readonly PlanMember[], programs: Programs): BlockedClaim[] {
  return members.flatMap(({ claim, experiment }) => {
    const obstacle = experiment === null ? null : programs.obstacleOf(experiment)
    return obstacle === null ? [] : [{ claim, cause: 'missing-data' as const, ...obstacle }]
  })
}

/** Logs of claims that are judged by no runs; what is wrong with them concerns these claims alone. */
function readClaimLogs({ members, readLogs }: Preparation): ReadonlyMap<string, LogsEvidence | ClaimcheckError> {
  const fromLogs = members.filter(({ claim }) => isFromLogs(claim.hypothesis.kind, claim.experiment))
  return new Map(
    fromLogs.map(({ claim }): [string, LogsEvidence | ClaimcheckError] => {
      try {
        return [claim.id, readLogs(claim)]
      } catch (error) {
        if (error instanceof ClaimcheckError) return [claim.id, error]
        throw error
      }
    })
  )
}

/** Claims whose runs no engine of this machine executes. */
function withoutEngine(members: readonly PlanMember[], { unavailable }: RunProvider): BlockedClaim[] {
  return members.flatMap(({ claim, experiment }) => {
    const error = experiment === null ? undefined : unavailable.get(experiment.kind)
    if (error === undefined) return []
    const remedy = error.details.remedy ?? 'npx claimcheck doctor'
    return [{ claim, cause: 'missing-engine' as const, reason: error.subject, remedy }]
  })
}
