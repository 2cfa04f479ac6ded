import type {
  Claim,
  OutcomeName,
  ProfileName,
  RateHypothesis,
  SeedBudget,
  SequentialDecision,
  Setting
} from '../claims/types'
import type { Evidence } from '../evidence/types'
import type { Count, Double } from '../json/scalars'
import type { Summary } from '../stats/describe'
import type { Interval } from '../stats/interval'

export type { Interval, Summary }

/** What the evidence says of a claim. `could-not-run` is not among them: infrastructure has no scientific outcome. */
export type Verdict =
  | {
      readonly outcome: 'reproduced'
      /** Nothing to add. */
      readonly subtype: null
    }
  | {
      readonly outcome: 'refuted'
      /** In which way. */
      readonly subtype: RefutedSubtype
    }
  | {
      readonly outcome: 'inconclusive'
      /** Why; null where there is nothing to add. */
      readonly subtype: InconclusiveSubtype | null
    }
  | {
      readonly outcome: 'not-evaluable'
      /** Why. */
      readonly subtype: NotEvaluableSubtype
    }

/** In which way a claim is refuted. */
export type RefutedSubtype =
  /** Comparison claims: the interval of theta against -delta, 0 and +delta. */
  | 'opposite'
  | 'lower-by-less-than-margin'
  | 'equivalent'
  | 'higher'
  | 'no-better'
  /** `lower-at-most-settings` claims: so many settings are not lower that no majority can be; or `opposite`. */
  | 'no-majority'
  /** `not-lower` claims: it is lower. */
  | 'lower'
  /** `equivalent` claims. */
  | 'different'
  /** `converges-to` claims: it settles elsewhere / too few seeds arrive. */
  | 'elsewhere'
  | 'too-few'
  /** `rate` claims: the average regret falls more slowly than claimed, or not at all. */
  | 'slower'
  /** `invariant` claims. */
  | 'violated'
  /** `range` and `arithmetic` claims: on which side of the range the value lies. */
  | 'below'
  | 'above'
  /** `all-of` claims: at least one member is refuted at alpha over the number of members. */
  | 'member-refuted'

/** Why a claim is open. */
export type InconclusiveSubtype =
  /** 0 is outside the interval, -delta is inside: the direction is known, the size is not. */
  | 'direction'
  /** The t interval decides, the sign-flip test does not. */
  | 'co-check'
  /** The treatment failed more often than the control; with one arm: a run of it failed. */
  | 'failures'
  /** The iterate is still moving. */
  | 'not-settled'
  /** Some starting points hold the claim, others do not. */
  | 'mixed'
  /** The looks of a confidence sequence have no value in common: its assumption fails, and no further seed mends it. */
  | 'contradictory-looks'

/** Why nothing can be said of a claim. */
export type NotEvaluableSubtype =
  | 'too-many-failures'
  | 'too-few-pairs'
  | 'too-few-seeds'
  /** Neither arm reached the threshold in at least half of the pairs. */
  | 'too-many-censored'
  | 'no-data'
  /** A comparison of losses of which one, with epsilon added, is not positive. */
  | 'no-logarithm'

/** A claim judged: the verdict with everything that a report says about it. */
export interface Judgement {
  readonly claim: Claim
  readonly profile: ProfileName
  readonly verdict: Verdict
  /** Fewer seeds than the rule needs, or another number than the claim states. It never matches a registered outcome. */
  readonly provisional: boolean
  /** Why it is provisional; null where it is not. */
  readonly provisionalWhy: string | null
  /** Seeds are added until the claim is decided, or a refuted one goes on for its subtype, and there is no end yet. */
  readonly open: boolean
  /** The verdict in plain words, made from the numbers. */
  readonly sentence: string
  /** Level at which Holm decided this claim: alpha / (m - j). */
  readonly alphaJ: number
  /** Number of claims of the family that carry a p value. */
  readonly familySize: Count
  /** null where the claim carries no p value (nothing in it is random), too little data, or a loss without a logarithm. */
  readonly p: Double | null
  readonly analysis: Analysis
  readonly evidence: JudgedEvidence
}

/** What a claim was judged by. */
export type JudgedEvidence = Evidence | AllOfEvidence

/** The claims that an `all-of` claim is made of: it has no runs of its own. */
export interface AllOfEvidence {
  readonly kind: 'all-of'
  /** Their ids. */
  readonly claims: readonly string[]
}

/** A judgement before it is put into words. */
export type WordlessJudgement = Omit<Judgement, 'sentence'>

/** What a reader should know before relying on the verdict. */
export type Warnings = readonly string[]

/** What was computed from the evidence. */
export type Analysis =
  | PairedAnalysis
  | SettingsAnalysis
  | ShareAnalysis
  | GridAnalysis
  | ContrastAnalysis
  | RateAnalysis
  | InvariantAnalysis
  | RangeAnalysis
  | ArithmeticAnalysis
  | AllOfAnalysis

/** How a claim was decided to which seeds are added; its numbers are those of the look at which it stopped. */
export interface SequentialAnalysis {
  /** How the number of seeds is decided. */
  readonly mode: SequentialDecision['mode']
  readonly method: SequentialDecision['method']
  /** Seeds before the first look, and at most. */
  readonly budget: SeedBudget
  /** Seeds at the first look that decided; null where none has. */
  readonly decidedAt: Count | null
  /** Every look that was taken, up to the one that decided. */
  readonly looks: readonly Look[]
  /** Seeds that were run and not used: after the look that decided, above the budget, or behind a missing seed. */
  readonly unusedSeeds: readonly Count[]
  /** Lowest seed that is missing although a later one was run; null where there is no gap. */
  readonly missingSeed: Count | null
}

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

/** What was known after so many seeds. */
export interface Look {
  /** Seeds that had entered, failed ones included. */
  readonly n: Count
  /** Running intersection of the confidence sets so far, as an interval; null where too little had trained. */
  readonly interval: Interval | null
  /** Two-sided p so far of the claim's reference: min(1, 1/max E) where the method has an e-process. */
  readonly p: Double | null
  /** What the look would decide. */
  readonly outcome: OutcomeName
}

/** What is shown of two arms, pair by pair. */
export interface PairedAnalysis {
  readonly kind: 'paired'
  /** Pairs in which both arms trained: those that theta speaks of. */
  readonly numPairs: Count
  /** Fixed: smallest n with 2^(1-n) <= alpha_j. Otherwise the first look. */
  readonly minPairs: Count
  /**
   * Centre of r_i = ln((b_i + eps)/(a_i + eps)), its interval, and delta = ln(1 + margin); for an absolute margin
   * centre of d_i = b_i - a_i, and the margin itself. null with fewer than 2 pairs, or where a loss has no logarithm.
   */
  readonly theta: Double | null
  /** Paired t interval of theta; null where it is not defined. */
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
  /** null where the number of seeds was fixed. */
  readonly sequential: SequentialAnalysis | null
  /** Where a claim that states `subtypeSeeds` was refuted before its subtype was known and before they were spent. All else is as at the stop. */
  readonly subtypeLooks?: SubtypeLooks
  /** Pairs in which neither arm reached the threshold within the run; 0 for what is no time. */
  readonly censoredPairs: Count
  /** Runs that failed: an outcome of their own, never part of theta. */
  readonly failures: FailureAnalysis
  /** Reported beside the verdict, never decisive. */
  readonly beside: PairedExtras | null
  /** The variance report; null with fewer than two pairs. */
  readonly variance: VarianceReport | null
  readonly warnings: Warnings
  /** More pairs expected to decide; null where decided; Infinity where not practical (above 1,000). */
  readonly morePairs: Double | null
}

/** How many runs of each arm failed. */
export interface FailureAnalysis {
  /** Runs of the control that failed. */
  readonly controlFailures: Count
  /** Runs of the treatment that failed. */
  readonly treatmentFailures: Count
  /** All pairs that were run. */
  readonly numPairs: Count
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

/** What is shown of a whole map, and, as an exploration beside it, of each of its settings. */
export interface SettingsAnalysis {
  readonly kind: 'settings'
  /** Pairs at each setting. */
  readonly numPairs: Count
  /** Settings of the grid. */
  readonly numSettings: Count
  /** Smallest n with 2^(1-n) <= alpha_j over the majority: with it each of the three statements can be shown. */
  readonly minPairs: Count
  /** ln(1 + margin), or the absolute margin. */
  readonly delta: Double
  /** That a majority is lower by at least the margin: the claim. */
  readonly lower: Conjunction
  /** That so many are not lower by at least the margin that no majority can be: its refutation. */
  readonly notLower: Conjunction
  /** That a majority is higher by at least the margin: its opposite. */
  readonly opposite: Conjunction
  /** Settings that are not among `lower` only because the treatment failed more often there. */
  readonly failing: Count
  /** Outcomes of the single settings, which Holm's procedure over the map decides at alpha_j. Exploratory. */
  readonly counts: SettingCounts
  /** In the order of the grid. */
  readonly settings: readonly SettingAnalysis[]
  readonly warnings: Warnings
}

/** That at least so many settings have a property (Benjamini & Heller 2008). */
export interface Conjunction {
  /** Settings that it takes. */
  readonly needed: Count
  /** Level at which a setting has to show it: alpha_j / (number of settings - needed + 1). */
  readonly level: number
  /** Settings that show it at that level. */
  readonly shown: Count
  /** Smallest alpha_j at which it is shown by theta; null where the map is not evaluable. */
  readonly p: Double | null
}

/** How many settings came to what. */
export interface SettingCounts {
  /** Lower by at least the margin. */
  readonly lower: Count
  /** Not lower by at least the margin. */
  readonly notLower: Count
  /** Neither is shown. */
  readonly undecided: Count
  /** Too many failures, or no logarithm. */
  readonly notEvaluable: Count
}

/** One setting by itself, as a claim of kind `lower` about it. */
export interface SettingAnalysis {
  readonly setting: Setting
  /** Pairs in which both arms trained. */
  readonly numPairs: Count
  /** Runs of the control that failed. */
  readonly controlFailures: Count
  /** Runs of the treatment that failed. */
  readonly treatmentFailures: Count
  /** As of a comparison; null with fewer than 2 pairs, or where a loss has no logarithm. */
  readonly theta: Double | null
  /** Standard deviation of r; null where it is not defined. */
  readonly standardDeviation: Double | null
  /** Its level is that of Holm's procedure over the map. */
  readonly interval: Interval | null
  /** Two-sided, of theta = -delta; null where it is not evaluable. */
  readonly p: Double | null
  readonly verdict: Verdict
}

/** How many seeds arrive. */
export interface ShareAnalysis {
  readonly kind: 'share'
  /** Seeds that were run. */
  readonly numSeeds: Count
  /** Seeds that arrived. */
  readonly successes: Count
  /** Successes over seeds. */
  readonly share: Double
  /** Clopper-Pearson interval of the share; where seeds are added until decided, the confidence sequence. */
  readonly interval: Interval
  /** Wilson interval, for display. */
  readonly wilson: Interval
  /** Share that has to be exceeded. */
  readonly nullShare: Double
  /** Seeds that had not arrived and were still moving. */
  readonly unsettled: Count
  /** null where the number of seeds was fixed. */
  readonly sequential: SequentialAnalysis | null
  /** More seeds expected to decide; null where decided; Infinity where not practical (above 1,000). */
  readonly moreSeeds: Double | null
  readonly warnings: Warnings
}

/** How many starting points arrive. */
export interface GridAnalysis {
  readonly kind: 'grid'
  /** Starting points that were run. */
  readonly numPoints: Count
  /** Starting points that arrived. */
  readonly reached: Count
  /** Starting points that had not arrived and were still moving. */
  readonly unsettled: Count
  readonly warnings: Warnings
}

/** On how many seeds each arm arrives, pair by pair. */
export interface ContrastAnalysis {
  readonly kind: 'contrast'
  /** Pairs of runs. */
  readonly numPairs: Count
  /** Pairs in which both arms arrived. */
  readonly both: Count
  /** Pairs in which only the treatment arrived. */
  readonly onlyTreatment: Count
  /** Pairs in which only the control arrived. */
  readonly onlyControl: Count
  /** Pairs in which neither arm arrived. */
  readonly neither: Count
  /** Pairs in which a run was still moving: counted both ways. */
  readonly unsettled: Count
  /** Clopper-Pearson interval of the treatment's share of the pairs that differ; the test is McNemar's. */
  readonly interval: Interval
  readonly warnings: Warnings
}

/** The mean of a number over seeds. */
export interface MeanAnalysis {
  /** Runs that have a number. */
  readonly numSeeds: Count
  /** Runs that diverged. */
  readonly diverged: Count
  /** null with fewer than 2 numbers. */
  readonly mean: Double | null
  /** Standard deviation over the seeds; null where it is not defined. */
  readonly standardDeviation: Double | null
  /** t interval of the mean; null with fewer than 2 numbers. */
  readonly interval: Interval | null
}

/** How fast the average regret falls, over seeds or starting points. */
export interface RateAnalysis extends MeanAnalysis {
  readonly kind: 'rate'
  /** Whether it is repeated over starting points or over seeds. */
  readonly over: RateHypothesis['over']
  /** Bound that the slope has to stay below. */
  readonly slopeBelow: number
  /** Runs whose average regret is not above zero, where its logarithm has no slope: they hold the claim. */
  readonly notPositive: Count
  /** Runs whose slope is below the bound, those without a positive regret included. */
  readonly holding: Count
  readonly warnings: Warnings
}

/** How often something did not hold. */
export interface InvariantAnalysis {
  readonly kind: 'invariant'
  /** Runs that were checked. */
  readonly numRuns: Count
  /** Steps that were checked, in all runs together. */
  readonly numSteps: Count
  /** Runs with a violation. */
  readonly violatingRuns: Count
  /** Steps at which the property was violated. */
  readonly violations: Count
  /** Runs that diverged. */
  readonly diverged: Count
  /** Largest ratio of a step to the one before it. */
  readonly worstRatio: Double | null
  readonly warnings: Warnings
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

/** A value against a range. */
export interface ArithmeticAnalysis {
  readonly kind: 'arithmetic'
  /** What the expression comes to. */
  readonly value: number
  /** Lower end of the range. */
  readonly low: number
  /** Upper end of the range. */
  readonly high: number
  readonly warnings: Warnings
}

/** The members of a claim that is made of others. */
export interface AllOfAnalysis {
  readonly kind: 'all-of'
  /** The claims that it is made of. */
  readonly members: readonly MemberAnalysis[]
  /** Level at which a single member refutes the whole: alpha_j over their number. */
  readonly memberAlpha: number
  readonly warnings: Warnings
}

/** A member as its `all-of` claim sees it, whatever its own family says of it. */
export interface MemberAnalysis {
  /** Id of the claim. */
  readonly claim: string
  /** p value of the claim; null where it has none. */
  readonly p: Double | null
  /** At alpha_j: all of them must be reproduced. */
  readonly outcome: OutcomeName
  /** At alpha_j over the number of members: one that is refuted refutes the whole. */
  readonly outcomeAtShare: OutcomeName
}
