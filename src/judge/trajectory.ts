import { median } from 'simple-statistics'
import type { Count, PositiveInteger } from '../json/scalars'
import type { RunResult } from '../store/types'

/** How one arm of a synthetic experiment went, over its runs: seeds or starting points. For figures, not for verdicts. */
export interface Trajectory {
  /** Runs that it summarises. */
  readonly numRuns: PositiveInteger
  /** Runs that ended early; at the steps that they did not reach the others are summarised. */
  readonly numDiverged: Count
  /**
   * Steps t, increasing, the last one recorded among them.
   *
   * @minItems 1
   * @maxItems 50
   */
  readonly at: readonly PositiveInteger[]
  /** x_{t+1}, the iterate after update t. */
  readonly x: Band
  /** R_t/t against the best fixed point of the steps so far. */
  readonly averageRegret: Band
}

/** One value a step, rounded to 6 significant digits. */
export interface Band {
  /** Over the runs. */
  readonly median: readonly number[]
  /** The smallest. */
  readonly low: readonly number[]
  /** The largest. */
  readonly high: readonly number[]
}

const SIGNIFICANT_DIGITS = 6

/**
 * The thinned trajectory of some runs that were recorded at the same steps.
 *
 * @param results runs of one arm at one length
 * @param maxPoints at most so many steps, evenly spaced among those recorded, the last one included
 * @returns null where no run recorded anything
 */
export function trajectoryOf(results: readonly RunResult[], maxPoints: number): Trajectory | null {
  const whole = results.map(({ metrics }) => metrics.x?.at ?? []).reduce((a, b) => (b.length > a.length ? b : a), [])
  if (whole.length === 0) return null
  const count = Math.min(maxPoints, whole.length)
  const places = Array.from({ length: count }, (_, k) => Math.floor(((k + 1) * whole.length) / count) - 1)
  const band = (metric: string, perStep: boolean): Band => {
    const columns = places.map((place) =>
      results.flatMap(({ metrics }) => {
        const value = metrics[metric]?.values[place]
        return value === undefined ? [] : [perStep ? value / whole[place]! : value]
      })
    )
    const each = (summary: (values: number[]) => number) => columns.map((values) => rounded(summary(values)))
    return { median: each(median), low: each((v) => Math.min(...v)), high: each((v) => Math.max(...v)) }
  }
  return {
    numRuns: results.length,
    numDiverged: results.filter(({ status }) => status.kind === 'diverged').length,
    at: places.map((place) => whole[place]!),
    x: band('x', false),
    averageRegret: band('regret', true)
  }
}

function rounded(value: number): number {
  return Number(value.toPrecision(SIGNIFICANT_DIGITS))
}
