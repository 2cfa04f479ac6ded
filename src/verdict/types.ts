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
import type { Summary } from '../stats/describe'
import type { Interval } from '../stats/interval'

export type { Interval, Summary }

/** What the evidence says of a claim. `could-not-run` is not among them: infrastructure has no scientific outcome. */
export type Verdict =
  | { readonly outcome: 'reproduced'; readonly subtype: null }
  | { readonly outcome: 'refuted'; readonly subtype: RefutedSubtype }
  | { readonly outcome: 'inconclusive'; readonly subtype: InconclusiveSubtype | null }
  | { readonly outcome: 'not-evaluable'; readonly subtype: NotEvaluableSubtype }

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
  readonly familySize: number
  /** null where the claim carries no p value (nothing in it is random), too little data, or a loss without a logarithm. */
  readonly p: number | null
  readonly analysis: Analysis
  readonly evidence: JudgedEvidence
}

/** What a claim was judged by. */
export type JudgedEvidence = Evidence | AllOfEvidence

/** The claims that an `all-of` claim is made of: it has no runs of its own. */
export interface AllOfEvidence {
  readonly kind: 'all-of'
  readonly claims: readonly string[]
}

/** A judgement before it is put into words. */
export type WordlessJudgement = Omit<Judgement, 'sentence'>

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
  readonly mode: SequentialDecision['mode']
  readonly method: SequentialDecision['method']
  /** Seeds before the first look, and at most. */
  readonly budget: SeedBudget
  /** Seeds at the first look that decided; null where none has. */
  readonly decidedAt: number | null
  /** Every look that was taken, up to the one that decided. */
  readonly looks: readonly Look[]
  /** Seeds that were run and not used: after the look that decided, above the budget, or behind a missing seed. */
  readonly unusedSeeds: readonly number[]
  /** Lowest seed that is missing although a later one was run; null where there is no gap. */
  readonly missingSeed: number | null
}

/** How a refuted claim went on for its subtype: what was known of it at the last look for it. */
export interface SubtypeLooks {
  /** The subtype at the look that refuted the claim. */
  readonly atStop: RefutedSubtype
  /** Seeds at the look whose subtype is the claim's. */
  readonly n: number
  /** Pairs that had trained in both arms by then, their centre and its interval. */
  readonly numPairs: number
  readonly theta: number
  readonly interval: Interval
  /** Seeds that entered for it, and at most. */
  readonly entered: number
  readonly max: number
}

/** What was known after so many seeds. */
export interface Look {
  /** Seeds that had entered, failed ones included. */
  readonly n: number
  /** Running intersection of the confidence sets so far, as an interval; null where too little had trained. */
  readonly interval: Interval | null
  /** Two-sided p so far of the claim's reference: min(1, 1/max E) where the method has an e-process. */
  readonly p: number | null
  readonly outcome: OutcomeName
}

export interface PairedAnalysis {
  readonly kind: 'paired'
  /** Pairs in which both arms trained: those that theta speaks of. */
  readonly numPairs: number
  /** Fixed: smallest n with 2^(1-n) <= alpha_j. Otherwise the first look. */
  readonly minPairs: number
  /**
   * Centre of r_i = ln((b_i + eps)/(a_i + eps)), its interval, and delta = ln(1 + margin); for an absolute margin
   * centre of d_i = b_i - a_i, and the margin itself. null with fewer than 2 pairs, or where a loss has no logarithm.
   */
  readonly theta: number | null
  readonly interval: Interval | null
  readonly delta: number
  /** Standard deviation of r, or of d. */
  readonly standardDeviation: number | null
  /**
   * Two-sided p of the t test and of the sign-flip test against -delta. For `equivalent`: against the bound that theta
   * lies beyond, or the larger of both p where theta lies between them. null where seeds are added until decided.
   */
  readonly pT: number | null
  readonly pFlip: number | null
  /** null where the number of seeds was fixed. */
  readonly sequential: SequentialAnalysis | null
  /** Where a claim that states `subtypeSeeds` was refuted before its subtype was known and before they were spent. All else is as at the stop. */
  readonly subtypeLooks?: SubtypeLooks
  /** Pairs in which neither arm reached the threshold within the run; 0 for what is no time. */
  readonly censoredPairs: number
  readonly failures: FailureAnalysis
  /** Reported beside the verdict, never decisive. */
  readonly beside: PairedExtras | null
  readonly variance: VarianceReport | null
  readonly warnings: readonly string[]
  /** More pairs expected to decide; null where decided; Infinity where not practical (above 1,000). */
  readonly morePairs: number | null
}

export interface FailureAnalysis {
  readonly controlFailures: number
  readonly treatmentFailures: number
  readonly numPairs: number
  /** Exact McNemar test of failing in one arm only. */
  readonly pMcNemar: number
  /** 1 - alpha^(1/n): upper bound of a failure rate that was never seen; null where one was. */
  readonly unseenRateBound: number | null
  /** theta and interval with min(x, chance) on every run of both arms; null without a chance level or a logarithm. */
  readonly capped: { readonly theta: number; readonly interval: Interval } | null
}

export interface PairedExtras {
  /** Exact two-sided Wilcoxon signed-rank p of r. */
  readonly wilcoxonP: number
  /** mean(r)/sd(r); null where sd is 0. */
  readonly dz: number | null
  /** P(b < a), ties half, over the pairs. */
  readonly probabilityLower: number
  readonly cliffsDelta: number
  readonly bca: Interval | null
  readonly pTost: number | null
  /** The verdict's outcome with each seed left out in turn; null where a stop depends on the seeds' order. */
  readonly leaveOneOut: readonly { readonly seed: number; readonly outcome: string | null; readonly theta: number }[]
  readonly skewness: number | null
  readonly skewnessWarning: boolean
  /** Mean of d_i = b_i - a_i. */
  readonly meanDifference: number
}

/** The variance report: each arm over the pairs, and what pairing gained. */
export interface VarianceReport {
  readonly control: Summary
  readonly treatment: Summary
  readonly differenceStandardDeviation: number
  /** Pearson correlation of the arms over the seeds; null where an arm is constant. */
  readonly correlation: number | null
  /** Var(a) + Var(b) over Var(b - a): how many times more unpaired runs the same precision needs. null at variance 0. */
  readonly pairingGain: number | null
}

/** What is shown of a whole map, and, as an exploration beside it, of each of its settings. */
export interface SettingsAnalysis {
  readonly kind: 'settings'
  /** Pairs at each setting. */
  readonly numPairs: number
  readonly numSettings: number
  /** Smallest n with 2^(1-n) <= alpha_j over the majority: with it each of the three statements can be shown. */
  readonly minPairs: number
  /** ln(1 + margin), or the absolute margin. */
  readonly delta: number
  /** That a majority is lower by at least the margin: the claim. */
  readonly lower: Conjunction
  /** That so many are not lower by at least the margin that no majority can be: its refutation. */
  readonly notLower: Conjunction
  /** That a majority is higher by at least the margin: its opposite. */
  readonly opposite: Conjunction
  /** Settings that are not among `lower` only because the treatment failed more often there. */
  readonly failing: number
  /** Outcomes of the single settings, which Holm's procedure over the map decides at alpha_j. Exploratory. */
  readonly counts: SettingCounts
  /** In the order of the grid. */
  readonly settings: readonly SettingAnalysis[]
  readonly warnings: readonly string[]
}

/** That at least so many settings have a property (Benjamini & Heller 2008). */
export interface Conjunction {
  /** Settings that it takes. */
  readonly needed: number
  /** Level at which a setting has to show it: alpha_j / (number of settings - needed + 1). */
  readonly level: number
  /** Settings that show it at that level. */
  readonly shown: number
  /** Smallest alpha_j at which it is shown by theta; null where the map is not evaluable. */
  readonly p: number | null
}

export interface SettingCounts {
  readonly lower: number
  readonly notLower: number
  readonly undecided: number
  readonly notEvaluable: number
}

/** One setting by itself, as a claim of kind `lower` about it. */
export interface SettingAnalysis {
  readonly setting: Setting
  /** Pairs in which both arms trained. */
  readonly numPairs: number
  readonly controlFailures: number
  readonly treatmentFailures: number
  /** As of a comparison; null with fewer than 2 pairs, or where a loss has no logarithm. */
  readonly theta: number | null
  readonly standardDeviation: number | null
  /** Its level is that of Holm's procedure over the map. */
  readonly interval: Interval | null
  /** Two-sided, of theta = -delta; null where it is not evaluable. */
  readonly p: number | null
  readonly verdict: Verdict
}

export interface ShareAnalysis {
  readonly kind: 'share'
  readonly numSeeds: number
  readonly successes: number
  readonly share: number
  /** Clopper-Pearson interval of the share; where seeds are added until decided, the confidence sequence. */
  readonly interval: Interval
  /** Wilson interval, for display. */
  readonly wilson: Interval
  readonly nullShare: number
  readonly unsettled: number
  /** null where the number of seeds was fixed. */
  readonly sequential: SequentialAnalysis | null
  /** More seeds expected to decide; null where decided; Infinity where not practical (above 1,000). */
  readonly moreSeeds: number | null
  readonly warnings: readonly string[]
}

export interface GridAnalysis {
  readonly kind: 'grid'
  readonly numPoints: number
  readonly reached: number
  readonly unsettled: number
  readonly warnings: readonly string[]
}

/** On how many seeds each arm arrives, pair by pair. */
export interface ContrastAnalysis {
  readonly kind: 'contrast'
  readonly numPairs: number
  readonly both: number
  readonly onlyTreatment: number
  readonly onlyControl: number
  readonly neither: number
  /** Pairs in which a run was still moving: counted both ways. */
  readonly unsettled: number
  /** Clopper-Pearson interval of the treatment's share of the pairs that differ; the test is McNemar's. */
  readonly interval: Interval
  readonly warnings: readonly string[]
}

/** The mean of a number over seeds. */
export interface MeanAnalysis {
  /** Runs that have a number. */
  readonly numSeeds: number
  readonly diverged: number
  /** null with fewer than 2 numbers. */
  readonly mean: number | null
  readonly standardDeviation: number | null
  /** t interval of the mean; null with fewer than 2 numbers. */
  readonly interval: Interval | null
}

export interface RateAnalysis extends MeanAnalysis {
  readonly kind: 'rate'
  readonly over: RateHypothesis['over']
  readonly slopeBelow: number
  /** Runs whose average regret is not above zero, where its logarithm has no slope: they hold the claim. */
  readonly notPositive: number
  /** Runs whose slope is below the bound, those without a positive regret included. */
  readonly holding: number
  readonly warnings: readonly string[]
}

export interface InvariantAnalysis {
  readonly kind: 'invariant'
  readonly numRuns: number
  /** Steps that were checked, in all runs together. */
  readonly numSteps: number
  readonly violatingRuns: number
  readonly violations: number
  readonly diverged: number
  readonly worstRatio: number | null
  readonly warnings: readonly string[]
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

export interface ArithmeticAnalysis {
  readonly kind: 'arithmetic'
  readonly value: number
  readonly low: number
  readonly high: number
  readonly warnings: readonly string[]
}

export interface AllOfAnalysis {
  readonly kind: 'all-of'
  readonly members: readonly MemberAnalysis[]
  /** Level at which a single member refutes the whole: alpha_j over their number. */
  readonly memberAlpha: number
  readonly warnings: readonly string[]
}

/** A member as its `all-of` claim sees it, whatever its own family says of it. */
export interface MemberAnalysis {
  readonly claim: string
  readonly p: number | null
  /** At alpha_j: all of them must be reproduced. */
  readonly outcome: OutcomeName
  /** At alpha_j over the number of members: one that is refuted refutes the whole. */
  readonly outcomeAtShare: OutcomeName
}
