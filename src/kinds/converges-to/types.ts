import type { Optional } from '../../claims/fileTypes'
import type { Interval } from '../../stats/interval'
import type { VerdictWith } from '../judged'
import type { EndPoint, SequentialAnalysis } from '../shared/types'

/** The iterate of one arm ends at `target`. */
export interface ConvergesToHypothesis {
  readonly kind: 'converges-to'
  readonly arm: string
  /** The metric whose last value is compared with the target: `x.windowMean`. */
  readonly metric: string
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
  readonly metric: string
  readonly arm: string
  readonly target: number
  readonly tolerance: number
  readonly samples: readonly EndPoint[]
}

/** One arm of a deterministic problem over starting points. */
export interface GridEvidence {
  readonly kind: 'grid'
  readonly metric: string
  readonly arm: string
  readonly target: number
  readonly tolerance: number
  readonly samples: readonly EndPoint[]
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
  readonly evidence: GridEvidence
  readonly analysis: GridAnalysis
  readonly verdict: PointsVerdict
}

export interface ConvergesToTypes extends Both {
  readonly evidence: ShareEvidence | GridEvidence
  readonly analysis: ShareAnalysis | GridAnalysis
  readonly verdict: SeedsVerdict | PointsVerdict
}
