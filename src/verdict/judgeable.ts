import type { SeedBudget } from '../claims/types'
import type { Analysis, JudgedEvidence, Verdict } from './types'

/** A claim with its evidence, ready to be judged at whatever level its family leaves for it. */
export interface Judgeable {
  readonly evidence: JudgedEvidence
  /**
   * Smallest level at which it is decided, which orders Holm's procedure; null where there is no p, or the data give
   * none: counts as 1.
   */
  readonly p: number | null
  /** The looks of a claim to which seeds are added; null for all others, which are looked at once. */
  readonly looks: JudgeableLooks | null
  /** Whether the claim's hypothesis is decided at level alpha, whichever way. */
  isDecided(alpha: number): boolean
  verdict(alpha: number): Verdict
  judge(alpha: number): Ruling
}

/** What was known of a claim when only so many seeds had entered. */
export interface JudgeableLooks {
  /** Seeds at each look, ascending. */
  readonly sizes: readonly number[]
  /** p over the looks at up to n seeds; 1 before the first. It never rises with n. */
  pAfter(n: number): number
  isDecidedAfter(n: number, alpha: number): boolean
  /** Another seed would be looked at. */
  isOpen(alpha: number): boolean
}

/** A verdict with all that a report says about it. */
export interface Ruling {
  readonly verdict: Verdict
  readonly analysis: Analysis
  /** p as it was when the claim was decided. */
  readonly p: number | null
  /** Why the verdict is provisional; null where it is not. */
  readonly provisionalWhy: string | null
  /** Another seed would be looked at. */
  readonly open: boolean
}

/** The seeds that a claim states at a profile, and where they begin. */
export interface SeedPlan extends SeedBudget {
  /** Seed of the first pair. */
  readonly first: number
}

/** Another number of seeds than the claim states; null where it is the same. */
export function otherNumberOfSeeds(numSeeds: number, statedSeeds: number): string | null {
  if (numSeeds === statedSeeds) return null
  return `${numSeeds} ${numSeeds === 1 ? 'seed was' : 'seeds were'} run and the claim states ${statedSeeds}`
}

/** Why a claim to which seeds are added is not at its end; null where it is. */
export function unfinished(open: boolean, numEntered: number, { min, max }: SeedBudget): string | null {
  if (!open) return null
  const run = numEntered === 1 ? '1 seed has' : `${numEntered} seeds have`
  return numEntered < min
    ? `${run} entered and the first look is at ${min}`
    : `${run} entered, it is not decided, and the claim states up to ${max}`
}
