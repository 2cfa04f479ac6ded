import type { Optional } from '../../claims/fileTypes'
import type { Count, Double } from '../../json/scalars'
import type { Interval } from '../../stats/interval'
import type { VerdictWith, Warnings } from '../judged'
import type { EndPoint, SequentialAnalysis } from '../shared/types'

/** The iterate of one arm ends at `target`. */
export interface ConvergesToHypothesis {
  readonly kind: 'converges-to'
  /** Arm that is claimed to arrive. */
  readonly arm: string
  /** The metric whose last value is compared with the target: `x.windowMean`. */
  readonly metric: string
  /** Where it is claimed to end. */
  readonly target: number
  /** |value - target| <= tolerance counts as being there. */
  readonly tolerance: number
  /**
   * `initial-points`: a deterministic problem; every starting point must arrive (no p value).
   * `seeds`: a share of the seeds; reproduced where the share is shown to exceed `share`.
   */
  readonly over: 'initial-points' | 'seeds'
  /** pi0, for `over: "seeds"`; null otherwise. */
  readonly share: number | null
}

export type ConvergesToFile = Optional<ConvergesToHypothesis, 'metric' | 'share'>

/** One arm over seeds, each a success or not. */
export interface ShareEvidence {
  readonly kind: 'share'
  /** Metric whose last value counts. */
  readonly metric: string
  /** The arm that is claimed about. */
  readonly arm: string
  /** Where it is claimed to end. */
  readonly target: number
  /** |value - target| <= tolerance counts as being there. */
  readonly tolerance: number
  /** One a seed. */
  readonly samples: readonly EndPoint[]
}

/** One arm of a deterministic problem over starting points. */
export interface InitialPointsEvidence {
  readonly kind: 'initial-points'
  /** Metric whose last value counts. */
  readonly metric: string
  /** The arm that is claimed about. */
  readonly arm: string
  /** Where it is claimed to end. */
  readonly target: number
  /** |value - target| <= tolerance counts as being there. */
  readonly tolerance: number
  /** One a starting point. */
  readonly samples: readonly EndPoint[]
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
export interface InitialPointsAnalysis {
  readonly kind: 'initial-points'
  /** Starting points that were run. */
  readonly numPoints: Count
  /** Starting points that arrived. */
  readonly reached: Count
  /** Starting points that had not arrived and were still moving. */
  readonly unsettled: Count
  readonly warnings: Warnings
}

/** Over seeds: too few of them arrive. */
export type SeedsVerdict = VerdictWith<'too-few', 'not-settled' | 'contradictory-looks', 'no-data'>

/** Over starting points: they settle elsewhere. `mixed`: some arrive, others do not. */
export type PointsVerdict = VerdictWith<'elsewhere', 'not-settled' | 'mixed', 'no-data'>

interface Both {
  readonly file: ConvergesToFile
  readonly hypothesis: ConvergesToHypothesis
}

export interface SeedsTypes extends Both {
  readonly evidence: ShareEvidence
  readonly analysis: ShareAnalysis
  readonly verdict: SeedsVerdict
}

export interface PointsTypes extends Both {
  readonly evidence: InitialPointsEvidence
  readonly analysis: InitialPointsAnalysis
  readonly verdict: PointsVerdict
}

export interface ConvergesToTypes extends Both {
  readonly evidence: ShareEvidence | InitialPointsEvidence
  readonly analysis: ShareAnalysis | InitialPointsAnalysis
  readonly verdict: SeedsVerdict | PointsVerdict
}
