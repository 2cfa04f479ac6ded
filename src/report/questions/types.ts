import type { OutcomeName, ReportedMetric } from '../../claims/types'
import type { ArmRuns, ExternalSplits } from '../../external/types'
import type { Count } from '../../json/scalars'
import type { Hypothesis } from '../../kinds'
import type { Labels } from '../../kinds/comparison/logs/types'
import type { Interval } from '../../stats/interval'

/** A question that claims of the report ask of one experiment, and what is known of its answer: here and elsewhere. */
export interface ComparedQuestion {
  /** Experiment of this report that asks it. */
  readonly experiment: string
  /** Metric that is compared. */
  readonly metric: string
  /** The last value of a run, or the geometric mean of its curve. */
  readonly measure: 'final' | 'auc'
  /** Arm a, which is compared with. */
  readonly control: string
  /** Arm b. */
  readonly treatment: string
  /** Sources by key, then external evidence, then the claims of this report by id. */
  readonly rows: readonly QuestionRow[]
  /** Every effect of external evidence against every effect that was measured here. */
  readonly agreements: readonly Agreement[]
}

/** What is known of the answer, by whom. */
export type QuestionRow = SourceRow | ExternalRow | HereRow

/** What a source says: a direction, and numbers where it gives them. */
export interface SourceRow {
  readonly kind: 'source'
  /** Key of the source. */
  readonly source: string
  /** Kinds of the hypotheses of its claims. */
  readonly says: readonly Hypothesis['kind'][]
  /** Its numbers for this metric. */
  readonly values: readonly ReportedMetric[]
  /** null unless it gives a number for each arm. */
  readonly effect: RelativeEffect | null
}

/** Run logs that somebody else made. */
export interface ExternalRow {
  readonly kind: 'external'
  /** Id of the claim that was adjudicated. */
  readonly claim: string
  readonly group: Labels
  /** The average over settings decides; each arm at its own best setting is exploratory. */
  readonly over: 'settings' | 'tuned'
  /** Settings that entered an average. */
  readonly settings: Count
  readonly runs: ArmRuns
  /** On the common axis; null where there are not enough numbers. */
  readonly effect: RelativeEffect | null
  /** Of tuned arms that are only described: the effect over ways of halving the runs, whose mean is the effect. */
  readonly splits?: ExternalSplits
  /** The verdict; null where nothing is judged. */
  readonly outcome: OutcomeName | null
  /** How it is refuted, or why it is open; null where there is none. */
  readonly subtype: string | null
}

/** A claim of this report. */
export interface HereRow {
  readonly kind: 'here'
  /** Id of the claim. */
  readonly claim: string
  /** Pairs that trained in both arms; 0 where the claim was not judged. */
  readonly pairs: Count
  /** On the common axis; null where there are not enough numbers. */
  readonly effect: RelativeEffect | null
  /** null where the claim was not judged. */
  readonly outcome: OutcomeName | null
  /** How it is refuted, or why it is open; null where there is none. */
  readonly subtype: string | null
  /** Fewer seeds than the rule needs: not measured. */
  readonly provisional: boolean
}

/** Treatment over control as a logarithm, so that effects add up on one axis: ratio - 1 is expm1(theta). */
export interface RelativeEffect {
  /** Logarithm of treatment over control; ratio - 1 is expm1(theta). */
  readonly theta: number
  /** Of theta, at 95 % unless it says another level; null where there is none, or a bound is infinite. */
  readonly interval: Interval | null
}

/** How an effect of external evidence stands to one that was measured here. */
export interface Agreement {
  /** Indices into `rows`. */
  readonly external: Count
  /** Index of the row of this report's claim. */
  readonly here: Count
  /** Where the intervals lie against 0. */
  readonly directions: {
    /** That of the logs. */
    readonly external: Direction
    /** That of this report. */
    readonly here: Direction
  }
  /** Whether the two intervals have a value in common. */
  readonly intervalsOverlap: boolean
  /** Of the claim that was judged here, by either evidence; null where the external claim does not imply it. */
  readonly sameOutcome: boolean | null
  /** yes: intervals overlap and no outcome differs. in-part: one of the two. no: neither. */
  readonly agrees: 'yes' | 'in-part' | 'no'
}

/** Where an interval lies against 0. */
export type Direction = 'lower' | 'higher' | 'open'
