import type { PlannedRun } from '../plan/types'
import type { Progress } from './types'

/** Adds up how far a round is, in estimated core-milliseconds, and reports each change. */
export class ProgressMeter {
  readonly #estimates: ReadonlyMap<string, number>
  readonly #shares = new Map<string, number>()
  readonly #laterMs: number
  readonly #report: (progress: Progress) => void
  #finished = 0
  #failed = 0

  /** @param laterMs work that is known to follow this round */
  constructor(runs: readonly PlannedRun[], laterMs: number, report: (progress: Progress) => void) {
    this.#estimates = new Map(runs.map((run) => [run.key, run.estimateMs]))
    this.#laterMs = laterMs
    this.#report = report
    this.#emit()
  }

  advance(key: string, share: number): void {
    this.#shares.set(key, share)
    this.#emit()
  }

  finish(key: string, failed: boolean): void {
    this.#shares.set(key, 1)
    this.#finished += 1
    if (failed) this.#failed += 1
    this.#emit()
  }

  #emit(): void {
    let doneMs = 0
    let totalMs = this.#laterMs
    for (const [key, estimate] of this.#estimates) {
      totalMs += estimate
      doneMs += estimate * (this.#shares.get(key) ?? 0)
    }
    const { size: totalRuns } = this.#estimates
    this.#report({ finishedRuns: this.#finished, totalRuns, doneMs, totalMs, failedRuns: this.#failed })
  }
}
