import type { MarginFile, Optional, TuningFile } from '../../claims/fileTypes'
import type { At, Margin, OutcomeName, Tuning } from '../../claims/types'
import type { Count, Digest, Double, Text } from '../../json/scalars'
import type { Summary } from '../../stats/describe'
import type { Interval } from '../../stats/interval'
import type { BelowMargin, VerdictWith, Warnings } from '../judged'
import type { RunPoint } from '../shared/runPoint'
import type { ArmEvidence, SequentialAnalysis, UnseenValues } from '../shared/types'

/** Two arms that are compared pair by pair, and how their settings are chosen. */
interface TwoArms {
  /** Arm that the claim praises (b). */
  readonly treatment: Text
  /** Arm that it is compared with (a). */
  readonly control: Text
  readonly margin: Margin
  /** How each arm's setting is chosen from the experiment's grid; null takes the arms as they stand. */
  readonly tuning: Tuning | null
}

/**
 * Compares two arms on one metric, pair by pair. `lower`: the treatment's metric is lower by at least the margin.
 * `not-lower` is reproduced where `lower` is refuted, and the reverse; what is lower by less than the margin is
 * `below-margin` of both. `higher` and `not-higher` are the same upwards. `equivalent`: inside the margin both ways.
 */
export interface ComparisonHypothesis<K extends ComparedKind = ComparedKind> extends TwoArms {
  /** Which of them has to hold. */
  readonly kind: K
  /** A metric that the experiment's runs record, such as `train.loss`. */
  readonly metric: Text
  /** At which point of a run the metric is taken. */
  readonly at: At
  /** The same of the control's runs, where it is another point: two points of one arm's runs can be compared so. Else left out. */
  readonly controlAt?: At
  /** A third arm: a run's value is then how far it is from that arm's run of the same seed. Else left out. */
  readonly distanceTo?: Text
}

/** Which of them has to hold. */
export type ComparedKind = 'lower' | 'not-lower' | 'higher' | 'not-higher' | 'equivalent'

/** The treatment gets there faster; verdicts as for `lower`. */
export interface FasterHypothesis extends TwoArms {
  readonly kind: 'faster'
  /** Metric that is taken. */
  readonly metric: Text
  /**
   * `auc`: the mean over the epochs of ln metric, a run's value being its exponential (the geometric mean of the curve).
   * `time-to`: the epoch or step T at which the metric comes down, or up, to `threshold`, known to lie between two evaluations,
   * restricted to min(T, tau), tau the length of the run; absolute margin, in epochs or steps.
   */
  readonly by:
    | { readonly kind: 'auc' }
    | {
        readonly kind: 'time-to'
        /** Value of the metric that has to be reached. */
        readonly threshold: number
        /** The metric rises to it, as an accuracy does; left out where it falls. */
        readonly upwards?: boolean
      }
}

/** A hypothesis about two arms that is judged pair by pair. */
export type PairedHypothesis = ComparisonHypothesis | FasterHypothesis

interface PairedFile {
  readonly margin?: MarginFile
  readonly tuning?: TuningFile
}

export type ComparisonFile<K extends ComparedKind = ComparedKind> = Optional<
  Omit<ComparisonHypothesis<K>, 'margin' | 'tuning'>,
  'at'
> &
  PairedFile

export type FasterFile = Omit<FasterHypothesis, 'margin' | 'tuning'> & PairedFile

/** Two arms, pair by pair, in seed order. */
export interface PairedEvidence {
  readonly kind: 'paired'
  /** Metric that is compared. */
  readonly metric: string
  /** What a run's value is made of. */
  readonly measure: Measure
  /** The same of the control's runs, where it is another point; else left out. */
  readonly controlMeasure?: RunPoint
  /** The arm from whose runs values are distances; else left out. */
  readonly distanceTo?: ArmEvidence
  /** How a pair becomes one number: r = ln((b + epsilon)/(a + epsilon)), or d = b - a. The margin decides it. */
  readonly transform: 'log-ratio' | 'difference'
  /** Arm a, which is compared with. */
  readonly control: ArmEvidence
  /** Arm b, which the claim praises. */
  readonly treatment: ArmEvidence
  /** Loss of a classifier that knows nothing (ln K); null where the value is no loss. */
  readonly chanceLevel: number | null
  /** The images that the metric is a mean over, where the runs recorded it by blocks of them; else left out. */
  readonly images?: RecordedImages
  /** All pairs that were run, failed ones too; each seed once. */
  readonly pairs: readonly Pair[]
}

/** Images that all runs of a comparison were evaluated on. */
export interface RecordedImages {
  /** Which of the data. */
  readonly split: 'validation' | 'test'
  /** How many. */
  readonly count: Count
  /** In how many blocks, drawn at random once for all runs. */
  readonly blocks: Count
}

/** What a run's value is made of. */
export type Measure =
  | RunPoint
  /** exp of the mean over the epochs of ln(metric + epsilon), less epsilon: the geometric mean of the curve. */
  | { readonly kind: 'auc' }
  /** min(T, tau), T when the metric came down, or up, to threshold, interpolated between evaluations, tau the run's length. */
  | {
      readonly kind: 'time-to'
      /** Value of the metric that has to be reached. */
      readonly threshold: number
      /** The metric rises to it; left out where it falls. */
      readonly upwards?: boolean
      /** Length of the run, to which times are restricted. */
      readonly tau: number
      /** Of times. */
      readonly unit: 'epoch' | 'step'
    }

/** Two runs that share a seed. */
export interface Pair {
  /** Seed that both runs share. */
  readonly seed: Count
  /** The run of the control. */
  readonly control: PairSide
  /** The run of the treatment. */
  readonly treatment: PairSide
  /** The run from which the values of both are distances; else left out. */
  readonly third?: {
    /** Key of the run. */
    readonly runKey: Digest
    /** Its own value; NaN where it has none, and then neither have the others. */
    readonly value: Double
  }
  /**
   * How much each block of images moves r, or d, times the number of blocks: their mean is 0. Left out where the runs did not
   * record it, or one of them has no value.
   */
  readonly imageEffects?: readonly Double[]
}

/** One run of a pair. */
export interface PairSide {
  /** Key of the run. */
  readonly runKey: Digest
  /** As `measure` says; NaN where the run diverged. */
  readonly value: Double
  /**
   * `time-to`: the evaluations between which the value lies, the second one showing that the threshold was reached; left
   * out of other values.
   */
  readonly within?: readonly [Double, Double]
  /** `time-to`: the run ended before the threshold was reached, and the value is tau. Else false. */
  readonly censored: boolean
  /** Final training loss, which decides whether the run trained at all; NaN where it diverged; left out of programs. */
  readonly trainLoss?: Double
  /** Mean minibatch loss of the last epoch, which decides with it; left out where the run recorded none. */
  readonly runningLoss?: Double
  /**
   * null: it trained. `diverged`, or `chance`: both final training losses >= 0.98 x chance level. `declared`: it ended where
   * the experiment of a program says that nothing was learned. `incomplete`: it ended before the point that the claim looks at.
   */
  readonly failure: 'diverged' | 'chance' | 'declared' | 'incomplete' | null
}

/** What is shown of two arms, pair by pair. */
export interface PairedAnalysis {
  readonly kind: 'paired'
  /** Pairs in which both arms trained: those that theta speaks of. */
  readonly numPairs: Count
  /** Fixed: smallest n with 2^(1-n) <= alpha_j. Otherwise the first look. */
  readonly minPairs: Count
  /**
   * LocationTest of r_i = ln((b_i + eps)/(a_i + eps)), its interval, and delta = ln(1 + margin); for an absolute margin
   * centre of d_i = b_i - a_i, and the margin itself. null with fewer than 2 pairs, or where a loss has no logarithm.
   */
  readonly theta: Double | null
  /** Paired t interval of theta; null where it is not defined. Unbounded where all effects are equal, or by bets where the metric has bounds. */
  readonly interval: Interval | null
  /** ln(1 + margin), or the absolute margin. */
  readonly delta: Double
  /** Standard deviation of r, or of d. */
  readonly standardDeviation: Double | null
  /**
   * Two-sided p of the t test against -delta. For `equivalent`: against the bound that theta
   * lies beyond, or the larger of both p where theta lies between them. null where seeds are added until decided.
   */
  readonly pT: Double | null
  /** The same of the exact sign-flip test. */
  readonly pFlip: Double | null
  /**
   * The same with the skewness of r allowed for (`skewRobustP`); where seeds are added, of the look by itself. null where
   * the rule needs no symmetry; left out where an older claimcheck judged it.
   */
  readonly pSkew?: Double | null
  /** null where the number of seeds was fixed. */
  readonly sequential: SequentialAnalysis | null
  /** Where a claim that states `subtypeSeeds` was refuted before its subtype was known and before they were spent. All else is as at the stop. */
  readonly subtypeLooks?: SubtypeLooks
  /** Where at least half of the effects are equal; left out where fewer are, and where an older claimcheck judged it. */
  readonly unseen?: UnseenValues
  /** What times are known to, which the interval is widened by; left out of other values. */
  readonly resolution?: Resolution
  /** Pairs in which neither arm reached the threshold within the run; 0 for a metric that is not a time. */
  readonly censoredPairs: Count
  /** Runs that failed: an outcome of their own, never part of theta. */
  readonly failures: FailureAnalysis
  /**
   * Where the images are a random sample too. Reported beside the verdict, never decisive; left out where the runs did not
   * record them by blocks.
   */
  readonly images?: ImageAnalysis
  /** Reported beside the verdict, never decisive. */
  readonly secondary: PairedExtras | null
  /** The variance report; null with fewer than two pairs. */
  readonly variance: VarianceReport | null
  /** What the claim would come to at other margins; left out where it is not evaluable, or an older claimcheck judged it. */
  readonly marginCurve?: readonly MarginStep[]
  readonly warnings: Warnings
  /** More pairs expected to decide; null where decided; Infinity where not practical (above 1,000). */
  readonly morePairs: Double | null
  /** The fewest and the most of them for an effect within a standard error of the measured one. */
  readonly morePairsRange?: readonly [Double, Double]
}

/** How closely evaluations tell the mean difference of two arms' times. */
export interface Resolution {
  /** Of the interpolated times. */
  readonly mean: Double
  /** With the treatment's times as early and the control's as late as they can be. */
  readonly lowest: Double
  /** The reverse. */
  readonly highest: Double
  /** Longest time between two evaluations that a time lies between. */
  readonly step: Double
  /** The difference of the evaluations that show the threshold, where it is one and the same in every pair; else null. */
  readonly everyPair: Double | null
}

/** The outcome of margins from the step before up to this one, as a claim states its own: a share, or a number; null: without end. */
export type MarginStep = readonly [upTo: Double | null, outcome: OutcomeName]

/** How a refuted claim went on for its subtype: what was known of it at the last look for it. */
export interface SubtypeLooks {
  /** The subtype at the look that refuted the claim. */
  readonly atStop: RefutedSubtype
  /** Seeds at the look whose subtype is the claim's. */
  readonly n: Count
  /** Pairs that had trained in both arms by then. */
  readonly numPairs: Count
  /** Their centre. */
  readonly theta: Double
  readonly interval: Interval
  /** Seeds that entered for it. */
  readonly entered: Count
  /** Seeds that may enter, at most. */
  readonly max: Count
}

/** What a comparison says of other images like those that its runs were evaluated on. */
export interface ImageAnalysis {
  /** Half the width of a t interval of theta over blocks of images alone, at the level of `interval`. */
  readonly halfWidth: Double
  /** Of theta, over seeds and images. */
  readonly interval: Interval
  /** The outcome that the claim would have by this interval; left out where the interval over seeds gives the same. */
  readonly outcome?: OutcomeName
}

/** How many runs of each arm failed. */
export interface FailureAnalysis {
  /** Runs of the control that failed. */
  readonly controlFailures: Count
  /** Runs of the treatment that failed. */
  readonly treatmentFailures: Count
  /** All pairs that were run. */
  readonly numPairs: Count
  /** Rates that differ by no more count as alike; left out where an older claimcheck judged it. */
  readonly margin?: Double
  /** The arm that is shown to fail more often by more than the margin; null where neither is; left out as `margin`. */
  readonly failsMore?: 'control' | 'treatment' | null
  /** Exact McNemar test of failing in one arm only. */
  readonly pMcNemar: Double
  /** 1 - alpha^(1/n): upper bound of a failure rate that was never seen; null where one was. */
  readonly unseenRateBound: Double | null
  /** theta and interval with min(x, chance) on every run of both arms; null without a chance level or a logarithm. */
  readonly capped: {
    /** Over all pairs. */
    readonly theta: Double
    readonly interval: Interval
  } | null
}

/** What else is said of the pairs. */
export interface PairedExtras {
  /** Exact two-sided Wilcoxon signed-rank p of r. */
  readonly wilcoxonP: Double
  /** mean(r)/sd(r); null where sd is 0. */
  readonly dz: Double | null
  /** P(b < a), ties half, over the pairs. */
  readonly probabilityLower: Double
  /** Cliff's delta of the two arms. */
  readonly cliffsDelta: Double
  /** BCa bootstrap interval of theta; null where it is not defined. */
  readonly bca: Interval | null
  /** Two one-sided tests of equivalence; null without a margin. */
  readonly pTost: Double | null
  /** The verdict's outcome with each seed left out in turn; null where a stop depends on the seeds' order. */
  readonly leaveOneOut: readonly {
    /** The seed that was left out. */
    readonly seed: Count
    /** null where seeds were added: a stop depends on their order. */
    readonly outcome: string | null
    /** Theta without it. */
    readonly theta: Double
  }[]
  /** Skewness of r; null where it is not defined. */
  readonly skewness: Double | null
  /** The skewness is more than symmetry allows. */
  readonly skewnessWarning: boolean
  /**
   * Lag-1 autocorrelation of r over the order of the seeds, and its permutation p; null with fewer than 4 pairs or without
   * spread; left out where an older claimcheck judged it.
   */
  readonly serialCorrelation?: {
    /** sum d_i d_(i+1) / sum d_i^2, d the distances from the mean. */
    readonly r1: Double
    /** One-sided, by random permutations of the order. */
    readonly p: Double
  } | null
  /** Mean of d_i = b_i - a_i. */
  readonly meanDifference: Double
}

/** The variance report: each arm over the pairs, and what pairing gained. */
export interface VarianceReport {
  readonly control: Summary
  readonly treatment: Summary
  /** Standard deviation of b - a. */
  readonly differenceStandardDeviation: Double
  /** Pearson correlation of the arms over the seeds; null where an arm is constant. */
  readonly correlation: Double | null
  /** Var(a) + Var(b) over Var(b - a): how many times more unpaired runs the same precision needs. null at variance 0. */
  readonly pairingGain: Double | null
}

/** What pairs of runs say of a claim. */
export type PairedVerdict =
  | BelowMargin
  | VerdictWith<
      | LowerRefuted
      | HigherRefuted
      /** `not-lower` claims: it is lower. */
      | 'lower'
      /** `not-higher` claims: it is higher. */
      | 'higher'
      /** `equivalent` claims. */
      | 'different',
      /** 0 is outside the interval, -delta is inside: the direction is known, the size is not. */
      | 'direction'
      /** The t interval decides, the sign-flip test does not. */
      | 'co-check'
      /** Both decide, but not with the skewness of the differences allowed for. */
      | 'skew'
      /** It would be decided by the spread of effects of which at least half are equal. */
      | 'no-spread'
      /** The times decide, and the evaluations between which they lie do not. */
      | 'resolution'
      /** The arm that the losses favour is shown to fail more often by more than a margin; where they are alike: either arm. */
      | 'failures'
      /** The looks of a confidence sequence have no value in common: its assumption fails, and no further seed mends it. */
      | 'contradictory-looks'
      /** Settings that selection cannot tell from the best lead to different outcomes. */
      | 'selection',
      | 'too-many-failures'
      | 'too-few-pairs'
      /** Neither arm reached the threshold in at least half of the pairs. */
      | 'too-many-censored'
      | 'no-data'
      /** Losses of which one, with epsilon added, is not positive. */
      | 'no-logarithm'
    >

export type RefutedSubtype = Extract<PairedVerdict, { readonly outcome: 'refuted' }>['subtype']

/** How a claim of kind `lower` or `faster` is refuted: the interval of theta against -delta, 0 and +delta. */
export type LowerRefuted = 'opposite' | 'higher-by-less-than-margin' | 'equivalent' | 'higher' | 'no-better'

/** How a claim of kind `higher` is refuted: the same, mirrored. */
export type HigherRefuted = 'opposite' | 'lower-by-less-than-margin' | 'equivalent' | 'lower' | 'no-better'

export interface PairedTypes<H extends PairedHypothesis, F extends ComparisonFile | FasterFile> {
  readonly file: F
  readonly hypothesis: H
  readonly evidence: PairedEvidence
  readonly analysis: PairedAnalysis
  readonly verdict: PairedVerdict
}

/** What all comparisons of runs have in common. */
export type AnyPaired = PairedTypes<PairedHypothesis, ComparisonFile | FasterFile>
