import type { DotPlot, DotRow } from '../../figures/dotPlot'
import { formatInterval, formatNumber } from '../../text/format'
import type { MeanAnalysis } from './types'

/** One number of a run. @param counts whether it holds the claim */
export function valueRow(label: string, value: number, counts: boolean): DotRow {
  const mark = counts ? 'o' : 'x'
  return { label, text: formatNumber(value), value: Number.isFinite(value) ? value : null, mark }
}

export function meanRow({ mean, interval }: MeanAnalysis): DotPlot['effect'] {
  return mean === null ? null : { label: 'mean', text: formatNumber(mean), value: mean, mark: 'O', interval }
}

export function intervalLegend({ interval }: MeanAnalysis): string[] {
  return interval === null ? [] : [`=== interval ${formatInterval(interval, 3)}`]
}

/** Rows against a target with its tolerance. */
export function arrivalPlot(rows: readonly DotRow[], target: number, tolerance: number) {
  return {
    plot: { rows, band: { lower: target - tolerance, upper: target + tolerance }, reference: target, effect: null },
    legend: [`| target ${formatNumber(target)}`, `..... within ${formatNumber(tolerance)}`, 'o there', 'x not there']
  }
}
