import { folderUse } from './folderUse'
import type { ProgramEnd, ProgramLimits } from './types'

const FOLDER_LOOK_MS = 500
/** Longest that a timer of Node can wait; whoever asks for more waits no longer either. */
const MAX_TIMER_MS = 2 ** 31 - 1

/** Waits for the first limit that a program reaches. */
export class LimitWatch {
  /** Never settles where no limit is reached. */
  readonly reached: Promise<ProgramEnd>
  readonly #limits: ProgramLimits
  readonly #runFolder: string
  readonly #timers: NodeJS.Timeout[] = []
  readonly #signal: AbortSignal | undefined
  #quiet: NodeJS.Timeout | null = null
  #settle!: { resolve: (end: ProgramEnd) => void; reject: (error: unknown) => void }
  readonly #stop = () => this.#settle.resolve({ kind: 'stopped' })

  /** @param changedMs latest change in the run's folder before the program began */
  constructor(limits: ProgramLimits, runFolder: string, changedMs: number, signal?: AbortSignal) {
    this.#limits = limits
    this.#runFolder = runFolder
    this.#signal = signal
    this.reached = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject }
    })
    // A failure that nobody waits for any more is none.
    this.reached.catch(() => undefined)
    signal?.addEventListener('abort', this.#stop)
    if (signal?.aborted) this.#stop()
    const { seconds, quietSeconds, folderBytes } = limits
    if (seconds !== null) {
      const limit = seconds
      this.#after(limit, () => this.#settle.resolve({ kind: 'timeout', which: 'seconds', limit }))
    }
    if (quietSeconds !== null) this.#watchSilence(quietSeconds, changedMs)
    if (folderBytes !== null) this.#watchFolder()
  }

  /** The program gave a sign of life. */
  alive(): void {
    this.#quiet?.refresh()
  }

  /** What it was watched for cannot be had any more. */
  fail(error: unknown): void {
    this.#settle.reject(error)
  }

  /** The limit that the run's folder is over, once the program has ended; null for none. */
  async folderLimit(): Promise<ProgramEnd | null> {
    const { folderBytes: limit } = this.#limits
    if (limit === null) return null
    const { bytes } = await folderUse(this.#runFolder)
    return bytes > limit ? { kind: 'flooded', bytes, limit } : null
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.length = 0
    this.#signal?.removeEventListener('abort', this.#stop)
  }

  #after(seconds: number, action: () => void): NodeJS.Timeout {
    const timer = setTimeout(action, Math.min(seconds * 1000, MAX_TIMER_MS))
    this.#timers.push(timer)
    return timer
  }

  /** A program that writes files is alive, though it says nothing. */
  #watchSilence(limit: number, before: number): void {
    let changedMs = before
    const timer = this.#after(limit, async () => {
      const use = await folderUse(this.#runFolder)
      if (use.changedMs <= changedMs) {
        this.#settle.resolve({ kind: 'timeout', which: 'quietSeconds', limit })
        return
      }
      changedMs = use.changedMs
      if (this.#timers.includes(timer)) timer.refresh()
    })
    this.#quiet = timer
  }

  #watchFolder(): void {
    const timer = this.#after(FOLDER_LOOK_MS / 1000, async () => {
      const end = await this.folderLimit()
      if (end !== null) this.#settle.resolve(end)
      else if (this.#timers.includes(timer)) timer.refresh()
    })
  }
}
