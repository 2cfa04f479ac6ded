import type { Evidence } from '../evidence/types'
import type { Claim, ProfileName } from '../spec/types'
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
  /** `not-lower` claims: it is lower. */
  | 'lower'
  /** `equivalent` claims. */
  | 'different'
  /** `converges-to` claims: it settles elsewhere / too few seeds arrive. */
  | 'elsewhere'
  | 'too-few'

export type InconclusiveSubtype =
  /** 0 is outside the interval, -delta is inside: the direction is known, the size is not. */
  | 'direction'
  /** The t interval decides, the sign-flip test does not. */
  | 'co-check'
  /** The treatment failed more often than the control. */
  | 'failures'
  /** The iterate is still moving. */
  | 'not-settled'
  /** Some starting points arrive, others do not. */
  | 'mixed'

export type NotEvaluableSubtype =
  | 'too-many-failures'
  | 'too-few-pairs'
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
  /** The verdict in plain words, made from the numbers. */
  readonly sentence: string
  /** Level at which Holm decided this claim: alpha / (m - j). */
  readonly alphaJ: number
  /** Number of claims of the family that carry a p value. */
  readonly familySize: number
  /** null where the claim carries no p value (deterministic problems), too little data, or a loss without a logarithm. */
  readonly p: number | null
  readonly analysis: Analysis
  readonly evidence: Evidence
}

/** A judgement before it is put into words. */
export type WordlessJudgement = Omit<Judgement, 'sentence'>

export type Analysis = PairedAnalysis | ShareAnalysis | GridAnalysis

export interface PairedAnalysis {
  readonly kind: 'paired'
  /** Pairs in which both arms trained: those that theta speaks of. */
  readonly numPairs: number
  /** Smallest n with 2^(1-n) <= alpha_j. */
  readonly minPairs: number
  /**
   * Centre of r_i = ln((b_i + eps)/(a_i + eps)), its interval, and delta = ln(1 + margin). null with fewer than 2 pairs,
   * or where a loss has no logarithm.
   */
  readonly theta: number | null
  readonly interval: Interval | null
  readonly delta: number
  /** Standard deviation of r. */
  readonly standardDeviation: number | null
  /**
   * Two-sided p of the t test and of the sign-flip test against -delta. For `equivalent`: against the bound that theta
   * lies beyond, or the larger of both p where theta lies between them.
   */
  readonly pT: number | null
  readonly pFlip: number | null
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
  /** The verdict's outcome with each seed left out in turn. */
  readonly leaveOneOut: readonly { readonly seed: number; readonly outcome: string; readonly theta: number }[]
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

export interface ShareAnalysis {
  readonly kind: 'share'
  readonly numSeeds: number
  readonly successes: number
  readonly share: number
  /** Clopper-Pearson interval of the share. */
  readonly interval: Interval
  /** Wilson interval, for display. */
  readonly wilson: Interval
  readonly nullShare: number
  readonly unsettled: number
  readonly warnings: readonly string[]
}

export interface GridAnalysis {
  readonly kind: 'grid'
  readonly numPoints: number
  readonly reached: number
  readonly unsettled: number
  readonly warnings: readonly string[]
}
