import type { AnyHypothesis, ClaimWith, OutcomeName, ProfileName, SeedBudget } from '../claims/types'
import type { Count, Double } from '../json/scalars'
import type { Contender, SelectionFindings } from './shared/types'

/**
 * What belongs together in a kind of hypothesis: how it stands in a file and how it is judged, what its runs give, what
 * a verdict says of that, and which verdicts there are.
 */
export interface KindTypes {
  /** The hypothesis as it stands in a claim's file, defaults left out. */
  readonly file: AnyHypothesis
  readonly hypothesis: AnyHypothesis
  readonly evidence: { readonly kind: string }
  readonly analysis: { readonly kind: string; readonly warnings: Warnings }
  readonly verdict: AnyVerdict
}

/** What the evidence says of a claim, with the subtypes that there are. `never`: that outcome has none, or is none. */
export type VerdictWith<Refuted extends string, Inconclusive extends string, NotEvaluable extends string> =
  | {
      readonly outcome: 'reproduced'
      /** Nothing to add. */
      readonly subtype: null
    }
  | {
      readonly outcome: 'refuted'
      /** In which way. */
      readonly subtype: Refuted
    }
  | {
      readonly outcome: 'inconclusive'
      /** Why; null where there is nothing to add. */
      readonly subtype: Inconclusive | null
    }
  | {
      readonly outcome: 'not-evaluable'
      /** Why. */
      readonly subtype: NotEvaluable
    }

/** In the direction that is claimed, by less than the margin: the claim neither holds nor does not. */
export interface BelowMargin {
  readonly outcome: 'below-margin'
  /** Nothing to add. */
  readonly subtype: null
}

/** What a reader should know before relying on the verdict. */
export type Warnings = readonly string[]

/** What the evidence says of a claim. `could-not-run` is not among them: infrastructure has no scientific outcome. */
export interface AnyVerdict {
  readonly outcome: OutcomeName
  readonly subtype: string | null
}

/** A claim judged: the verdict with everything that a report says about it. */
export interface Judged<T extends KindTypes> extends FindingsOf<T> {
  readonly claim: ClaimWith<T['hypothesis']>
  readonly profile: ProfileName
}

/** What was found of a claim. */
export interface FindingsOf<T extends KindTypes> {
  /** What the evidence says of the claim. */
  readonly verdict: T['verdict']
  /** Fewer seeds than the rule needs, or another number than the claim states. It never matches an expected outcome. */
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
  /** The numbers that the verdict follows from. */
  readonly analysis: T['analysis']
  /** What the claim was judged by; where tuning chose settings, at these. */
  readonly evidence: T['evidence']
  /** What else it was judged by where selection cannot tell the best settings; left out where it can, or was not asked. */
  readonly contenders?: readonly Contender<T['evidence']>[] | undefined
  /** Whether the verdict hangs on which settings were chosen; left out where none were, or an older claimcheck judged. */
  readonly selection?: SelectionFindings | undefined
}

/** A judgement before it is put into words. */
export type Wordless<T extends KindTypes> = Omit<Judged<T>, 'sentence'>

/** A claim with its evidence, ready to be judged at whatever level its family leaves for it. */
export type Judgeable<T extends KindTypes> = JudgeableBy<T['evidence'], T['analysis'], T['verdict']>

export interface JudgeableBy<Evidence, Analysis, Verdict> {
  readonly evidence: Evidence
  readonly contenders?: readonly Contender<Evidence>[]
  /**
   * Smallest level at which it is decided, which orders Holm's procedure; null where there is no p, or the data give
   * none: counts as 1.
   */
  readonly p: number | null
  /** The looks of a claim to which seeds are added; null for all others, which are looked at once. */
  readonly looks: JudgeableLooks | null
  /** Questions of a claim that are in its family one by one; left out where the claim is one question. */
  readonly tests?: readonly JudgeableTest[]
  /** Whether the claim's hypothesis is decided at level alpha, whichever way. */
  isDecided(alpha: number): boolean
  verdict(alpha: number): Verdict
  /** @param levels that the family leaves for each of `tests`; left out: what Holm leaves of alpha over them alone */
  judge(alpha: number, levels?: readonly number[]): RulingBy<Analysis, Verdict>
}

/** What Holm's procedure asks of a question. */
export interface JudgeableTest {
  /** As of a claim. */
  readonly p: number | null
  isDecided(alpha: number): boolean
}

/** What was known of a claim when only so many seeds had entered. */
export interface JudgeableLooks {
  /** Seeds at each look, ascending. */
  readonly sizes: readonly number[]
  /** p over the looks at up to n seeds; 1 before the first. It never rises with n. */
  pAfter(n: number): number
  isDecidedAfter(n: number, alpha: number): boolean
  /** Another seed would be looked at. */
  isOpen(alpha: number): boolean
}

/** A verdict with all that a report says about it. */
export type Ruling<T extends KindTypes> = RulingBy<T['analysis'], T['verdict']>

interface RulingBy<Analysis, Verdict> {
  readonly verdict: Verdict
  readonly analysis: Analysis
  /** p as it was when the claim was decided. */
  readonly p: number | null
  /** Why the verdict is provisional; null where it is not. */
  readonly provisionalWhy: string | null
  /** Another seed would be looked at. */
  readonly open: boolean
  readonly selection?: SelectionFindings
}

/** The seeds that a claim states at a profile, and where they begin. */
export interface SeedPlan extends SeedBudget {
  /** Seed of the first pair. */
  readonly first: number
}
