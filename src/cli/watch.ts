import { setTimeout as pause } from 'node:timers/promises'
import { encodeReport } from '../report/data/encode'
import { pendingClaims } from '../report/data/pending'
import type { Report } from '../report/data/types'
import { formatCount } from '../text/format'

const EVERY_MS = 3000

export interface WatchEvents {
  /** A report that differs from the one before, while claims wait for runs. */
  onPartial(report: Report, words: string): Promise<void>
  readonly signal: AbortSignal
}

/**
 * Judges again and again what is there, until nothing is missing or it is stopped.
 *
 * @param judge what the runs come to by now
 * @returns the last report: whole unless it was stopped
 */
export async function watchReport(
  judge: () => Promise<Report>,
  { onPartial, signal }: WatchEvents,
  everyMs = EVERY_MS
): Promise<Report> {
  let before = ''
  for (;;) {
    const report = await judge()
    const missing = pendingClaims(report).length
    if (missing === 0 || signal.aborted) return report
    const now = encodeReport(report)
    if (now !== before)
      await onPartial(report, `${missing} of ${formatCount(report.claims.length, 'claim')} wait for runs`)
    before = now
    await pause(everyMs, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return report
  }
}
