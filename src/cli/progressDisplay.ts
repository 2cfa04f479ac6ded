import type { Progress } from '../verify/types'
import { formatDuration } from './duration'

/** Where progress is shown: a terminal's line is rewritten, a log gets a line now and then. */
export interface ProgressTarget {
  readonly isTTY?: boolean | undefined
  write(text: string): unknown
}

const TERMINAL_INTERVAL_MS = 200
const LOG_INTERVAL_MS = 10_000
/** No estimate before this: the first runs still load libraries and data. */
const WARM_UP_MS = 1_500

/** Shows how far the runs are, with the time that is left as measured by this call's own speed. */
export class ProgressDisplay {
  readonly #target: ProgressTarget
  readonly #now: () => number
  readonly #interval: number
  #start: number | null = null
  #lastShown = Number.NEGATIVE_INFINITY
  #open = false

  constructor(target: ProgressTarget, now: () => number) {
    this.#target = target
    this.#now = now
    this.#interval = target.isTTY ? TERMINAL_INTERVAL_MS : LOG_INTERVAL_MS
  }

  update(progress: Progress): void {
    const now = this.#now()
    this.#start ??= now
    const complete = progress.finishedRuns === progress.totalRuns
    if (!complete && now - this.#lastShown < this.#interval) return
    if (progress.finishedRuns === 0 && progress.doneMs === 0) return
    this.#lastShown = now
    this.#show(describeProgress(progress, now - this.#start), complete)
  }

  /** Ends a line that is still open, so that what follows starts on its own. */
  finish(): void {
    if (this.#open) this.#target.write('\n')
    this.#open = false
  }

  #show(text: string, complete: boolean): void {
    if (this.#target.isTTY) {
      this.#target.write(`\r\u001b[K${text}`)
      this.#open = true
      if (complete) this.finish()
    } else {
      this.#target.write(`${text}\n`)
    }
  }
}

/**
 * One line of progress.
 *
 * @example describeProgress({ finishedRuns: 3, totalRuns: 10, doneMs: 300, totalMs: 1000, failedRuns: 0 }, 6000)
 * // '  3/10 runs, 30 %, 6 s, about 14 s left'
 */
export function describeProgress(progress: Progress, elapsedMs: number): string {
  const { finishedRuns, totalRuns, doneMs, totalMs, failedRuns } = progress
  const share = totalMs === 0 ? 1 : doneMs / totalMs
  const failed = failedRuns === 0 ? '' : `, ${failedRuns} failed`
  const leftMs = share > 0 ? (elapsedMs * (1 - share)) / share : 0
  const left = elapsedMs < WARM_UP_MS || leftMs < 500 ? '' : `, about ${formatDuration(leftMs)} left`
  return `  ${finishedRuns}/${totalRuns} runs${failed}, ${Math.floor(share * 100)} %, ${formatDuration(elapsedMs)}${left}`
}
