import type { Optional } from '../../claims/fileTypes'
import type { VerdictWith } from '../judged'
import type { MeanAnalysis } from '../shared/types'

/**
 * Average regret falls: the slope of ln(R_t/t) on ln t over the last decade of steps is below `slopeBelow`; one slope a
 * seed (t interval over seeds), or one a starting point of a deterministic problem (every one, no p value).
 * The wording is "consistent with", never "goes to zero".
 */
export interface RateHypothesis {
  readonly kind: 'rate'
  readonly arm: string
  readonly metric: 'regret'
  readonly slopeBelow: number
  readonly over: 'initial-points' | 'seeds'
}

/** How fast the average regret of one arm falls: one slope a seed or starting point. */
export interface RateEvidence {
  readonly kind: 'rate'
  readonly metric: 'regret'
  readonly arm: string
  readonly over: RateHypothesis['over']
  readonly slopeBelow: number
  readonly samples: readonly RateSample[]
}

export interface RateSample {
  readonly seed: number
  readonly initialPoint: number
  readonly runKey: string
  /** Least squares of ln(R_t/t) on ln t over the last decade of steps; null where `why` says so. */
  readonly slope: number | null
  /**
   * null: there is a slope. `diverged`. `not-positive`: R_t <= 0 at half of the last decade's points or more, so the
   * average regret is at or below zero, and its logarithm has no slope: that seed holds the claim, without a number.
   */
  readonly why: 'diverged' | 'not-positive' | null
  /** Points of the last decade that the slope is made of: those with R_t > 0. */
  readonly numPoints: number
  /** Points of the last decade that are left out because R_t <= 0. */
  readonly numLeftOut: number
  /** R_T/T at the end; NaN where the run diverged. */
  readonly averageRegret: number
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

export type RateFile = Optional<RateHypothesis, 'metric'>

/**
 * Refuted: the average regret falls more slowly than claimed, or not at all. `mixed`: some starting points hold the
 * claim, others do not. `failures`: some run diverged.
 */
export type RateVerdict = VerdictWith<'slower', 'mixed' | 'failures', 'too-many-failures' | 'too-few-seeds' | 'no-data'>

export interface RateTypes {
  readonly file: RateFile
  readonly hypothesis: RateHypothesis
  readonly evidence: RateEvidence
  readonly analysis: RateAnalysis
  readonly verdict: RateVerdict
}
