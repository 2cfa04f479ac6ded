import type { OutcomeName, SeedBudget, SequentialDecision, Setting } from '../../claims/types'
import type { Interval } from '../../stats/interval'

export interface ArmEvidence {
  readonly arm: string
  /** The setting that tuning chose, or that of the map; {} where the arm was taken as it stands. */
  readonly setting: Setting
  /** How it was chosen; null without tuning. */
  readonly selection: Selection | null
}

export interface Selection {
  readonly metric: string
  readonly seeds: readonly number[]
  /** Every candidate in grid order with its mean over the selection seeds; null where a run diverged. */
  readonly candidates: readonly { readonly setting: Setting; readonly mean: number | null }[]
  /** Names of the hyperparameters whose chosen value lies on the edge of the grid. */
  readonly onEdge: readonly (keyof Setting)[]
}

/** Whether and how one run came to the target. */
export interface Arrival {
  readonly runKey: string
  /** Last value of the metric; NaN where the run diverged. */
  readonly value: number
  /** |value - target| <= tolerance. */
  readonly reached: boolean
  /** It has stopped travelling: over the second half of the run the metric stayed within one tolerance, not nearing the target. */
  readonly settled: boolean
}

export interface EndPoint extends Arrival {
  readonly seed: number
  readonly initialPoint: number
}

/** How a claim was decided to which seeds are added; its numbers are those of the look at which it stopped. */
export interface SequentialAnalysis {
  readonly mode: SequentialDecision['mode']
  readonly method: SequentialDecision['method']
  /** Seeds before the first look, and at most. */
  readonly budget: SeedBudget
  /** Seeds at the first look that decided; null where none has. */
  readonly decidedAt: number | null
  /** Every look that was taken, up to the one that decided. */
  readonly looks: readonly Look[]
  /** Seeds that were run and not used: after the look that decided, above the budget, or behind a missing seed. */
  readonly unusedSeeds: readonly number[]
  /** Lowest seed that is missing although a later one was run; null where there is no gap. */
  readonly missingSeed: number | null
}

/** What was known after so many seeds. */
export interface Look {
  /** Seeds that had entered, failed ones included. */
  readonly n: number
  /** Running intersection of the confidence sets so far, as an interval; null where too little had trained. */
  readonly interval: Interval | null
  /** Two-sided p so far of the claim's reference: min(1, 1/max E) where the method has an e-process. */
  readonly p: number | null
  readonly outcome: OutcomeName
}

/** The mean of a number over seeds. */
export interface MeanAnalysis {
  /** Runs that have a number. */
  readonly numSeeds: number
  readonly diverged: number
  /** null with fewer than 2 numbers. */
  readonly mean: number | null
  readonly standardDeviation: number | null
  /** t interval of the mean; null with fewer than 2 numbers. */
  readonly interval: Interval | null
}
