import type { TuningFile } from '../../claims/fileTypes'
import type { At, Tuning } from '../../claims/types'
import type { Count, Digest, Double } from '../../json/scalars'
import type { Interval } from '../../stats/interval'
import type { VerdictWith, Warnings } from '../judged'
import type { RunPoint } from '../shared/runPoint'
import type { ArmEvidence, MeanAnalysis } from '../shared/types'

/** A metric's last or first value, or its last relative change, lies in [low, high]: on average, in a share of runs, or in one further run; or its spread over runs does. */
export interface RangeHypothesis {
  readonly kind: 'range'
  /** The arm that it speaks of. */
  readonly arm: string
  /** Metric that is taken. */
  readonly metric: string
  /**
   * At which point of a run the metric is taken. `first`: the value of the first epoch. `last-change`: |L_T/L_{T-1} - 1| of
   * the last two epochs. Left out for the last value, so that a claim that was registered before there was a choice keeps its hash.
   */
  readonly at?: At | 'first' | 'last-change'
  /** Lower end of the range; left out where it has none. */
  readonly low?: number
  /** Upper end of the range; left out where it has none. */
  readonly high?: number
  /**
   * `share`: more than a share of the runs lie in the range. `run`: one further run would. `spread`: the standard deviation
   * over runs does. Left out for the mean, as `at` for the last value.
   */
  readonly of?: 'share' | 'run' | 'spread'
  /** Of `share`: the share of runs that must be shown to be exceeded. */
  readonly share?: number
  /** How each arm's setting is chosen; null takes the arms as they stand. */
  readonly tuning: Tuning | null
}

export type RangeFile = Omit<RangeHypothesis, 'at' | 'of' | 'tuning'> & {
  readonly of?: 'mean' | 'share' | 'run' | 'spread'
  readonly at?: At | 'first' | 'last-change'
  readonly tuning?: TuningFile
}

/** What a range is about, where that is not the last value. */
export type RangePoint = 'first' | 'last-change' | Exclude<RunPoint, { readonly kind: 'final' }>

/** One arm over seeds, each with a number. */
export interface RangeEvidence {
  readonly kind: 'range'
  /** Metric that is taken. */
  readonly metric: string
  /** `first`: a value is that of the first epoch. `last-change`: |L_T/L_{T-1} - 1| of the last two. Left out: the last value. */
  readonly at?: RangePoint
  /** The arm that is claimed about. */
  readonly arm: ArmEvidence
  /** Lower end of the range; -Infinity where it has none. */
  readonly low: Double
  /** Upper end of the range; Infinity where it has none. */
  readonly high: Double
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
  /** `incomplete`: it ended before the point that is looked at. A run that stayed at chance level has a value like any other: the claim speaks of values, not of training. */
  readonly failure: 'diverged' | 'incomplete' | null
}

/** The runs of a seed each against a range. */
export interface RangeAnalysis extends MeanAnalysis {
  readonly kind: 'range'
  /** Lower end of the range; -Infinity where it has none. */
  readonly low: Double
  /** Upper end of the range; Infinity where it has none. */
  readonly high: Double
  /** The one number that the source reports, beside where a further run would fall; null without one. */
  readonly reported: ReportedValue | null
  /** What is claimed to lie in it; left out for the mean. */
  readonly of?: 'share' | 'run' | 'spread'
  /** Of the standard deviation over runs, where that is claimed and known; else left out. */
  readonly spread?: Interval
  /** How many runs lie in it, diverged ones not; left out of a spread, and where an older claimcheck judged it, as `prediction`. */
  readonly inside?: InsideAnalysis
  /** Where one further run falls, at the level of the interval: mean +- t s sqrt(1 + 1/n); null with fewer than 2 numbers, and where all are equal. */
  readonly prediction?: Interval | null
  readonly warnings: Warnings
}

/** Runs in a range. */
export interface InsideAnalysis {
  /** Runs in it. */
  readonly count: Count
  /** Of so many, diverged ones too. */
  readonly of: Count
  /** Clopper-Pearson interval of the share; null without a run. */
  readonly interval: Interval | null
  /** The share that has to be exceeded; left out where no share is claimed. */
  readonly share?: number
}

/** A number of the source against the prediction interval mean +- t s sqrt(1 + 1/n); never decisive. */
export interface ReportedValue {
  /** The number that the source reports. */
  readonly value: number
  readonly prediction: Interval
}

/** On which side of the range it lies, or that too few runs lie in it. */
export type RangeVerdict = VerdictWith<
  'below' | 'above' | 'too-few',
  /** At least half of the runs are equal. */
  | 'no-spread'
  /** The t interval decides, but not with the skewness of the values allowed for. */
  | 'skew'
  /** Some run diverged. */
  | 'failures'
  /** Settings that selection cannot tell from the best lead to different outcomes. */
  | 'selection',
  'too-many-failures' | 'too-few-seeds' | 'no-data'
>

export interface RangeTypes {
  readonly file: RangeFile
  readonly hypothesis: RangeHypothesis
  readonly evidence: RangeEvidence
  readonly analysis: RangeAnalysis
  readonly verdict: RangeVerdict
}
