import { machineCapacity } from '../exec/machineCapacity'
import { isFromLogs } from '../kinds'
import { type MemoryNeed, scheduleRuns } from '../plan/schedule'
import type { LaterRuns } from '../plan/types'
import { blockedGroups } from '../report/data/blockedGroups'
import { formatCount } from '../text/format'
import { gigabytes } from '../verify/memoryNotice'
import type { PlanSummary } from '../verify/types'
import { roughDuration } from './roughDuration'

/** What a plan costs: the figures that are shown before anything starts. */
export interface PlanFigures {
  readonly claims: number
  readonly runs: number
  readonly cachedRuns: number
  /** Known to follow the selection runs. */
  readonly laterRuns: number
  /** That are started: at most `jobs`, fewer where there is less to do or too little memory. */
  readonly workers: number
  /** Wall time, estimated. */
  readonly estimateMs: number
  /** Of the workers, estimated. */
  readonly memory: MemoryNeed
}

export function planFigures({ plan }: PlanSummary, jobs: number, capacity = machineCapacity(jobs)): PlanFigures {
  const pending = plan.runs.filter((run) => !run.cached)
  const { numWorkers, estimateMs, memory } = scheduleRuns(pending, capacity)
  return {
    claims: plan.claims.length,
    runs: plan.runs.length,
    cachedRuns: plan.runs.length - pending.length,
    laterRuns: plan.later.numRuns,
    workers: numWorkers,
    estimateMs:
      estimateMs + plan.later.estimateMs / Math.min(Math.max(1, jobs - memory.workersLeftOut), capacity.cores),
    memory
  }
}

/** The plan before it is carried out: the sums, and what cannot run, a line a reason. */
export function planSummaryText(summary: PlanSummary, jobs: number): string {
  const lines = blockedGroups(summary.blocked).map(
    ({ entries: [first, ...more], reason, remedy }) =>
      `  ${more.length === 0 ? first!.claim.id : formatCount(more.length + 1, 'claim')}: could-not-run: ${reason}; ${remedy}`
  )
  return [planHeadline(summary, jobs), ...lines].join('\n')
}

/** The plan in lines for a terminal: a line a claim, then the sums. */
export function planText(summary: PlanSummary, jobs: number): string {
  const { plan, blocked, notInProfile, familyMembers: studies } = summary
  const companionIds = new Set(studies.map((claim) => claim.id))
  const runOf = new Map(plan.runs.map((run) => [run.key, run]))
  const lines = plan.claims.map(({ claim, roles, awaitingSelection }) => {
    const keys = new Set(roles.map((role) => role.key))
    const cached = [...keys].filter((key) => runOf.get(key)?.cached).length
    const later =
      awaitingSelection === null ? '' : `, then ${laterText(awaitingSelection)} more with the chosen settings`
    const companion = companionIds.has(claim.id) ? ' (its family is judged as a whole)' : ''
    if (isFromLogs(claim.hypothesis.kind, claim.experiment)) {
      return `  ${claim.id}${companion}: read from logs, nothing is run`
    }
    return `  ${claim.id}${companion}: ${formatCount(keys.size, 'run')}, ${cached} cached${later}`
  })
  for (const { claim, reason, remedy } of blocked) lines.push(`  ${claim.id}: could-not-run: ${reason}; ${remedy}`)
  for (const claim of notInProfile) lines.push(`  ${claim.id}: not for profile ${plan.profile}`)
  return `${planHeadline(summary, jobs)}\n${lines.join('\n')}`
}

/** Up to how many, where selection may leave several settings of an arm. */
function laterText({ numRuns, most }: LaterRuns): string {
  return most === undefined ? String(numRuns) : `${numRuns} to ${most.numRuns}`
}

/** The plan in one line. */
export function planHeadline(summary: PlanSummary, jobs: number, capacity = machineCapacity(jobs)): string {
  const { claims, runs, cachedRuns, laterRuns, ...cost } = planFigures(summary, jobs, capacity)
  const later = laterRuns === 0 ? '' : ` and ${laterText(summary.plan.later)} after selection`
  return `Plan, profile ${summary.plan.profile}: ${formatCount(claims, 'claim')}, ${formatCount(runs, 'run')}${later}, ${cachedRuns} cached, ${costText(cost)}`
}

/**
 * Time and memory of a schedule in words.
 *
 * @example costText({ workers: 2, estimateMs: 90_000, memory: { largestWorkerBytes: 2e8, totalBytes: 4e8, workersLeftOut: 0 } })
 * // 'about 1 min 30 s on 2 workers, which take up to 0.20 GB each and 0.40 GB together'
 */
export function costText({
  workers,
  estimateMs,
  memory
}: Pick<PlanFigures, 'workers' | 'estimateMs' | 'memory'>): string {
  if (workers === 0) return 'nothing to run'
  const { largestWorkerBytes, totalBytes, workersLeftOut } = memory
  const time = `about ${roughDuration(estimateMs)} on ${formatCount(workers, 'worker')}`
  const room = workersLeftOut === 0 ? '' : ' (memory for no more)'
  const need =
    workers === 1
      ? `which takes up to ${gigabytes(largestWorkerBytes)}`
      : `which take up to ${gigabytes(largestWorkerBytes)} each and ${gigabytes(totalBytes)} together`
  return `${time}${room}, ${need}`
}
