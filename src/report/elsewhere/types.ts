import type { OutcomeName, ReportedMetric } from '../../claims/types'
import type { Hypothesis } from '../../kinds'
import type { ArmRuns, Labels } from '../../outside/types'
import type { Interval } from '../../stats/interval'

/** A question that claims of the report ask of one experiment, and what is known of its answer: here and elsewhere. */
export interface ElsewhereQuestion {
  readonly experiment: string
  readonly metric: string
  /** The last value of a run, or the geometric mean of its curve. */
  readonly measure: 'final' | 'auc'
  readonly control: string
  readonly treatment: string
  /** Sources by key, then outside evidence, then the claims of this report by id. */
  readonly rows: readonly ElsewhereRow[]
  /** Every effect of outside evidence against every effect that was measured here. */
  readonly agreements: readonly Agreement[]
}

export type ElsewhereRow = SourceRow | OutsideRow | HereRow

/** What a source says: a direction, and numbers where it gives them. */
export interface SourceRow {
  readonly kind: 'source'
  readonly source: string
  /** Kinds of the hypotheses of its claims. */
  readonly says: readonly Hypothesis['kind'][]
  /** Its numbers for this metric. */
  readonly values: readonly ReportedMetric[]
  /** null unless it gives a number for each arm. */
  readonly effect: RelativeEffect | null
}

/** Run logs that somebody else made. */
export interface OutsideRow {
  readonly kind: 'outside'
  readonly claim: string
  readonly group: Labels
  /** The average over settings decides; each arm at its own best setting is exploratory. */
  readonly over: 'settings' | 'tuned'
  /** Settings that entered an average. */
  readonly settings: number
  readonly runs: ArmRuns
  readonly effect: RelativeEffect | null
  readonly outcome: OutcomeName
  readonly subtype: string | null
}

/** A claim of this report. */
export interface HereRow {
  readonly kind: 'here'
  readonly claim: string
  /** Pairs that trained in both arms; 0 where the claim was not judged. */
  readonly pairs: number
  readonly effect: RelativeEffect | null
  /** null where the claim was not judged. */
  readonly outcome: OutcomeName | null
  readonly subtype: string | null
  /** Fewer seeds than the rule needs: not measured. */
  readonly provisional: boolean
}

/** Treatment over control as a logarithm, so that effects add up on one axis: ratio - 1 is expm1(theta). */
export interface RelativeEffect {
  readonly theta: number
  /** Of theta, at 95 % unless it says another level; null where there is none, or a bound is infinite. */
  readonly interval: Interval | null
}

/** How an effect of outside evidence stands to one that was measured here. */
export interface Agreement {
  /** Indices into `rows`. */
  readonly outside: number
  readonly here: number
  readonly directions: { readonly outside: Direction; readonly here: Direction }
  readonly intervalsOverlap: boolean
  /** Of the claim that was judged here, by either evidence; null where the outside claim does not imply it. */
  readonly sameOutcome: boolean | null
  /** yes: intervals overlap and no outcome differs. in-part: one of the two. no: neither. */
  readonly agrees: 'yes' | 'in-part' | 'no'
}

/** Where an interval lies against 0. */
export type Direction = 'lower' | 'higher' | 'open'
