import type { Figure } from '../../figures/figure'
import { type Sample, sampleChart } from '../../figures/sampleChart'
import type { FindingsOf } from '../judged'
import { armsName } from '../shared/armSamples'
import type { EffectWords } from '../shared/effect'
import { finiteOrNull, meanSummary, shortName } from '../shared/sampleFigure'
import { endsWords } from './evidence'
import type { RangeTypes } from './types'

/** Every run's value beside the range; the effect in words is of what is claimed to lie in it. */
export function rangeFigure(
  { evidence, analysis, verdict }: FindingsOf<RangeTypes>,
  { effect, interval }: EffectWords,
  id: string
): Figure | null {
  const { samples, metric } = evidence
  const isOfValues = analysis.of !== 'spread'
  // The range of a spread is none of the values that are drawn.
  const [low, high] = isOfValues ? [evidence.low, evidence.high] : [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  if (samples.length === 0) return null
  const arm = shortName(armsName(evidence))
  const reported =
    analysis.reported === null ? [] : [{ value: analysis.reported.value, words: 'reported by the source' }]
  return sampleChart({
    id: `${id}-values`,
    title: `Final ${shortName(metric)} of ${arm}: ${effect} ${interval}, the range is ${endsWords(evidence)}`,
    unit: 'seed',
    description: `Each point is the value of one run; ${isOfValues ? 'the grey band is the claimed range' : 'the range is one of their standard deviation'}; the last mark is the mean with ${analysis.of === 'run' ? 'the prediction interval of one further run' : 'its interval'}.`,
    valueTitle: `final ${shortName(metric)}`,
    series: [arm],
    samples: samples.map(
      ({ seed, value, failure, place }): Sample => ({
        name: place === undefined ? String(seed) : `${seed} at ${place}`,
        value: finiteOrNull(value),
        series: arm,
        hollow: value < low || value > high,
        note: failure ?? ''
      })
    ),
    band: !isOfValues ? null : { from: low, to: high, words: Number.isFinite(high) ? 'claimed range' : '' },
    levels: Number.isFinite(high) || !isOfValues ? reported : [...reported, { value: low, words: 'claimed, or above' }],
    summary: meanSummary(
      verdict,
      analysis.of === 'run' ? { ...analysis, interval: analysis.prediction ?? null } : analysis
    )
  })
}
