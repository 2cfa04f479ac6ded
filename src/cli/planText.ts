import { availableParallelism } from 'node:os'
import { formatCount } from '../report/format'
import type { PlanSummary } from '../verify/types'
import { formatDuration } from './duration'

/** What a plan costs: the figures that are shown before anything starts. */
export interface PlanFigures {
  readonly claims: number
  readonly runs: number
  readonly cachedRuns: number
  /** Known to follow the selection runs. */
  readonly laterRuns: number
  /** Wall time on `jobs` cores, estimated. */
  readonly estimateMs: number
}

export function planFigures({ plan }: PlanSummary, jobs: number): PlanFigures {
  const awaiting = plan.claims.flatMap(({ awaitingSelection }) => awaitingSelection ?? [])
  const knownMs = plan.runs.reduce((sum, run) => sum + run.estimateMs, 0)
  const laterMs = awaiting.reduce((sum, { estimateMs }) => sum + estimateMs, 0)
  return {
    claims: plan.claims.length,
    runs: plan.runs.length,
    cachedRuns: plan.runs.filter((run) => run.cached).length,
    laterRuns: awaiting.reduce((sum, { numRuns }) => sum + numRuns, 0),
    estimateMs: (knownMs + laterMs) / Math.min(jobs, availableParallelism())
  }
}

/** The plan in lines for a terminal: a line a claim, then the sums. */
export function planText(summary: PlanSummary, jobs: number): string {
  const { plan, blocked, notInProfile, companions } = summary
  const companionIds = new Set(companions.map((claim) => claim.id))
  const runOf = new Map(plan.runs.map((run) => [run.key, run]))
  const lines = plan.claims.map(({ claim, roles, awaitingSelection }) => {
    const keys = new Set(roles.map((role) => role.key))
    const cached = [...keys].filter((key) => runOf.get(key)?.cached).length
    const later = awaitingSelection === null ? '' : `, then ${awaitingSelection.numRuns} more with the chosen settings`
    const companion = companionIds.has(claim.id) ? ' (its family is judged as a whole)' : ''
    return `  ${claim.id}${companion}: ${formatCount(keys.size, 'run')}, ${cached} cached${later}`
  })
  for (const { claim, reason, remedy } of blocked) lines.push(`  ${claim.id}: could-not-run: ${reason}; ${remedy}`)
  for (const claim of notInProfile) lines.push(`  ${claim.id}: not registered for profile ${plan.profile}`)
  return `${planHeadline(summary, jobs)}\n${lines.join('\n')}`
}

/** The plan in one line. */
export function planHeadline(summary: PlanSummary, jobs: number): string {
  const { claims, runs, cachedRuns, laterRuns, estimateMs } = planFigures(summary, jobs)
  const later = laterRuns === 0 ? '' : ` and ${laterRuns} after selection`
  const time =
    estimateMs === 0 ? 'nothing to run' : `about ${formatDuration(estimateMs)} on ${formatCount(jobs, 'worker')}`
  return `Plan, profile ${summary.plan.profile}: ${formatCount(claims, 'claim')}, ${formatCount(runs, 'run')}${later}, ${cachedRuns} cached, ${time}`
}
