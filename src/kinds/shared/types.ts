import type { OutcomeName, SeedBudget, SequentialDecision, Setting } from '../../claims/types'
import type { Count, Digest, Double } from '../../json/scalars'
import type { Interval } from '../../stats/interval'

/** One arm of a comparison. */
export interface ArmEvidence {
  /** Name of the arm. */
  readonly arm: string
  /** The setting that tuning chose, or that of the map; {} where the arm was taken as it stands. */
  readonly setting: Setting
  /** How it was chosen; null without tuning. */
  readonly selection: Selection | null
}

/** How a setting was chosen. */
export interface Selection {
  /** Metric that was minimised. */
  readonly metric: string
  /** Seeds of the selection runs; none of them is judged. */
  readonly seeds: readonly Count[]
  /** Every candidate in grid order with its mean over the selection seeds; null where a run diverged. */
  readonly candidates: readonly {
    readonly setting: Setting
    /** Over the selection seeds; null where a run diverged. */
    readonly mean: Double | null
  }[]
  /** Names of the hyperparameters whose chosen value lies on the edge of the grid. */
  readonly onEdge: readonly (keyof Setting)[]
}

/** Whether and how one run came to the target. */
export interface Arrival {
  /** Key of the run. */
  readonly runKey: Digest
  /** Last value of the metric; NaN where the run diverged. */
  readonly value: Double
  /** |value - target| <= tolerance. */
  readonly reached: boolean
  /** It has stopped travelling: over the second half of the run the metric stayed within one tolerance, not nearing the target. */
  readonly settled: boolean
}

/** Where one run ended. */
export interface EndPoint extends Arrival {
  /** Seed of the run. */
  readonly seed: Count
  /** Where the run started. */
  readonly initialPoint: number
}

/** How a claim was decided to which seeds are added; its numbers are those of the look at which it stopped. */
export interface SequentialAnalysis {
  /** How the number of seeds is decided. */
  readonly mode: SequentialDecision['mode']
  readonly method: SequentialDecision['method']
  /** Seeds before the first look, and at most. */
  readonly budget: SeedBudget
  /** Seeds at the first look that decided; null where none has. */
  readonly decidedAt: Count | null
  /** Every look that was taken, up to the one that decided. */
  readonly looks: readonly Look[]
  /** Seeds that were run and not used: after the look that decided, above the budget, or behind a missing seed. */
  readonly unusedSeeds: readonly Count[]
  /** Lowest seed that is missing although a later one was run; null where there is no gap. */
  readonly missingSeed: Count | null
}

/** What was known after so many seeds. */
export interface Look {
  /** Seeds that had entered, failed ones included. */
  readonly n: Count
  /** Running intersection of the confidence sets so far, as an interval; null where too little had trained. */
  readonly interval: Interval | null
  /** Two-sided p so far of the claim's reference: min(1, 1/max E) where the method has an e-process. */
  readonly p: Double | null
  /** What the look would decide. */
  readonly outcome: OutcomeName
}

/** Values, or effects, of which at least half are equal, and how frequent others may be. */
export interface UnseenValues {
  /** That are equal to each other but for rounding. */
  readonly equal: Count
  /** Of so many. */
  readonly of: Count
  /** Upper bound of the rate of others, one-sided at 1 - alpha: 1 - alpha^(1/n) where there was none. */
  readonly rateBound: Double
}

/** The mean of a number over seeds. */
export interface MeanAnalysis {
  /** Runs that have a number. */
  readonly numSeeds: Count
  /** Runs that diverged. */
  readonly diverged: Count
  /** null with fewer than 2 numbers. */
  readonly mean: Double | null
  /** Standard deviation over the seeds; null where it is not defined. */
  readonly standardDeviation: Double | null
  /** t interval of the mean; null with fewer than 2 numbers. Unbounded where all are equal, or by bets where the metric has bounds. */
  readonly interval: Interval | null
  /** Where at least half of the numbers are equal; left out where fewer are, and where an older claimcheck judged it. */
  readonly unseen?: UnseenValues
}
