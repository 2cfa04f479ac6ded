import type { MarginFile, TuningFile } from '../../claims/fileTypes'
import type { At, Margin, Tuning } from '../../claims/types'
import type { Count, Double, Text } from '../../json/scalars'
import type { Interval } from '../../stats/interval'
import type { PairedVerdict, PairSide } from '../comparison/types'
import type { BelowMargin, VerdictWith, Warnings } from '../judged'
import type { RunPoint } from '../shared/runPoint'
import type { ArmEvidence } from '../shared/types'

/** One arm is better than each of several others by at least the margin, or none of them is better than it by that much. */
export interface BestOfHypothesis {
  readonly kind: 'best-of'
  /** Metric that is compared. */
  readonly metric: Text
  /** At which point of a run the metric is taken; left out for its last value. */
  readonly at?: At
  /** Which values of it are better. */
  readonly better: 'lower' | 'higher'
  /** Arm that the claim praises. */
  readonly arm: Text
  /**
   * Arms that it is compared with.
   *
   * @minItems 2
   */
  readonly others: readonly Text[]
  /** Only that no other is better by the margin or more: it is among the best. Left out where it is to beat each. */
  readonly among?: true
  readonly margin: Margin
  /** How each arm's setting is chosen; null takes the arms as they stand. */
  readonly tuning: Tuning | null
}

export type BestOfFile = Omit<BestOfHypothesis, 'among' | 'margin' | 'tuning'> & {
  readonly among?: boolean
  readonly margin?: MarginFile
  readonly tuning?: TuningFile
}

/** Several arms on the same seeds. */
export interface BestOfEvidence {
  readonly kind: 'best-of'
  /** Metric that is compared. */
  readonly metric: string
  /** At which point of a run it is taken. */
  readonly measure: RunPoint
  /** How a pair becomes one number: r = ln((b + epsilon)/(a + epsilon)), or d = b - a. The margin decides it. */
  readonly transform: 'log-ratio' | 'difference'
  /** Loss of a classifier that knows nothing (ln K); null where the value is no loss. */
  readonly chanceLevel: number | null
  /**
   * The arm that is praised, then the others.
   *
   * @minItems 2
   */
  readonly arms: readonly ArmEvidence[]
  /** All seeds that were run, in their order. */
  readonly rows: readonly SeedOfArms[]
}

/** The runs of one seed. */
export interface SeedOfArms {
  /** Seed that they share. */
  readonly seed: Count
  /** One an arm, in the order of `arms`. */
  readonly runs: readonly PairSide[]
}

/** What is shown of an arm against each of the others. */
export interface BestOfAnalysis {
  readonly kind: 'best-of'
  /** Seeds that were run. */
  readonly numSeeds: Count
  /** Smallest n with 2^(1-n) <= alpha_j: with it the claim can be shown. */
  readonly minPairs: Count
  /** ln(1 + margin), or the absolute margin. */
  readonly delta: Double
  /** alpha_j over the number of others: the level at which one of them refutes the claim. */
  readonly refutingLevel: Double
  /** In the order of the claim. */
  readonly rivals: readonly RivalAnalysis[]
  /** Over the seeds with a value of every arm: 1 for the best one, ties half; in the order of `arms`; none without such a seed. */
  readonly meanRanks: readonly Double[]
  readonly warnings: Warnings
}

/** The arm that is praised (b) against one other (a). */
export interface RivalAnalysis {
  /** The other arm. */
  readonly arm: string
  /** Pairs in which both arms trained. */
  readonly numPairs: Count
  /** Runs of the praised arm that failed. */
  readonly ownFailures: Count
  /** Runs of the other arm that failed. */
  readonly rivalFailures: Count
  /** Mean of r or d; null with fewer than 2 pairs, or where a loss has no logarithm. */
  readonly theta: Double | null
  /** Standard deviation of r or d; null where it is not defined. */
  readonly standardDeviation: Double | null
  /** Of theta, at level 1 - alpha_j. */
  readonly interval: Interval | null
  /** Two-sided, of theta at the margin that the claim names; null where it is not evaluable. */
  readonly p: Double | null
  /**
   * What is claimed of this pair: `shown` at alpha_j; its contrary shown at the refuting level, `beaten` where the other arm
   * is better by the margin, else `no-better`; `open`, or why it is; or why it is not evaluable.
   */
  readonly standing: RivalStanding
  /** Holm's procedure over the others, at alpha_j together, shows what is claimed of this pair by itself. */
  readonly named: boolean
}

/** What is known of a pair. */
export type RivalStanding =
  | 'shown'
  | 'beaten'
  | 'no-better'
  | 'open'
  | 'co-check'
  | 'no-spread'
  | 'skew'
  | 'failures'
  | Extract<PairedVerdict, { readonly outcome: 'not-evaluable' }>['subtype']

/** `beaten`: another is shown to be better by at least the margin. `no-better`: another is not beaten by the margin. */
export type BestOfVerdict =
  | BelowMargin
  | VerdictWith<
      'beaten' | 'no-better',
      /** It is better than each; whether by the margin is open. */
      | 'direction'
      /** Against some other nothing but this keeps it from being shown; as of a comparison. */
      | 'co-check'
      | 'no-spread'
      | 'skew'
      | 'failures'
      /** Settings that selection cannot tell from the best lead to different outcomes. */
      | 'selection',
      Extract<PairedVerdict, { readonly outcome: 'not-evaluable' }>['subtype']
    >

export interface BestOfTypes {
  readonly file: BestOfFile
  readonly hypothesis: BestOfHypothesis
  readonly evidence: BestOfEvidence
  readonly analysis: BestOfAnalysis
  readonly verdict: BestOfVerdict
}
