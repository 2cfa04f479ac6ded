import type { Progress } from '../verify/types'
import { roughDuration } from './roughDuration'

/** Where progress is shown: a terminal's line is rewritten, a log gets a line now and then. */
export interface ProgressTarget {
  readonly isTTY?: boolean | undefined
  write(text: string): unknown
}

const TERMINAL_INTERVAL_MS = 200
const LOG_INTERVAL_MS = 10_000
/** No estimate before this: the first runs still load libraries and data. */
const WARM_UP_MS = 1_500

/** Shows how far the runs of a round are, with the time that is left as measured by the round's own speed. */
export class ProgressDisplay {
  readonly #target: ProgressTarget
  readonly #now: () => number
  readonly #interval: number
  #start: number | null = null
  #roundStart: number | null = null
  #lastShown = Number.NEGATIVE_INFINITY
  #open = false
  /** Lines of the block that stands on the terminal. */
  #height = 1

  constructor(target: ProgressTarget, now: () => number) {
    this.#target = target
    this.#now = now
    this.#interval = target.isTTY ? TERMINAL_INTERVAL_MS : LOG_INTERVAL_MS
  }

  /** What follows is counted anew; the time on the clock goes on. */
  startRound(): void {
    this.finish()
    this.#roundStart = null
    this.#lastShown = Number.NEGATIVE_INFINITY
  }

  /** @param details lines that a terminal shows above, each narrower than it; asked for only where they are shown */
  update(progress: Progress, details: (roundMs: number) => readonly string[] = () => []): void {
    const now = this.#now()
    this.#start ??= now
    this.#roundStart ??= now
    const complete = progress.finishedRuns === progress.totalRuns
    if (!complete && now - this.#lastShown < this.#interval) return
    if (progress.finishedRuns === 0 && progress.doneMs === 0) return
    this.#lastShown = now
    const roundMs = now - this.#roundStart
    const above = this.#target.isTTY && !complete ? details(roundMs) : []
    this.#show([...above, describeProgress(progress, now - this.#start, roundMs)], complete)
  }

  /** Ends a line that is still open, so that what follows starts on its own. */
  finish(): void {
    if (this.#open) this.#target.write('\n')
    this.#open = false
  }

  #show(lines: readonly string[], complete: boolean): void {
    if (this.#target.isTTY) {
      const up = this.#open && this.#height > 1 ? `\u001b[${this.#height - 1}A` : ''
      this.#target.write(`\r${up}\u001b[J${lines.join('\n')}`)
      this.#open = true
      this.#height = lines.length
      if (complete) this.finish()
    } else {
      this.#target.write(`${lines.join('\n')}\n`)
    }
  }
}

/**
 * One line of progress.
 *
 * @param elapsedMs since the first round began
 * @param roundMs since this one began
 * @example describeProgress({ finishedRuns: 3, totalRuns: 10, doneMs: 300, totalMs: 1000, failedRuns: 0 }, 6000)
 * // '  3/10 runs, 30 %, 6 s, about 14 s left'
 */
export function describeProgress(progress: Progress, elapsedMs: number, roundMs = elapsedMs): string {
  const { finishedRuns, totalRuns, doneMs, totalMs, failedRuns } = progress
  const share = totalMs === 0 ? 1 : doneMs / totalMs
  const failed = failedRuns === 0 ? '' : `, ${failedRuns} failed`
  const leftMs = share > 0 ? (roundMs * (1 - share)) / share : 0
  const left = roundMs < WARM_UP_MS || leftMs < 500 ? '' : `, about ${roughDuration(leftMs)} left`
  return `  ${finishedRuns}/${totalRuns} runs${failed}, ${Math.floor(share * 100)} %, ${roughDuration(elapsedMs)}${left}`
}

/** A line for the user beside the progress, which stands whole above it. */
export function noticeBeside(progress: ProgressDisplay, stream: Pick<ProgressTarget, 'write'>): (text: string) => void {
  return (text) => {
    progress.finish()
    stream.write(`Note: ${text}\n`)
  }
}
