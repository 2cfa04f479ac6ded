import type { RateHypothesis, Setting } from '../claims/types'

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
  readonly metric: string
  /** What a run's value is made of. */
  readonly measure: Measure
  /** How a pair becomes one number: r = ln((b + epsilon)/(a + epsilon)), or d = b - a. The margin decides it. */
  readonly transform: 'log-ratio' | 'difference'
  readonly control: ArmEvidence
  readonly treatment: ArmEvidence
  /** Loss of a classifier that knows nothing (ln K); null where the value is no loss. */
  readonly chanceLevel: number | null
  readonly pairs: readonly Pair[]
}

export type Measure =
  /** The metric's last value. */
  | { readonly kind: 'final' }
  /** exp of the mean over the epochs of ln(metric + epsilon), less epsilon: the geometric mean of the curve. */
  | { readonly kind: 'auc' }
  /** min(T, tau), T the first recorded epoch at which the metric is <= threshold, tau the length of the run. */
  | { readonly kind: 'time-to'; readonly threshold: number; readonly tau: number; readonly unit: 'epoch' | 'step' }

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

export interface Pair {
  readonly seed: number
  readonly control: PairSide
  readonly treatment: PairSide
}

export interface PairSide {
  readonly runKey: string
  /** As `measure` says; NaN where the run diverged. */
  readonly value: number
  /** `time-to`: the run ended before the threshold was reached, and the value is tau. Else false. */
  readonly censored: boolean
  /** Final training loss, which decides whether the run trained at all; NaN where it diverged. */
  readonly trainLoss: number
  /** Mean minibatch loss of the last epoch, which decides with it; left out where the run recorded none. */
  readonly runningLoss?: number
  /** null: it trained. `diverged`, or `chance`: both final training losses >= 0.98 x chance level. */
  readonly failure: 'diverged' | 'chance' | null
}

/** Two arms at every setting of a grid, both at the same one. */
export interface SettingsEvidence {
  readonly kind: 'settings'
  /** One comparison a setting, in the order of the grid; each of its arms names the setting. */
  readonly cells: readonly PairedEvidence[]
}

/** One arm over seeds, each a success or not. */
export interface ShareEvidence {
  readonly kind: 'share'
  readonly metric: string
  readonly arm: string
  readonly target: number
  readonly tolerance: number
  readonly samples: readonly EndPoint[]
}

/** One arm of a deterministic problem over starting points. */
export interface GridEvidence {
  readonly kind: 'grid'
  readonly metric: string
  readonly arm: string
  readonly target: number
  readonly tolerance: number
  readonly samples: readonly EndPoint[]
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

/** Two arms over seeds, each run a success or not, in seed order. */
export interface ContrastEvidence {
  readonly kind: 'contrast'
  readonly metric: string
  readonly control: string
  readonly treatment: string
  readonly target: number
  readonly tolerance: number
  readonly pairs: readonly ContrastPair[]
}

export interface ContrastPair {
  readonly seed: number
  readonly initialPoint: number
  readonly control: Arrival
  readonly treatment: Arrival
}

/** How fast the average regret of one arm falls: one slope a seed or starting point. */
export interface RateEvidence {
  readonly kind: 'rate'
  readonly metric: 'regret'
  readonly arm: string
  readonly over: RateHypothesis['over']
  readonly slopeBelow: number
  readonly samples: readonly RateSample[]
}

export interface RateSample {
  readonly seed: number
  readonly initialPoint: number
  readonly runKey: string
  /** Least squares of ln(R_t/t) on ln t over the last decade of steps; null where `why` says so. */
  readonly slope: number | null
  /**
   * null: there is a slope. `diverged`. `not-positive`: R_t <= 0 at half of the last decade's points or more, so the
   * average regret is at or below zero, and its logarithm has no slope: that seed holds the claim, without a number.
   */
  readonly why: 'diverged' | 'not-positive' | null
  /** Points of the last decade that the slope is made of: those with R_t > 0. */
  readonly numPoints: number
  /** Points of the last decade that are left out because R_t <= 0. */
  readonly numLeftOut: number
  /** R_T/T at the end; NaN where the run diverged. */
  readonly averageRegret: number
}

/** Something that has to hold at every step, run by run. */
export interface InvariantEvidence {
  readonly kind: 'invariant'
  readonly property: 'effective-step-never-grows'
  readonly arm: string
  readonly samples: readonly InvariantSample[]
}

export interface InvariantSample {
  readonly seed: number
  readonly initialPoint: number
  readonly runKey: string
  /** Steps that were checked, from the first to this one: fewer than the run's where it diverged. */
  readonly numSteps: number
  readonly diverged: boolean
  /** Number of steps at which it did not hold. */
  readonly violations: number
  /** The first of them, from 2; null where there is none. */
  readonly firstViolation: number | null
  /** Largest ratio of an effective step to the one before it, > 1; null without a violation. */
  readonly worstRatio: number | null
}

/** One arm over seeds, each with a number. */
export interface RangeEvidence {
  readonly kind: 'range'
  readonly metric: string
  /** `first`: a value is that of the first epoch. `last-change`: |L_T/L_{T-1} - 1| of the last two. Left out: the last value. */
  readonly at?: 'first' | 'last-change'
  readonly arm: ArmEvidence
  readonly low: number
  readonly high: number
  readonly samples: readonly RangeSample[]
}

export interface RangeSample {
  readonly seed: number
  readonly runKey: string
  /** Last or first value of the metric, or its last change; NaN where the run diverged. */
  readonly value: number
  /** A run that stayed at chance level has a value like any other: the claim speaks of values, not of training. */
  readonly failure: 'diverged' | null
}

/** A number that no run was needed for. */
export interface ArithmeticEvidence {
  readonly kind: 'arithmetic'
  readonly expression: string
  /** Finite. */
  readonly value: number
  readonly low: number
  readonly high: number
}
