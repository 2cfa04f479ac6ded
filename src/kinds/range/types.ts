import type { TuningFile } from '../../claims/fileTypes'
import type { Tuning } from '../../claims/types'
import type { Count, Digest, Double } from '../../json/scalars'
import type { Interval } from '../../stats/interval'
import type { VerdictWith, Warnings } from '../judged'
import type { ArmEvidence, MeanAnalysis } from '../shared/types'

/** The mean over seeds of a metric's last or first value, or of its last relative change, lies in [low, high]. */
export interface RangeHypothesis {
  readonly kind: 'range'
  /** The arm that it speaks of. */
  readonly arm: string
  /** Metric that is taken. */
  readonly metric: string
  /**
   * `first`: the value of the first epoch. `last-change`: |L_T/L_{T-1} - 1| of the last two epochs. Left out for the
   * last value, so that a claim that was registered before there was a choice keeps its hash.
   */
  readonly at?: 'first' | 'last-change'
  /** Lower end of the range. */
  readonly low: number
  /** Upper end of the range. */
  readonly high: number
  /** How each arm's setting is chosen; null takes the arms as they stand. */
  readonly tuning: Tuning | null
}

export type RangeFile = Omit<RangeHypothesis, 'at' | 'tuning'> & {
  readonly at?: 'final' | 'first' | 'last-change'
  readonly tuning?: TuningFile
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

/** A number's mean over seeds against a range. */
export interface RangeAnalysis extends MeanAnalysis {
  readonly kind: 'range'
  /** Lower end of the range. */
  readonly low: number
  /** Upper end of the range. */
  readonly high: number
  /** The one number that the source reports, beside where a further run would fall; null without one. */
  readonly reported: ReportedValue | null
  readonly warnings: Warnings
}

/** A number of the source against the prediction interval mean +- t s sqrt(1 + 1/n); never decisive. */
export interface ReportedValue {
  /** The number that the source reports. */
  readonly value: number
  readonly prediction: Interval
}

/** On which side of the range the mean lies; some run diverged; t decides, but not with skewness allowed for. */
export type RangeVerdict = VerdictWith<
  'below' | 'above',
  'failures' | 'skew',
  'too-many-failures' | 'too-few-seeds' | 'no-data'
>

export interface RangeTypes {
  readonly file: RangeFile
  readonly hypothesis: RangeHypothesis
  readonly evidence: RangeEvidence
  readonly analysis: RangeAnalysis
  readonly verdict: RangeVerdict
}
