import type { MarginFile, Optional } from '../../claims/fileTypes'
import type { At, Margin, OutcomeName } from '../../claims/types'
import type { Count, Double, Text } from '../../json/scalars'
import type { PairedAnalysis, PairedEvidence, PairedVerdict } from '../comparison/types'
import type { BelowMargin, VerdictWith, Warnings } from '../judged'

/** As good as the control, and cheaper: two statements, both of which have to hold. */
export interface TradeOffHypothesis {
  readonly kind: 'trade-off'
  /** Metric in which the treatment is as good. */
  readonly metric: Text
  /** At which point of a run that metric is taken; what is counted or timed is that of the whole run. */
  readonly at: At
  /** On which side that metric is better. */
  readonly better: 'lower' | 'higher'
  /** `not-worse`: not worse by more than the margin. `equivalent`: inside the margin both ways. */
  readonly as: 'not-worse' | 'equivalent'
  /** Arm that the claim praises (b). */
  readonly treatment: Text
  /** Arm that it is compared with (a). */
  readonly control: Text
  /** By how much the metric may be worse and still be as good. */
  readonly margin: Margin
  /** What the treatment takes less of, and by how much at least. */
  readonly cheaper: Cheaper
}

/** What the treatment takes less of. */
export interface Cheaper {
  /**
   * `parameters`, `updates`, `bytes`: counted, from what is run. `seconds`: how long a run of a program takes. Any other name,
   * and any of these that the experiment declares: a metric.
   */
  readonly of: Text
  /** A relative one of .25: the control takes 1.25 times as much. */
  readonly by: Margin
}

export type TradeOffFile = Optional<Omit<TradeOffHypothesis, 'margin' | 'cheaper'>, 'at' | 'as'> & {
  readonly margin?: MarginFile
  readonly cheaper: { readonly of: Text; readonly by: MarginFile }
}

/** Two arms pair by pair, and what they take. */
export interface TradeOffEvidence {
  readonly kind: 'trade-off'
  /** The metric in which the treatment is as good. */
  readonly quality: PairedEvidence
  /** What it takes less of. */
  readonly cost: CountedCost | MeasuredCost
}

/** The same in every run of an arm. */
export interface CountedCost {
  readonly kind: 'counted'
  /** What is counted. */
  readonly of: Text
  /** Of the control; null where nothing was run. */
  readonly control: Double | null
  /** Of the treatment; null where nothing was run. */
  readonly treatment: Double | null
}

/** Another number in every run. */
export interface MeasuredCost {
  readonly kind: 'measured'
  /** What each run took. */
  readonly pairs: PairedEvidence
  /** Where and when the runs were made; null where the cost is no time. */
  readonly timing: Timing | null
}

/** Whether times can be compared: runs of one machine, made here, a pair one right after the other. */
export interface Timing {
  /** Processors and systems on which they were made: one where they can be compared. */
  readonly machines: readonly Text[]
  /** Runs that were made on another machine, or with others in one process, or whose time nobody took. */
  readonly elsewhere: Count
  /** Runs that were not over when another one of the claim began. */
  readonly overlapping: Count
  /** Pairs whose runs did not follow each other. */
  readonly apart: Count
  /** Pairs whose treatment ran first: about half of them, where the order is left to chance. */
  readonly treatmentFirst: Count
}

/** What is shown of both statements. */
export interface TradeOffAnalysis {
  readonly kind: 'trade-off'
  /** Of the metric. */
  readonly quality: PairedAnalysis
  /** Of what it takes. */
  readonly cost: PairedAnalysis | CountedCost
  /** That the treatment is as good. */
  readonly asGood: StatementAnalysis
  /** That it is cheaper. */
  readonly cheaper: StatementAnalysis
  /** Level at which one of them refutes the claim: alpha_j over the number of those that are random. */
  readonly againstAlpha: number
  readonly warnings: Warnings
}

/** One of the two statements, at alpha_j. */
export interface StatementAnalysis {
  /** reproduced: it is shown. below-margin: cheaper, by less than the margin. */
  readonly outcome: OutcomeName
  /** The guard that objects, or why it is not evaluable; null for none. */
  readonly subtype: string | null
  /** At the level that refutes the claim. */
  readonly outcomeAgainst: OutcomeName
  /** Smallest level at which it is decided, whichever way; null of what is counted, and without data. */
  readonly p: Double | null
}

/** Which of the two statements fails; what keeps one from being decided. */
export type TradeOffVerdict =
  | BelowMargin
  | VerdictWith<
      'worse' | 'not-cheaper' | 'worse-and-not-cheaper',
      | 'co-check'
      | 'no-spread'
      | 'skew'
      | 'failures'
      /** Runs were timed elsewhere, at the same time, or not in pairs. */
      | 'timing',
      Extract<PairedVerdict, { readonly outcome: 'not-evaluable' }>['subtype']
    >

export interface TradeOffTypes {
  readonly file: TradeOffFile
  readonly hypothesis: TradeOffHypothesis
  readonly evidence: TradeOffEvidence
  readonly analysis: TradeOffAnalysis
  readonly verdict: TradeOffVerdict
}
