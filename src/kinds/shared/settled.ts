import { mean } from 'simple-statistics'
import type { MeasuredRun } from '../../claims/runs'

/** Where a run is claimed to end. */
export interface Destination {
  readonly metric: string
  readonly target: number
  /** |value - target| <= tolerance counts as being there. */
  readonly tolerance: number
}

/** Distances of the parts differ by more than rounding. */
const ROUNDING = 1e-9
const PARTS = 4

/**
 * Whether a run has stopped travelling: over its second half the metric stayed within one tolerance, and it was not on
 * its way to the target all the while. The second condition is what tells a run that rests elsewhere from one with a
 * step so small that it has hardly left its start: that one comes nearer from part to part, however slowly.
 *
 * A diverged run has settled: it is gone. With fewer than two recorded points a part, nothing is known: not settled.
 */
export function isSettled(result: MeasuredRun, { metric, target, tolerance }: Destination): boolean {
  if (result.status.kind === 'diverged') return true
  const values = result.metrics[metric]?.values ?? []
  const secondHalf = values.slice(Math.floor(values.length / 2))
  const size = Math.floor(secondHalf.length / PARTS)
  if (size < 1) return false
  const spread = Math.max(...secondHalf) - Math.min(...secondHalf)
  if (spread > tolerance) return false

  const arrived = Math.abs(secondHalf.at(-1)! - target) <= tolerance
  const distances = Array.from({ length: PARTS }, (_, part) =>
    Math.abs(mean(secondHalf.slice(part * size, (part + 1) * size)) - target)
  )
  const nearing = distances.every((distance, part) => part === 0 || distances[part - 1]! - distance > ROUNDING)
  return arrived || !nearing
}
