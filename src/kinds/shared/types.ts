import type { OutcomeName, SeedBudget, SequentialDecision, Setting } from '../../claims/types'
import type { Count, Digest, Double, PositiveInteger, Probability } from '../../json/scalars'
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
  readonly candidates: readonly Candidate[]
  /**
   * Blocks of validation images over which the losses are known too, beside the seeds; left out where only the seeds
   * vary.
   */
  readonly imageBlocks?: Count
  /** Names of the hyperparameters whose chosen value lies on the edge of the grid. */
  readonly onEdge: readonly (keyof Setting)[]
}

/** A setting of the grid in the selection of an arm. */
export interface Candidate {
  /** Its hyperparameters. */
  readonly setting: Setting
  /** Over the selection seeds; null where a run diverged. */
  readonly mean: Double | null
  /**
   * Smallest level at which it is told from the best; above CONTENDER_LEVEL it is a contender. 0 where a run diverged. Left
   * out where an older claimcheck chose, or where there was one selection seed.
   */
  readonly p?: Probability
  /** Of selections by resampled seeds and blocks, the share that choose this setting. Left out as p is. */
  readonly share?: Probability
}

/** A setting that selection cannot tell from the chosen one, with what its runs give. */
export interface Contender<Evidence> {
  /** The arm that has this setting; any other arm has its chosen one. */
  readonly arm: string
  /** Its hyperparameters. */
  readonly setting: Setting
  /** Of the same kind and seeds as at the chosen settings. */
  readonly evidence: Evidence
}

/** Whether the verdict hangs on which settings selection chose. */
export interface SelectionFindings {
  /**
   * `contenders`: at each pair of settings that selection cannot tell from the best. `chosen`: at the chosen settings
   * alone, since there are too many contenders, or they were not looked for.
   */
  readonly judgedAt: 'contenders' | 'chosen'
  /** By arm. */
  readonly arms: readonly {
    /** Name of the arm. */
    readonly arm: string
    /** Settings that selection cannot tell from the best, the chosen one among them; null where that is not known. */
    readonly contenders: PositiveInteger | null
    /** Share of resampled selections that choose another setting; null where that is not known. */
    readonly otherwise: Probability | null
  }[]
  /** One for each combination of the arms' contenders, that of the chosen ones first; none where they alone are judged. */
  readonly combinations: readonly JudgedCombination[]
}

/** A verdict at one combination of the arms' settings. */
export interface JudgedCombination {
  /** In the order of `arms`. */
  readonly settings: readonly Setting[]
  /** What the evidence says there. */
  readonly outcome: OutcomeName
  /** In which way, or why. */
  readonly subtype: string | null
  /** p there; null with too little data. */
  readonly p: Double | null
  /** In the claim's own unit: theta, or a mean; null where too little was measured. */
  readonly effect: Double | null
  /** Of the effect. */
  readonly interval: Interval | null
  /** As they read. */
  readonly words: {
    /** The effect. */
    readonly effect: string
    /** Its interval. */
    readonly interval: string
  }
  /** Where seeds are added: another one would be looked at here, and about so many are expected to decide. */
  readonly open?: Double
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
