import type { MetricSeries } from '../../claims/runs'
import { evenlySpread } from './evenlySpread'
import { MAX_CURVE_POINTS, type RunCurve } from './types'

/** Shown of every run that records them. */
const LOSSES = ['train.loss', 'test.loss'] as const
/** Finer than any screen. */
const DIGITS = 6

/**
 * What a report keeps of the course of a run: its losses at evenly spread epochs.
 *
 * @param also names of further metrics, which a figure shows
 * @returns undefined where nothing was recorded by the epoch, as in a synthetic run
 * @example
 * runCurve({ 'train.loss': { unit: 'epoch', at: [1, 2], values: [0.5, 0.123456789] } })
 * // { epochs: [1, 2], losses: { 'train.loss': [0.5, 0.123457] } }
 */
export function runCurve(
  metrics: Readonly<Record<string, MetricSeries>>,
  also: Iterable<string> = []
): RunCurve | undefined {
  const recorded = [...new Set([...LOSSES, ...also])].flatMap((name) => {
    const series = metrics[name]
    return series === undefined || series.unit !== 'epoch' ? [] : [{ name, series }]
  })
  const epochs = recorded[0]?.series.at ?? []
  if (epochs.length === 0) return undefined
  const kept = evenlySpread(epochs, MAX_CURVE_POINTS)
  const valuesOf = ({ at, values }: MetricSeries) =>
    kept.map((epoch) => rounded(values[at.indexOf(epoch)] ?? Number.NaN))
  return { epochs: kept, losses: Object.fromEntries(recorded.map(({ name, series }) => [name, valuesOf(series)])) }
}

function rounded(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(DIGITS)) : value
}
