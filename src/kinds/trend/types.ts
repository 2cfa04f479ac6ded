import type { MarginFile } from '../../claims/fileTypes'
import type { At, Margin } from '../../claims/types'
import type { Count, Double, Text } from '../../json/scalars'
import type { Interval } from '../../stats/interval'
import type { PairSide } from '../comparison/types'
import type { BelowMargin, VerdictWith, Warnings } from '../judged'
import type { RunPoint } from '../shared/runPoint'
import type { ArmEvidence } from '../shared/types'

/** How a metric, the difference of two arms, or the spread of a metric, goes over an ordered factor. */
export interface TrendHypothesis {
  readonly kind: 'trend'
  /** Metric that is taken. */
  readonly metric: Text
  /** At which point of a run the metric is taken; left out for its last value. */
  readonly at?: At
  /** What is followed; left out for the metric itself. `spread`: its standard deviation over the seeds. */
  readonly statistic?: 'spread'
  /** Which way it goes by at least the margin, or does not; `flat`: within the margin either way. */
  readonly direction: TrendDirection
  /**
   * The levels of the factor, each an arm; left out where they are those of an axis.
   *
   * @minItems 3
   */
  readonly levels?: readonly TrendLevel[]
  /** The axis of the experiment's grid whose values are the levels. */
  readonly axis?: Text
  /** With `axis`: the arm that is run at each of them. */
  readonly arm?: Text
  /** With `axis`: the arm from which its difference is taken; left out where the metric itself is. */
  readonly control?: Text
  /** What the values of `levels` are, in a word. */
  readonly factor?: Text
  /** A further axis of the grid, whose values are tasks: the trend is that of the mean over them. */
  readonly tasks?: Text
  /** How far apart the levels are: by their values, the logarithms of these, or one step each. */
  readonly scale: 'linear' | 'log' | 'rank'
  /** It goes so up to this level, and not beyond. */
  readonly upTo?: number
  /** It goes so from this level on, and not before. */
  readonly from?: number
  /** Smallest change over the whole range that matters. */
  readonly margin: Margin
}

/** Which way a trend goes, or that it does not. */
export type TrendDirection = 'falls' | 'rises' | 'flat' | 'not-falls' | 'not-rises'

/** One level of a factor. */
export interface TrendLevel {
  /** Of the factor. */
  readonly value: number
  /** The arm that has it. */
  readonly arm: Text
  /** The arm from which its difference is taken; left out where the metric itself is. */
  readonly control?: Text
}

export type TrendFile = Omit<TrendHypothesis, 'margin' | 'statistic'> & {
  readonly margin?: MarginFile
  readonly statistic?: 'mean' | 'spread'
}

/** All levels on the same seeds. */
export interface TrendEvidence {
  readonly kind: 'trend'
  /** Metric that is taken. */
  readonly metric: string
  /** At which point of a run it is taken. */
  readonly measure: RunPoint
  /** The change of which a seed's number is: of ln(metric + epsilon), or of the metric. The margin decides it. */
  readonly transform: 'log-ratio' | 'difference'
  /** Loss of a classifier that knows nothing (ln K); null where the value is no loss. */
  readonly chanceLevel: number | null
  /**
   * Ascending.
   *
   * @minItems 3
   */
  readonly levels: readonly LevelEvidence[]
  /** All seeds that were run, in their order. */
  readonly rows: readonly SeedOfLevels[]
}

/** What is run at a level. */
export interface LevelEvidence {
  /** Of the factor. */
  readonly value: number
  /** The arm that has it. */
  readonly arm: ArmEvidence
  /** The arm from which its difference is taken; null where the metric itself is. */
  readonly control: ArmEvidence | null
}

/** The runs of one seed, at one task where there are several. */
export interface SeedOfLevels {
  /** Seed that they share. */
  readonly seed: Count
  /** The task; left out where there is one alone. */
  readonly task?: Text
  /** One a level, in their order. */
  readonly runs: readonly PairSide[]
  /** Those of the controls; left out where there are none. */
  readonly controls?: readonly PairSide[]
}

/** What is shown of a trend. */
export interface TrendAnalysis {
  readonly kind: 'trend'
  /** Seeds at which every level trained. */
  readonly numSeeds: Count
  /** Seeds at which some level did not. */
  readonly incomplete: Count
  /** Smallest n with 2^(1-n) <= alpha_j: with it the claim can be decided. */
  readonly minPairs: Count
  /** ln(1 + margin), or the absolute margin. */
  readonly delta: Double
  /** The whole range; of a claim with `upTo` or `from` what is below that level, and what is above it. */
  readonly segments: readonly SegmentAnalysis[]
  /** In the order of the evidence. */
  readonly levels: readonly LevelAnalysis[]
  readonly warnings: Warnings
}

/** A part of the range of a factor. */
export interface SegmentAnalysis {
  /** First level of it. */
  readonly from: number
  /** Last level of it. */
  readonly to: number
  /** The claim says that it changes so here, and not that it does not. */
  readonly changes: boolean
  /** Mean over the seeds of slope times range (of a spread: that of ln of its standard deviation, by the jackknife); null with fewer than 2 seeds, or where a loss has no logarithm. */
  readonly theta: Double | null
  /** Standard deviation over the seeds; null where it is not defined. */
  readonly standardDeviation: Double | null
  /** Of theta, at level 1 - alpha_j. */
  readonly interval: Interval | null
  /** Two-sided, of theta at the margin (of `flat`: at the one that it lies beyond, or the larger of both): the largest of t, of the sign-flip test and of t with the skewness allowed for. */
  readonly pSlope: Double | null
  /** Page's test of the order of the levels; null as theta. */
  readonly order: OrderAnalysis | null
}

/** Page's test. */
export interface OrderAnalysis {
  /** L. */
  readonly statistic: Double
  /** One-sided. */
  readonly pRising: Double
  /** One-sided. */
  readonly pFalling: Double
  /** By counting out all orders, and not by random ones. */
  readonly isExact: boolean
}

/** One level by itself; exploratory. */
export interface LevelAnalysis {
  /** Of the factor. */
  readonly value: number
  /** Runs that failed, of either arm. */
  readonly failures: Count
  /** Mean of the metric, or of r or d, over the complete seeds, or its standard deviation; null without one, or of a spread with fewer than 2. */
  readonly mean: Double | null
  /** Mean change from the level before; null at the first one. */
  readonly step: Double | null
  /** Of the step, at level 1 - alpha_j. */
  readonly interval: Interval | null
}

/** How the whole range refutes it, or a part of it. */
export type TrendVerdict =
  | BelowMargin
  | VerdictWith<
      /** It changes by the margin, which is denied. */
      | 'changes'
      /** It goes the other way by at least the margin. */
      | 'opposite'
      /** It goes the other way. */
      | 'other-way'
      /** It changes by less than the margin, either way. */
      | 'flat'
      /** It does not change so by the margin. */
      | 'no-trend'
      /** Of `upTo` and `from`: it changes so by the margin where it is claimed not to. */
      | 'elsewhere',
      /** 0 is outside the interval, the margin is inside. */
      | 'direction'
      /** The slope decides, the test of the order does not agree. */
      | 'order'
      /** As of a comparison. */
      | 'co-check'
      | 'no-spread'
      | 'skew'
      /** Runs of one level fail more often than those of another, by more than the margin of failures. */
      | 'failures',
      'too-many-failures' | 'too-few-seeds' | 'no-data' | 'no-logarithm'
    >

export interface TrendTypes {
  readonly file: TrendFile
  readonly hypothesis: TrendHypothesis
  readonly evidence: TrendEvidence
  readonly analysis: TrendAnalysis
  readonly verdict: TrendVerdict
}
