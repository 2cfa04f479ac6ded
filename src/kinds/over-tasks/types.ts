import type { MarginFile, Optional } from '../../claims/fileTypes'
import type { At, Margin } from '../../claims/types'
import type { Count, Double, Text } from '../../json/scalars'
import type { Interval } from '../../stats/interval'
import type { PairedEvidence, PairedVerdict } from '../comparison/types'
import type { BelowMargin, VerdictWith, Warnings } from '../judged'
import type { Conjunction, SettingAnalysis, SettingCounts } from '../lower-at-majority/types'

/**
 * The same comparison over several tasks or data sets: the treatment is better at a majority of them, or on average over
 * tasks like these. Tasks are the values of an axis of one experiment's grid, or claims on an experiment each.
 */
export interface TasksHypothesis {
  readonly kind: 'over-tasks'
  /** `majority`: at more than half of these tasks. `average`: the mean over tasks like these (random effects). */
  readonly decides: 'majority' | 'average'
  /** Axis of the grid whose values are the tasks; left out where claims are. */
  readonly axis?: Text
  /** Claims that compare the same arms on one task each; left out where there is an axis. */
  readonly claims?: readonly Text[]
  /** Metric that is compared. */
  readonly metric: Text
  /** At which point of a run the metric is taken; of claims, as each of them says. */
  readonly at: At
  /** On which side the metric is better. */
  readonly better: 'lower' | 'higher'
  /** Arm that the claim praises (b). */
  readonly treatment: Text
  /** Arm that it is compared with (a). */
  readonly control: Text
  /** Smallest effect of interest on a task, and on average. */
  readonly margin: Margin
  /** What is 0 and what is 1 on each task; effects are then differences of normalised values. Left out: values as they are. */
  readonly scores?: TaskScores
}

/** By task: the values that are 0 and 1, such as those of chance and of a reference. */
export type TaskScores = Readonly<Record<string, readonly [number, number]>>

export type TasksFile = Optional<Omit<TasksHypothesis, 'margin'>, 'at'> & { readonly margin?: MarginFile }

/** Two arms on every task. */
export interface TasksEvidence {
  readonly kind: 'tasks'
  /** In the order of the axis, or of the claims. */
  readonly tasks: readonly TaskEvidence[]
}

/** Two arms on one task. */
export interface TaskEvidence {
  /** Value of the axis, or id of the claim. */
  readonly name: Text
  readonly pairs: PairedEvidence
}

/** What is shown over the tasks, and of each of them. */
export interface TasksAnalysis {
  readonly kind: 'tasks'
  /** How many there are. */
  readonly numTasks: Count
  /** Pairs at each task; the most where they differ. */
  readonly numPairs: Count
  /** Smallest n with 2^(1-n) <= alpha_j over the majority, or 2: with it a task can show what it takes. */
  readonly minPairs: Count
  /** ln(1 + margin), or the absolute margin. */
  readonly delta: Double
  /** That a majority is better by at least the margin. */
  readonly better: Conjunction
  /** That too many are not for a majority to be. */
  readonly notBetter: Conjunction
  /** That a majority is worse by at least the margin. */
  readonly opposite: Conjunction
  /** That a majority is better, by whatever amount. */
  readonly betterAtAll: Conjunction
  /** Random effects over tasks; null with fewer than 3 that can be judged. */
  readonly average: AverageAnalysis | null
  /** Beside the verdict, never decisive; null where a task has no pair that trained. */
  readonly secondary: TasksSecondary | null
  /** Outcomes of the single tasks: Holm's procedure over them, at alpha_j together. Exploratory. */
  readonly counts: SettingCounts
  /** In the order of the evidence. */
  readonly tasks: readonly TaskAnalysis[]
  readonly warnings: Warnings
}

/** One task by itself: `reproduced` where the treatment is better by at least the margin. Its effects are b against a. */
export interface TaskAnalysis extends SettingAnalysis {
  /** Value of the axis, or id of the claim. */
  readonly name: Text
}

/** Hartung, Knapp, Sidik and Jonkman: the mean over tasks like these. */
export interface AverageAnalysis {
  /** Tasks that enter. */
  readonly numTasks: Count
  /** Of b against a. */
  readonly mean: Double
  /** Standard deviation of true effects over tasks. */
  readonly tau: Double
  /** Of the mean. */
  readonly interval: Interval
  /** Of the true effect on one further task. */
  readonly prediction: Interval
  /** Two-sided, of the margin on the claimed side; what it is decided by. */
  readonly p: Double
  /** The same with the skewness of effects over tasks allowed for. */
  readonly pSkew: Double
}

/** Secondary numbers (Agarwal et al. 2021), with stratified bootstrap intervals: pairs are drawn anew within each task. */
export interface TasksSecondary {
  /** Probability that a run of the treatment is better than one of the control on the same task. */
  readonly improvement: Estimate
  /** Interquartile mean of the effects of all pairs of all tasks, b against a; null where one has no effect. */
  readonly interquartileMean: Estimate | null
  /** Interquartile means of the normalised values; left out without `scores`. */
  readonly scores?: {
    /** Of arm a. */
    readonly control: Estimate
    /** Of arm b. */
    readonly treatment: Estimate
  }
}

/** A number with its interval. */
export interface Estimate {
  /** As computed. */
  readonly value: Double
  readonly interval: Interval
}

/**
 * `no-majority`, of a majority: too many are not better. Of an average: how far it is from better, as of `lower`, with
 * `worse` for higher.
 */
export type TasksVerdict =
  | BelowMargin
  | VerdictWith<
      'opposite' | 'no-majority' | 'worse-by-less-than-margin' | 'equivalent' | 'worse' | 'no-better',
      | 'failures'
      /** At least half of the tasks have the same effect. */
      | 'no-spread'
      /** Effects over tasks are so skewed that the interval does not decide. */
      | 'skew',
      | Extract<PairedVerdict, { readonly outcome: 'not-evaluable' }>['subtype']
      /** Fewer than 3 tasks can be judged, which say nothing of an average. */
      | 'too-few-tasks'
    >

export interface TasksTypes {
  readonly file: TasksFile
  readonly hypothesis: TasksHypothesis
  readonly evidence: TasksEvidence
  readonly analysis: TasksAnalysis
  readonly verdict: TasksVerdict
}
