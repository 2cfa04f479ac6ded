import type { TuningFile } from '../../claims/fileTypes'
import type { At, OutcomeName, Tuning } from '../../claims/types'
import type { Count, Double, Text } from '../../json/scalars'
import type { Interval } from '../../stats/interval'
import type { VerdictWith, Warnings } from '../judged'
import type { ArmSample } from '../shared/armSamples'
import type { RunPoint } from '../shared/runPoint'
import type { ArmEvidence, MeanAnalysis } from '../shared/types'

/** A metric's last or first value, or its last relative change, lies in [low, high]: on average, in a share of runs, or in one further run; or its spread over runs does. */
export interface RangeHypothesis {
  readonly kind: 'range'
  /** The arm that it speaks of. */
  readonly arm: string
  /** The arm whose value is taken off, seed by seed; the range is then one of the difference. Left out where none is. */
  readonly control?: string
  /** An axis of the grid at every value of which it has to hold; left out where the arm is taken as it stands. */
  readonly axis?: Text
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
  /** The arm whose value is taken off; left out where none is. */
  readonly control?: ArmEvidence
  /** Lower end of the range; -Infinity where it has none. */
  readonly low: Double
  /** Upper end of the range; Infinity where it has none. */
  readonly high: Double
  /** The samples, in seed order; of an axis value by value. */
  readonly samples: readonly RangeSample[]
}

/** The number of one run. */
export interface RangeSample extends ArmSample {
  /** Value of the axis at which it was run; left out without one. */
  readonly place?: Text
}

/** The range at one value of an axis. */
export interface RangePlace {
  /** The value. */
  readonly name: Text
  /** Mean of its numbers; null with fewer than 2. */
  readonly mean: Double | null
  /** Standard deviation of its numbers; null with fewer than 2. */
  readonly standardDeviation: Double | null
  /** Of what is claimed, at alpha_j; null where there is none. */
  readonly interval: Interval | null
  /** By itself, at alpha_j. */
  readonly outcome: OutcomeName
  /** The same at alpha_j over the number of values: one that is refuted refutes the whole. */
  readonly outcomeAtShare: OutcomeName
}

/** The runs of a seed each against a range; of an axis at the value that is hardest to show, or clearest against it. */
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
  /** Of an axis: every value by itself; else left out. */
  readonly places?: readonly RangePlace[]
  /** Of an axis: the name of the value that the numbers are of. */
  readonly place?: Text
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
