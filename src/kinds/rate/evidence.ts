import type { MeasuredRun, MetricSeries } from '../../claims/runs'
import type { Runs } from '../shared/runs'
import type { RateEvidence, RateHypothesis, RateSample } from './types'

/** How fast one arm's average regret falls, run by run. */
export function rateEvidence({ arm, metric, over, slopeBelow }: RateHypothesis, runs: Runs): RateEvidence {
  const samples = runs.of(arm).map((run) => ({
    seed: run.seed,
    initialPoint: run.initialPoint ?? 0,
    runKey: run.key,
    ...regretSlope(run, metric)
  }))
  return { kind: 'rate', metric, arm, over, slopeBelow, samples }
}

type RegretSlope = Omit<RateSample, 'seed' | 'initialPoint' | 'runKey'>

/**
 * The slope of ln(R_t/t) on ln t by least squares, over the recorded steps t >= T/10 of a run of T steps with R_t > 0.
 *
 * The points of one run depend on each other, so the fit's own error says nothing; runs are compared with runs. Points
 * with R_t <= 0 have no logarithm and are left out; where they are half of the decade or more, or fewer than 2 others
 * are left, there is no slope, since what remains would only be the bumps.
 */
export function regretSlope({ status, metrics }: MeasuredRun, metric: string): RegretSlope {
  const points = lastDecade(metrics[metric])
  const positive = points.filter(({ regret }) => regret > 0)
  const numLeftOut = points.length - positive.length
  const last = points.at(-1)
  if (status.kind !== 'completed' || last === undefined) {
    return { slope: null, why: 'diverged', numPoints: positive.length, numLeftOut, averageRegret: Number.NaN }
  }
  const averageRegret = last.regret / last.step
  const counts = { numPoints: positive.length, numLeftOut, averageRegret }
  if (positive.length < 2 || numLeftOut >= positive.length) return { slope: null, why: 'not-positive', ...counts }
  const slope = leastSquaresSlope(
    positive.map(({ step }) => Math.log(step)),
    positive.map(({ step, regret }) => Math.log(regret / step))
  )
  return { slope, why: null, ...counts }
}

interface RegretPoint {
  readonly step: number
  readonly regret: number
}

function lastDecade(series: MetricSeries | undefined): readonly RegretPoint[] {
  const first = Math.floor((series?.at.at(-1) ?? 0) / 10)
  const points = series?.at.map((step, index) => ({ step, regret: series.values[index]! })) ?? []
  return points.filter(({ step }) => step >= first)
}

/** Sums of products of deviations, which lose nothing where ln t varies little around a large mean. */
function leastSquaresSlope(x: readonly number[], y: readonly number[]): number {
  const meanX = meanOf(x)
  const meanY = meanOf(y)
  const covariance = x.reduce((sum, value, index) => sum + (value - meanX) * (y[index]! - meanY), 0)
  const variance = x.reduce((sum, value) => sum + (value - meanX) ** 2, 0)
  return covariance / variance
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
