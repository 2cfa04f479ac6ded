import type { Figure } from '../../figures/figure'
import { type Sample, sampleChart } from '../../figures/sampleChart'
import type { FindingsOf } from '../judged'
import { armsName } from '../shared/armSamples'
import type { EffectWords } from '../shared/effect'
import { pointWords } from '../shared/runPoint'
import { finiteOrNull, meanSummary, shortName } from '../shared/sampleFigure'
import type { MatchesTypes } from './types'

/** Every run's value beside the reported one and its margin. */
export function matchesFigure(
  { evidence, analysis, verdict }: FindingsOf<MatchesTypes>,
  { effect, interval }: EffectWords,
  id: string
): Figure | null {
  const { samples, metric, point } = evidence
  if (samples.length === 0) return null
  const arm = shortName(armsName(evidence))
  const what = pointWords(shortName(metric), point)
  const { reported, delta } = analysis
  return sampleChart({
    id: `${id}-values`,
    title: `${arm}, ${what} against the reported ${reported.printed}: ${effect} ${interval}`,
    unit: 'seed',
    description:
      'Each point is the value of one run; the dashed line is the reported value, the grey band its margin; the last mark is our mean with its own interval.',
    valueTitle: what,
    series: [arm],
    samples: samples.map(
      ({ seed, value, failure }): Sample => ({
        name: String(seed),
        value: finiteOrNull(value),
        series: arm,
        hollow: Math.abs(value - reported.value) > delta,
        note: failure ?? ''
      })
    ),
    band: { from: reported.value - delta, to: reported.value + delta, words: 'margin' },
    levels: [{ value: reported.value, words: `reported ${reported.printed}` }],
    summary: meanSummary(verdict, analysis)
  })
}
