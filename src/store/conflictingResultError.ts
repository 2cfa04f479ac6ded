import { InfrastructureError } from '../errors'
import { encodeNumber } from '../json/numbers'
import type { RunRecord, RunResult } from './types'

/**
 * One run gave two results: the alarm of a tool that promises reproducibility. Something that is not part of the run's
 * identity decides its numbers. The stored record stays; both results are at hand here.
 */
export class ConflictingResultError extends InfrastructureError {
  constructor(
    readonly key: string,
    readonly stored: RunRecord,
    readonly received: RunRecord
  ) {
    const { environment } = stored
    super(`run ${key} is not reproducible: repeated, it gave another result`, {
      expected: `the stored result ${stored.resultDigest.slice(0, 12)} (${environment.startedAt}, claimcheck ${environment.claimcheck}, node ${environment.node}, ${environment.platform}, ${environment.cpu})`,
      received: `result ${received.resultDigest.slice(0, 12)}; ${firstDifference(stored.result, received.result)}`,
      remedy:
        'compare the two machines and versions; to settle which is right, remove the stored record and run it twice on one machine'
    })
  }
}

/**
 * Where two results of one run part, in words.
 *
 * @example (not run) firstDifference(stored, received) // 'x at step 20 is 0.25, stored was 0.5'
 */
export function firstDifference(stored: RunResult, received: RunResult): string {
  if (JSON.stringify(stored.status) !== JSON.stringify(received.status)) {
    return `its status is ${JSON.stringify(received.status)}, stored was ${JSON.stringify(stored.status)}`
  }
  const names = [...new Set([...Object.keys(stored.metrics), ...Object.keys(received.metrics)])].sort()
  for (const name of names) {
    const before = stored.metrics[name]
    const now = received.metrics[name]
    if (before === undefined) return `metric ${name} is new`
    if (now === undefined) return `metric ${name} is missing`
    if (before.unit !== now.unit) return `metric ${name} counts in ${now.unit}s, stored was ${before.unit}s`
    for (let index = 0; index < Math.max(before.at.length, now.at.length); index += 1) {
      if (before.at[index] !== now.at[index]) {
        return `metric ${name} has ${place(now.unit, now.at[index])}, stored was ${place(now.unit, before.at[index])}`
      }
      if (!Object.is(before.values[index], now.values[index])) {
        const [newValue, oldValue] = [now.values[index]!, before.values[index]!].map(encodeNumber)
        return `${name} at ${now.unit} ${now.at[index]} is ${newValue}, stored was ${oldValue}`
      }
    }
  }
  const same = JSON.stringify(stored.imageBlocks) === JSON.stringify(received.imageBlocks)
  return same ? 'the metrics are the same' : 'the blocks of images differ'
}

function place(unit: string, at: number | undefined): string {
  return at === undefined ? `no further ${unit}` : `${unit} ${at}`
}
