import { runKindOf } from '../runs/runKinds'
import { type Cohort, planCohorts } from './cohorts'
import { makespanMs } from './makespan'
import type { PlannedRun } from './types'

/** What a machine offers for runs. */
export interface Capacity {
  /** Workers that the user allows. */
  readonly jobs: number
  readonly cores: number
  /** Memory that the workers may take together. */
  readonly availableBytes: number
  /** Devices that programs may use; left out for none. */
  readonly gpus?: number
}

/** How runs are spread over workers. */
export interface WorkSchedule {
  /** Tasks in the order in which they are handed out, longest first. */
  readonly cohorts: readonly Cohort[]
  /** At most `jobs`, fewer where their memory would not fit or where there are fewer tasks; 0 where there is nothing to do. */
  readonly numWorkers: number
  /** Estimated wall time. */
  readonly estimateMs: number
  readonly memory: MemoryNeed
}

/** Estimated resident bytes. */
export interface MemoryNeed {
  readonly largestWorkerBytes: number
  /** All workers at once, each with one of the largest cohorts. */
  readonly totalBytes: number
  /** Workers, of those that the user allows and that there is work for, that are not started for want of memory. */
  readonly workersLeftOut: number
}

/** Spreads runs over as many workers as are allowed and fit into the memory, at least one. */
export function scheduleRuns(runs: readonly PlannedRun[], capacity: Capacity): WorkSchedule {
  const wanted = scheduleOn(runs, allowedWorkers(runs, capacity), capacity)
  let schedule = wanted
  // With fewer workers there are fewer cuts, so cohorts may grow and fewer still may fit.
  for (let fitting = numFitting(schedule, capacity); fitting < schedule.numWorkers; ) {
    schedule = scheduleOn(runs, fitting, capacity)
    fitting = numFitting(schedule, capacity)
  }
  const workersLeftOut = wanted.numWorkers - schedule.numWorkers
  return { ...schedule, memory: { ...schedule.memory, workersLeftOut } }
}

/** Fewer than the user allows where a run takes several cores, or a device of its own. */
function allowedWorkers(runs: readonly PlannedRun[], { jobs, gpus = 0 }: Capacity): number {
  const shares = runs.flatMap(({ spec }) => runKindOf(spec).share?.(spec) ?? [])
  const most = (key: 'cores' | 'gpus') => Math.max(0, ...shares.map((share) => share[key]))
  const byCores = Math.floor(jobs / Math.max(1, most('cores')))
  const byDevices = most('gpus') === 0 ? jobs : Math.floor(gpus / most('gpus'))
  return Math.max(1, Math.min(byCores, byDevices))
}

function scheduleOn(runs: readonly PlannedRun[], allowed: number, { cores }: Capacity): WorkSchedule {
  const cohorts = planCohorts(runs, allowed)
  const numWorkers = Math.min(allowed, cohorts.length)
  const durationsMs = cohorts.map(({ estimateMs }) => estimateMs)
  const needs = largestNeeds(cohorts, numWorkers)
  return {
    cohorts,
    numWorkers,
    // More workers than cores share them.
    estimateMs: Math.max(makespanMs(durationsMs, numWorkers), sum(durationsMs) / cores),
    memory: { largestWorkerBytes: needs[0] ?? 0, totalBytes: sum(needs), workersLeftOut: 0 }
  }
}

/** Bytes of the largest cohorts, one for each worker. */
function largestNeeds(cohorts: readonly Cohort[], numWorkers: number): number[] {
  return cohorts
    .map(({ bytes }) => bytes)
    .sort((a, b) => b - a)
    .slice(0, numWorkers)
}

/** How many workers fit at once; one is tried even where it does not. */
function numFitting({ cohorts, numWorkers }: WorkSchedule, { availableBytes }: Capacity): number {
  const needs = largestNeeds(cohorts, numWorkers)
  let count = needs.length
  while (count > 1 && sum(needs.slice(0, count)) > availableBytes) count -= 1
  return count
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
