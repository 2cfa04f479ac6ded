import type { PlanMember } from '../plan/plan'
import { estimateMs } from '../verify/estimate'

/** Workers have to start even where the runs take no time. */
const STARTING_MS = 60_000
/** A slow machine must not turn into a failed claim; tfjs in plain JavaScript takes 17 times as long as the estimate. */
const PATIENCE = 20
/** Node fires a longer timer at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/**
 * How long Jest waits for a family, in milliseconds, from the plan's estimate of its runs on one core: other test files
 * may keep the other cores busy.
 */
export function timeoutMs(members: readonly PlanMember[]): number {
  return Math.min(STARTING_MS + PATIENCE * Math.ceil(estimateMs(members)), LONGEST_TIMER_MS)
}
