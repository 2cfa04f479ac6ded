import type { Optional } from '../../claims/fileTypes'
import type { Count, Digest, Double } from '../../json/scalars'
import type { VerdictWith, Warnings } from '../judged'
import type { MeanAnalysis } from '../shared/types'

/**
 * Average regret falls: the slope of ln(R_t/t) on ln t over the last decade of steps is below `slopeBelow`; one slope a
 * seed (t interval over seeds), or one a starting point of a deterministic problem (every one, no p value).
 * The wording is "consistent with", never "goes to zero".
 */
export interface RateHypothesis {
  readonly kind: 'rate'
  /** The arm that it speaks of. */
  readonly arm: string
  readonly metric: 'regret'
  /** Bound that the slope has to stay below. */
  readonly slopeBelow: number
  /** Whether it is repeated over starting points or over seeds. */
  readonly over: 'initial-points' | 'seeds'
}

/** How fast the average regret of one arm falls: one slope a seed or starting point. */
export interface RateEvidence {
  readonly kind: 'rate'
  readonly metric: 'regret'
  /** The arm that is claimed about. */
  readonly arm: string
  /** Whether it is repeated over starting points or over seeds. */
  readonly over: RateHypothesis['over']
  /** Bound that the slope has to stay below. */
  readonly slopeBelow: number
  /** The samples, in seed order. */
  readonly samples: readonly RateSample[]
}

/** How fast the average regret of one run falls. */
export interface RateSample {
  /** Seed of the runs. */
  readonly seed: Count
  /** x_1 of the run. */
  readonly initialPoint: number
  /** Key of the run. */
  readonly runKey: Digest
  /** Least squares of ln(R_t/t) on ln t over the last decade of steps; null where `why` says so. */
  readonly slope: Double | null
  /**
   * null: there is a slope. `diverged`. `not-positive`: R_t <= 0 at half of the last decade's points or more, so the
   * average regret is at or below zero, and its logarithm has no slope: that seed holds the claim, without a number.
   */
  readonly why: 'diverged' | 'not-positive' | null
  /** Points of the last decade that the slope is made of: those with R_t > 0. */
  readonly numPoints: Count
  /** Points of the last decade that are left out because R_t <= 0. */
  readonly numLeftOut: Count
  /** R_T/T at the end; NaN where the run diverged. */
  readonly averageRegret: Double
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

export type RateFile = Optional<RateHypothesis, 'metric'>

/**
 * Refuted: the average regret falls more slowly than claimed, or not at all. `mixed`: some starting points hold the
 * claim, others do not. `failures`: some run diverged. `no-spread`: at least half of the slopes are equal. `skew`: the t
 * interval decides, but not with the skewness of the slopes allowed for.
 */
export type RateVerdict = VerdictWith<
  'slower',
  'mixed' | 'no-spread' | 'skew' | 'failures',
  'too-many-failures' | 'too-few-seeds' | 'no-data'
>

export interface RateTypes {
  readonly file: RateFile
  readonly hypothesis: RateHypothesis
  readonly evidence: RateEvidence
  readonly analysis: RateAnalysis
  readonly verdict: RateVerdict
}
