import { setTimeout as delay } from 'node:timers/promises'

/** Time as a download needs it; an argument, so that tests do not wait. */
export interface Clock {
  /** Milliseconds since 1970, UTC; compared with dates that servers send. */
  now(): number
  /** Resolves after `ms`; rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal: AbortSignal | undefined): Promise<void>
  /** Calls back once after `ms`, unless the returned function is called before. */
  startTimer(ms: number, callback: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    try {
      await delay(ms, undefined, signal === undefined ? {} : { signal })
    } catch (error) {
      signal?.throwIfAborted()
      throw error
    }
  },
  startTimer: (ms, callback) => {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  }
}
