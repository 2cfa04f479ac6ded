import type { Figure } from '../../figures/figure'
import { type Sample, sampleChart } from '../../figures/sampleChart'
import { formatNumber } from '../../text/format'
import { finiteOrNull, shortName, targetLevel } from '../shared/sampleFigure'
import type { ContrastEvidence } from './types'

/** Where every run of two arms ended, pair by pair. */
export function contrastFigure(evidence: ContrastEvidence, id: string): Figure | null {
  const { control, treatment, metric, target, tolerance, pairs } = evidence
  if (pairs.length === 0) return null
  const reached = (arm: 'control' | 'treatment') => pairs.filter((pair) => pair[arm].reached).length
  const sample = (seed: number, arm: string, run: { readonly value: number; readonly reached: boolean }): Sample => ({
    name: String(seed),
    value: finiteOrNull(run.value),
    series: shortName(arm),
    hollow: !run.reached,
    note: run.reached ? 'arrived' : 'not at the target'
  })
  return sampleChart({
    id: `${id}-values`,
    title: `${shortName(treatment)} ends at ${formatNumber(target)} on ${reached('treatment')} of ${pairs.length} seeds, ${shortName(control)} on ${reached('control')}`,
    unit: 'seed',
    description: 'Each point is where a run ended; the grey band is the target with its tolerance. Hollow: not there.',
    valueTitle: `last ${shortName(metric)}`,
    series: [shortName(control), shortName(treatment)],
    samples: pairs.flatMap((pair) => [
      sample(pair.seed, control, pair.control),
      sample(pair.seed, treatment, pair.treatment)
    ]),
    ...targetLevel(target, tolerance),
    summary: null
  })
}
