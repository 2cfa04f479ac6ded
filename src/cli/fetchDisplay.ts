import type { FetchProgress } from '../data/types'
import { plainLine } from '../text/escape'
import type { ProgressTarget } from './progressDisplay'
import { roughDuration } from './roughDuration'

const TERMINAL_INTERVAL_MS = 200
const LOG_INTERVAL_MS = 5_000

/** Shows a download: bytes, rate and the time that is left; every retry and every address that was given up. */
export class FetchDisplay {
  readonly #target: ProgressTarget
  readonly #now: () => number
  #start: { readonly atMs: number; readonly bytes: number } | null = null
  #lastShown = Number.NEGATIVE_INFINITY
  #open = false

  constructor(target: ProgressTarget, now: () => number) {
    this.#target = target
    this.#now = now
  }

  show(event: FetchProgress): void {
    switch (event.kind) {
      case 'bytes':
        return this.#bytes(event.overall.receivedBytes, event.overall.totalBytes)
      case 'kept':
        return this.#line(`${event.file}: already here, checked`)
      case 'installed':
        return this.#line(`${event.file}: downloaded, checked`)
      case 'retry':
        return this.#line(`${event.file}: ${event.reason}; again in ${roughDuration(event.delayMs)} (${event.address})`)
      case 'address-failed':
        return this.#line(`${event.file}: ${event.address}: ${event.reason}`)
      default:
        return event satisfies never
    }
  }

  /** Ends a line that is still open. */
  finish(): void {
    if (this.#open) this.#target.write('\n')
    this.#open = false
  }

  #line(text: string): void {
    this.finish()
    this.#target.write(`  ${plainLine(text)}\n`)
  }

  #bytes(received: number, total: number): void {
    const now = this.#now()
    this.#start ??= { atMs: now, bytes: received }
    const interval = this.#target.isTTY ? TERMINAL_INTERVAL_MS : LOG_INTERVAL_MS
    if (now - this.#lastShown < interval) return
    this.#lastShown = now
    const elapsedMs = now - this.#start.atMs
    const fresh = received - this.#start.bytes
    const left =
      fresh > 0 && elapsedMs > 1000 ? `, about ${roughDuration(((total - received) * elapsedMs) / fresh)} left` : ''
    const text = `  ${formatBytes(received)} of ${formatBytes(total)}${left}`
    if (this.#target.isTTY) {
      this.#target.write(`\r\u001b[K${text}`)
      this.#open = true
    } else {
      this.#target.write(`${text}\n`)
    }
  }
}

/** @example formatBytes(1_234_567) // '1.2 MB' */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 999_500) return `${(bytes / 1e3).toFixed(0)} kB`
  return `${(bytes / 1e6).toFixed(1)} MB`
}
