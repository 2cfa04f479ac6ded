import type { Figure } from '../../figures/figure'
import { type Sample, sampleChart } from '../../figures/sampleChart'
import { formatNumber } from '../../text/format'
import { finiteOrNull, shortName, targetLevel } from '../shared/sampleFigure'
import type { GridEvidence, ShareEvidence } from './types'

/** Where every run of one arm ended, beside the target. */
export function endPointFigure(evidence: ShareEvidence | GridEvidence, id: string): Figure | null {
  const { arm, metric, target, tolerance, samples } = evidence
  if (samples.length === 0) return null
  const overSeeds = evidence.kind === 'share'
  const arrived = samples.filter(({ reached }) => reached).length
  return sampleChart({
    id: `${id}-values`,
    title: `${shortName(arm)} ends at ${formatNumber(target)} from ${arrived} of ${samples.length} ${overSeeds ? 'seeds' : 'starting points'}`,
    unit: overSeeds ? 'seed' : 'starting point x_1',
    description: `Each point is where a run ended; the grey band is the target with its tolerance. Hollow: not there.`,
    valueTitle: `last ${shortName(metric)}`,
    series: [shortName(arm)],
    samples: samples.map(
      ({ seed, initialPoint, value, reached }): Sample => ({
        name: overSeeds ? String(seed) : formatNumber(initialPoint),
        value: finiteOrNull(value),
        series: shortName(arm),
        hollow: !reached,
        note: reached ? 'arrived' : 'not at the target'
      })
    ),
    ...targetLevel(target, tolerance),
    summary: null
  })
}
