import type { Figure } from '../../figures/figure'
import { type Sample, sampleChart } from '../../figures/sampleChart'
import { formatNumber } from '../../text/format'
import type { FindingsOf } from '../judged'
import { finiteOrNull, meanSummary, shortName } from '../shared/sampleFigure'
import type { RateTypes } from './types'

/** The slope of every run's average regret, beside the bound. @param effect in words */
export function rateFigure(
  { evidence, analysis, verdict }: FindingsOf<RateTypes>,
  effect: string,
  id: string
): Figure | null {
  const { samples, slopeBelow, arm, over } = evidence
  if (samples.length === 0) return null
  return sampleChart({
    id: `${id}-values`,
    title: `Average regret of ${shortName(arm)}, slope on the log-log scale: ${effect}, to be below ${formatNumber(slopeBelow)}`,
    unit: over === 'seeds' ? 'seed' : 'starting point x_1',
    description:
      'Each point is the slope of one run over its last decade of steps; the dashed line is the bound. Crosses: no slope.',
    valueTitle: 'slope of ln(R_t/t) on ln t',
    series: [shortName(arm)],
    samples: samples.map(
      ({ seed, initialPoint, slope, why }): Sample => ({
        name: over === 'seeds' ? String(seed) : formatNumber(initialPoint),
        value: finiteOrNull(slope),
        series: shortName(arm),
        hollow: slope !== null && slope >= slopeBelow,
        note: why ?? ''
      })
    ),
    band: null,
    levels: [{ value: slopeBelow, words: `bound ${formatNumber(slopeBelow)}` }],
    summary: meanSummary(verdict, analysis)
  })
}
