import type { Evidence } from '../evidence/types'
import type { Analysis, Verdict } from './types'

/** A claim with its evidence, ready to be judged at whatever level its family leaves for it. */
export interface Judgeable {
  readonly evidence: Evidence
  /** Decides the order in Holm's procedure; null where there is no p, or the data give none. Counts as 1. */
  readonly p: number | null
  /** Whether the claim's hypothesis is decided at level alpha, whichever way. */
  isDecided(alpha: number): boolean
  judge(alpha: number): Ruling
}

export interface Ruling {
  readonly verdict: Verdict
  readonly analysis: Analysis
  /** Why the verdict is provisional; null where it is not. */
  readonly provisionalWhy: string | null
}

/** Another number of seeds than the claim states; null where it is the same. */
export function otherNumberOfSeeds(numSeeds: number, statedSeeds: number): string | null {
  if (numSeeds === statedSeeds) return null
  return `${numSeeds} ${numSeeds === 1 ? 'seed was' : 'seeds were'} run and the claim states ${statedSeeds}`
}
