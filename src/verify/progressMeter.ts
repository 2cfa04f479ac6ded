import type { Cohort } from '../plan/cohorts'
import type { Progress } from './types'

interface Task {
  readonly estimateMs: number
  readonly numRuns: number
  /** Runs with a result or a failure. */
  settled: number
  /** Share of the runs that were settled when it was last handed to a worker, of the whole cohort. */
  settledBefore: number
  /** Of what was left then. */
  share: number
}

/** Adds up how far a round is, in estimated core-milliseconds, and reports each change. */
export class ProgressMeter {
  readonly #tasks: readonly Task[]
  readonly #totalRuns: number
  readonly #laterMs: number
  readonly #report: (progress: Progress) => void
  #finished = 0
  #failed = 0

  /** @param laterMs work that is known to follow this round */
  constructor(cohorts: readonly Cohort[], laterMs: number, report: (progress: Progress) => void) {
    this.#tasks = cohorts.map(({ runs, estimateMs }) => ({
      estimateMs,
      numRuns: runs.length,
      settled: 0,
      settledBefore: 0,
      share: 0
    }))
    this.#totalRuns = cohorts.reduce((sum, { runs }) => sum + runs.length, 0)
    this.#laterMs = laterMs
    this.#report = report
    this.#emit()
  }

  /**
   * @param index of the cohort
   * @param share of what was left of it when a worker got it; 0 when one gets it
   */
  advance(index: number, share: number): void {
    const task = this.#tasks[index]!
    if (share === 0) task.settledBefore = task.settled / task.numRuns
    task.share = share
    this.#emit()
  }

  /** A run of a cohort has its result or its failure. */
  settle(index: number, failed: boolean): void {
    this.#tasks[index]!.settled += 1
    this.#finished += 1
    if (failed) this.#failed += 1
    this.#emit()
  }

  #emit(): void {
    let doneMs = 0
    let totalMs = this.#laterMs
    for (const { estimateMs, numRuns, settled, settledBefore, share } of this.#tasks) {
      totalMs += estimateMs
      doneMs += estimateMs * Math.max(settled / numRuns, settledBefore + share * (1 - settledBefore))
    }
    this.#report({
      finishedRuns: this.#finished,
      totalRuns: this.#totalRuns,
      doneMs,
      totalMs,
      failedRuns: this.#failed
    })
  }
}
