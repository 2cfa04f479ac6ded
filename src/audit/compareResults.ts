import { canonicalJson } from '../json/canonical'
import { encodeTree } from '../json/numbers'
import type { RunResult } from '../store/types'

/** Whether two runs gave the same, to the bit, whatever was asked of which engine. */
export function hasSameBits(before: RunResult, now: RunResult): boolean {
  const [own, other] = [before, now].map(({ spec: _spec, ...outcome }) => canonicalJson(encodeTree(outcome)))
  return own === other
}

/**
 * How far two results of a run are apart: the largest difference of two values in the same place, as a share of the largest
 * that the metric has in the first, so that a loss near 0 at its end is not told from 0 by its last digits.
 *
 * @returns 0 for the same values; null where they cannot be laid side by side: other metrics, places or endings, or a value
 *   that is not finite in one of them alone, or the first is 0 throughout
 */
export function largestDifference(before: RunResult, now: RunResult): number | null {
  if (JSON.stringify(before.status) !== JSON.stringify(now.status)) return null
  const names = Object.keys(before.metrics)
  if (names.length !== Object.keys(now.metrics).length) return null
  let largest = 0
  for (const name of names) {
    const [old, other] = [before.metrics[name]!, now.metrics[name]]
    if (other === undefined || old.unit !== other.unit || JSON.stringify(old.at) !== JSON.stringify(other.at))
      return null
    const scale = old.values.reduce(
      (most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most),
      0
    )
    for (const [index, value] of old.values.entries()) {
      const same = value === other.values[index] || Object.is(value, other.values[index])
      const share = same ? 0 : Math.abs(value - other.values[index]!) / scale
      if (!Number.isFinite(share)) return null
      largest = Math.max(largest, share)
    }
  }
  return largest
}
