import type { TuningFile } from '../../claims/fileTypes'
import type { At, Tuning } from '../../claims/types'
import type { Double, PositiveInteger, Text } from '../../json/scalars'
import type { Interval } from '../../stats/interval'
import type { VerdictWith, Warnings } from '../judged'
import type { ArmSample } from '../shared/armSamples'
import type { RunPoint } from '../shared/runPoint'
import type { ArmEvidence, MeanAnalysis } from '../shared/types'

/** The mean of an arm's metric, or of its difference from another arm, lies within a margin of what a source reports. */
export interface MatchesHypothesis {
  readonly kind: 'matches'
  /** The arm that is held to the source. */
  readonly arm: string
  /** The arm whose value is taken off, seed by seed; left out where the metric itself is reported. */
  readonly control?: string
  /** Metric that is taken. */
  readonly metric: string
  /** At which point of a run the metric is taken. */
  readonly at: At
  readonly reported: Reported
  readonly margin: MatchMargin
  /** How the arm's setting is chosen; null takes it as it stands. */
  readonly tuning: Tuning | null
}

/** What a source reports of the metric, each number in the digits in which it is printed, in the metric's own unit. */
export interface Reported {
  /** A mean, or one run's value. */
  readonly value: Text
  /** Standard deviation over the runs of the source; left out where it gives none. */
  readonly sd?: Text
  /** Standard error of the value; left out where the source gives none. */
  readonly se?: Text
  /** Runs that the value is the mean of; left out where that is not known. */
  readonly n?: PositiveInteger
  /** Of an accuracy: the examples that it is a share of; left out where that is not known. */
  readonly examples?: PositiveInteger
}

/** How far from the reported value still counts as a match: as a share of it, or in the metric's own unit. */
export type MatchMargin =
  | {
      /** As a share of the reported value. */
      readonly relative: number
    }
  | {
      /** In the metric's own unit. */
      readonly absolute: number
    }

export type MatchesFile = Omit<MatchesHypothesis, 'at' | 'reported' | 'margin' | 'tuning'> & {
  readonly at?: At
  readonly reported: {
    readonly value: number | string
    readonly sd?: number | string
    readonly se?: number | string
    readonly n?: number
    readonly examples?: number
  }
  readonly margin: { readonly relative?: number; readonly absolute?: number }
  readonly tuning?: TuningFile
}

/** One arm over seeds, each with its value of a metric. */
export interface MatchesEvidence {
  readonly kind: 'matches'
  /** Metric that is taken. */
  readonly metric: string
  /** Where in a run. */
  readonly point: RunPoint
  /** The arm that is held to the source. */
  readonly arm: ArmEvidence
  /** The arm whose value is taken off; left out where none is. */
  readonly control?: ArmEvidence
  /** The samples, in seed order. */
  readonly samples: readonly ArmSample[]
}

/** The mean of our runs against what a source reports. */
export interface MatchesAnalysis extends MeanAnalysis {
  readonly kind: 'matches'
  readonly reported: ReportedNumbers
  /** Mean less the reported value; null with fewer than 2 numbers. */
  readonly difference: Double | null
  /** Of the difference, with the uncertainties of both and the rounding of what is printed; null with fewer than 2 numbers. */
  readonly differenceInterval: Interval | null
  /** How far the difference may lie from 0 either way, in the metric's own unit. */
  readonly delta: Double
  /** Degrees of freedom of that interval (Welch, Satterthwaite); null with fewer than 2 numbers. */
  readonly df: Double | null
  /** Half width of that interval that the source alone makes, however many runs of ours there are. */
  readonly sourceHalfWidth: Double
  /** Where further runs of ours fall: one, and where the source gives the mean of several, the mean of as many. */
  readonly predictions: readonly RunPrediction[]
  /** Of an accuracy over a stated number of examples: whether its runs can have given what is printed; left out for others. */
  readonly granularity?: Granularity
  readonly warnings: Warnings
}

/** What the source gives, as numbers. */
export interface ReportedNumbers {
  /** The value as it is printed. */
  readonly printed: Text
  /** As a number. */
  readonly value: Double
  /** Half a unit of its last digit. */
  readonly rounding: Double
  /** Of the value, with the largest standard deviation or error that is printed so; null where the source gives none. */
  readonly standardError: Double | null
  /** Runs of the source; null where not known. */
  readonly runs: PositiveInteger | null
}

/** The rule of CORE-Bench: the reported value is reproduced where it lies in the prediction interval of our runs. */
export interface RunPrediction {
  /** Further runs whose mean it is of. */
  readonly runs: PositiveInteger
  /** mean +- t s sqrt(1/runs + 1/n), at the level of the claim's family. */
  readonly interval: Interval
  /** The reported value, as far as it is printed, lies in it. */
  readonly holdsReported: boolean
}

/** What an accuracy can be. */
export interface Granularity {
  /** Smallest difference between two values that it can have. */
  readonly step: Double
  /** Some number of right answers rounds to what is printed. */
  readonly isPossible: boolean
}

/** Outside: on which side of the reported value. */
export type MatchesVerdict = VerdictWith<
  'below' | 'above',
  /** However exactly our mean were known there, what the source gives would leave it open. */
  | 'reported-uncertain'
  /** At least half of the runs are equal. */
  | 'no-spread'
  /** The interval decides, but not with the skewness of the values allowed for. */
  | 'skew'
  /** Some run diverged. */
  | 'failures'
  /** Settings that selection cannot tell from the best lead to different outcomes. */
  | 'selection',
  'too-many-failures' | 'too-few-seeds' | 'no-data'
>

export interface MatchesTypes {
  readonly file: MatchesFile
  readonly hypothesis: MatchesHypothesis
  readonly evidence: MatchesEvidence
  readonly analysis: MatchesAnalysis
  readonly verdict: MatchesVerdict
}
