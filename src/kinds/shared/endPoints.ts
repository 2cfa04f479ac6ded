import type { Arrival } from './types'

/** It has not arrived and has not come to rest: a longer run might arrive. A diverged run is gone. */
export function mightStillArrive({ reached, settled, value }: Arrival): boolean {
  return !reached && !settled && Number.isFinite(value)
}

export interface EndPointCounts {
  readonly total: number
  readonly reached: number
  /** Might still arrive. */
  readonly moving: number
}

export function countEndPoints(samples: readonly Arrival[]): EndPointCounts {
  return {
    total: samples.length,
    reached: samples.filter((sample) => sample.reached).length,
    moving: samples.filter(mightStillArrive).length
  }
}

export function divergedWarning(samples: readonly Arrival[]): string[] {
  const diverged = samples.filter((sample) => !Number.isFinite(sample.value)).length
  return diverged === 0 ? [] : [`${diverged} of ${samples.length} runs diverged and count as not arrived`]
}
