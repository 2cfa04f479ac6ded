import type { TuningFile } from '../../claims/fileTypes'
import type { Tuning } from '../../claims/types'
import type { Interval } from '../../stats/interval'
import type { VerdictWith } from '../judged'
import type { ArmEvidence, MeanAnalysis } from '../shared/types'

/** The mean over seeds of a metric's last or first value, or of its last relative change, lies in [low, high]. */
export interface RangeHypothesis {
  readonly kind: 'range'
  readonly arm: string
  readonly metric: string
  /**
   * `first`: the value of the first epoch. `last-change`: |L_T/L_{T-1} - 1| of the last two epochs. Left out for the
   * last value, so that a claim that was registered before there was a choice keeps its hash.
   */
  readonly at?: 'first' | 'last-change'
  readonly low: number
  readonly high: number
  readonly tuning: Tuning | null
}

export type RangeFile = Omit<RangeHypothesis, 'at' | 'tuning'> & {
  readonly at?: 'final' | 'first' | 'last-change'
  readonly tuning?: TuningFile
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

export interface RangeAnalysis extends MeanAnalysis {
  readonly kind: 'range'
  readonly low: number
  readonly high: number
  /** The one number that the source reports, beside where a further run would fall; null without one. */
  readonly reported: ReportedValue | null
  readonly warnings: readonly string[]
}

/** A number of the source against the prediction interval mean +- t s sqrt(1 + 1/n); never decisive. */
export interface ReportedValue {
  readonly value: number
  readonly prediction: Interval
}

/** On which side of the range the mean lies; some run diverged. */
export type RangeVerdict = VerdictWith<'below' | 'above', 'failures', 'too-many-failures' | 'too-few-seeds' | 'no-data'>

export interface RangeTypes {
  readonly file: RangeFile
  readonly hypothesis: RangeHypothesis
  readonly evidence: RangeEvidence
  readonly analysis: RangeAnalysis
  readonly verdict: RangeVerdict
}
