import type { RateHypothesis, Setting } from '../claims/types'
import type { Count, Digest, Double } from '../json/scalars'

/**
 * What a claim's metric takes from the records: the samples that a verdict is computed from, and nothing else. A claim
 * of kind `all-of` has none: it is made of its members' judgements.
 */
export type Evidence =
  | PairedEvidence
  | SettingsEvidence
  | ShareEvidence
  | GridEvidence
  | ContrastEvidence
  | RateEvidence
  | InvariantEvidence
  | RangeEvidence
  | ArithmeticEvidence

/** Two arms, pair by pair, in seed order. */
export interface PairedEvidence {
  readonly kind: 'paired'
  /** Metric that is compared. */
  readonly metric: string
  /** What a run's value is made of. */
  readonly measure: Measure
  /** How a pair becomes one number: r = ln((b + epsilon)/(a + epsilon)), or d = b - a. The margin decides it. */
  readonly transform: 'log-ratio' | 'difference'
  /** Arm a, which is compared with. */
  readonly control: ArmEvidence
  /** Arm b, which the claim praises. */
  readonly treatment: ArmEvidence
  /** Loss of a classifier that knows nothing (ln K); null where the value is no loss. */
  readonly chanceLevel: number | null
  /** All pairs that were run, failed ones too; each seed once. */
  readonly pairs: readonly Pair[]
}

/** What a run's value is made of. */
export type Measure =
  /** The metric's last value. */
  | { readonly kind: 'final' }
  /** exp of the mean over the epochs of ln(metric + epsilon), less epsilon: the geometric mean of the curve. */
  | { readonly kind: 'auc' }
  /** min(T, tau), T the first recorded epoch at which the metric is <= threshold, tau the length of the run. */
  | {
      readonly kind: 'time-to'
      /** Value of the metric that has to be reached. */
      readonly threshold: number
      /** Length of the run, to which times are restricted. */
      readonly tau: number
      /** Of times. */
      readonly unit: 'epoch' | 'step'
    }

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

/** Two runs that share a seed. */
export interface Pair {
  /** Seed that both runs share. */
  readonly seed: Count
  /** The run of the control. */
  readonly control: PairSide
  /** The run of the treatment. */
  readonly treatment: PairSide
}

/** One run of a pair. */
export interface PairSide {
  /** Key of the run. */
  readonly runKey: Digest
  /** As `measure` says; NaN where the run diverged. */
  readonly value: Double
  /** `time-to`: the run ended before the threshold was reached, and the value is tau. Else false. */
  readonly censored: boolean
  /** Final training loss, which decides whether the run trained at all; NaN where it diverged. */
  readonly trainLoss: Double
  /** Mean minibatch loss of the last epoch, which decides with it; left out where the run recorded none. */
  readonly runningLoss?: Double
  /** null: it trained. `diverged`, or `chance`: both final training losses >= 0.98 x chance level. */
  readonly failure: 'diverged' | 'chance' | null
}

/** Two arms at every setting of a grid, both at the same one. */
export interface SettingsEvidence {
  readonly kind: 'settings'
  /**
   * One comparison a setting, in the order of the grid; each of its arms names the setting.
   *
   * @minItems 1
   */
  readonly cells: readonly PairedEvidence[]
}

/** One arm over seeds, each a success or not. */
export interface ShareEvidence {
  readonly kind: 'share'
  /** Metric whose last value counts. */
  readonly metric: string
  /** The arm that is claimed about. */
  readonly arm: string
  /** Where it is claimed to end. */
  readonly target: number
  /** |value - target| <= tolerance counts as being there. */
  readonly tolerance: number
  /** One a seed. */
  readonly samples: readonly EndPoint[]
}

/** One arm of a deterministic problem over starting points. */
export interface GridEvidence {
  readonly kind: 'grid'
  /** Metric whose last value counts. */
  readonly metric: string
  /** The arm that is claimed about. */
  readonly arm: string
  /** Where it is claimed to end. */
  readonly target: number
  /** |value - target| <= tolerance counts as being there. */
  readonly tolerance: number
  /** One a starting point. */
  readonly samples: readonly EndPoint[]
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

/** Two arms over seeds, each run a success or not, in seed order. */
export interface ContrastEvidence {
  readonly kind: 'contrast'
  /** Metric that is taken. */
  readonly metric: string
  /** Arm a, which is compared with. */
  readonly control: string
  /** Arm b, which the claim praises. */
  readonly treatment: string
  /** Where the iterate should end. */
  readonly target: number
  /** A value this near to the target counts as being there. */
  readonly tolerance: number
  /** The pairs, in seed order. */
  readonly pairs: readonly ContrastPair[]
}

/** Two runs that share a seed. */
export interface ContrastPair {
  /** Seed of the runs. */
  readonly seed: Count
  /** x_1 of the run. */
  readonly initialPoint: number
  readonly control: Arrival
  readonly treatment: Arrival
}

/** How fast the average regret of one arm falls: one slope a seed or starting point. */
export interface RateEvidence {
  readonly kind: 'rate'
  readonly metric: 'regret'
  /** The arm that is claimed about. */
  readonly arm: string
  /** Whether it is repeated over starting points or over seeds. */
  readonly over: RateHypothesis['over']
  /** Bound that the slope has to stay below. */
  readonly slopeBelow: number
  /** The samples, in seed order. */
  readonly samples: readonly RateSample[]
}

/** How fast the average regret of one run falls. */
export interface RateSample {
  /** Seed of the runs. */
  readonly seed: Count
  /** x_1 of the run. */
  readonly initialPoint: number
  /** Key of the run. */
  readonly runKey: Digest
  /** Least squares of ln(R_t/t) on ln t over the last decade of steps; null where `why` says so. */
  readonly slope: Double | null
  /**
   * null: there is a slope. `diverged`. `not-positive`: R_t <= 0 at half of the last decade's points or more, so the
   * average regret is at or below zero, and its logarithm has no slope: that seed holds the claim, without a number.
   */
  readonly why: 'diverged' | 'not-positive' | null
  /** Points of the last decade that the slope is made of: those with R_t > 0. */
  readonly numPoints: Count
  /** Points of the last decade that are left out because R_t <= 0. */
  readonly numLeftOut: Count
  /** R_T/T at the end; NaN where the run diverged. */
  readonly averageRegret: Double
}

/** Something that has to hold at every step, run by run. */
export interface InvariantEvidence {
  readonly kind: 'invariant'
  readonly property: 'effective-step-never-grows'
  /** The arm that is claimed about. */
  readonly arm: string
  /** The samples, in seed order. */
  readonly samples: readonly InvariantSample[]
}

/** What was found in one run. */
export interface InvariantSample {
  /** Seed of the runs. */
  readonly seed: Count
  /** x_1 of the run. */
  readonly initialPoint: number
  /** Key of the run. */
  readonly runKey: Digest
  /** Steps that were checked, from the first to this one: fewer than the run's where it diverged. */
  readonly numSteps: Count
  /** Whether the run diverged. */
  readonly diverged: boolean
  /** Number of steps at which it did not hold. */
  readonly violations: Count
  /** The first of them, from 2; null where there is none. */
  readonly firstViolation: Count | null
  /** Largest ratio of an effective step to the one before it, > 1; null without a violation. */
  readonly worstRatio: Double | null
}

/** One arm over seeds, each with a number. */
export interface RangeEvidence {
  readonly kind: 'range'
  /** Metric that is taken. */
  readonly metric: string
  /** `first`: a value is that of the first epoch. `last-change`: |L_T/L_{T-1} - 1| of the last two. Left out: the last value. */
  readonly at?: 'first' | 'last-change'
  /** The arm that is claimed about. */
  readonly arm: ArmEvidence
  /** Lower end of the range. */
  readonly low: number
  /** Upper end of the range. */
  readonly high: number
  /** The samples, in seed order. */
  readonly samples: readonly RangeSample[]
}

/** The number of one run. */
export interface RangeSample {
  /** Seed of the runs. */
  readonly seed: Count
  /** Key of the run. */
  readonly runKey: Digest
  /** Last or first value of the metric, or its last change; NaN where the run diverged. */
  readonly value: Double
  /** A run that stayed at chance level has a value like any other: the claim speaks of values, not of training. */
  readonly failure: 'diverged' | null
}

/** A number that no run was needed for. */
export interface ArithmeticEvidence {
  readonly kind: 'arithmetic'
  /** What is evaluated. */
  readonly expression: string
  /** Finite. */
  readonly value: number
  /** Lower end of the range. */
  readonly low: number
  /** Upper end of the range. */
  readonly high: number
}
