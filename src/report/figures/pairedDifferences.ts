import type { Figure } from '../../figures/figure'
import { linearPercentTicks, PERCENT_LABEL, percentOf } from '../../figures/percentTicks'
import { type Level, type Sample, sampleChart } from '../../figures/sampleChart'
import { bothTrained } from '../../kinds/comparison/failures'
import { deltaOf, epsilonOf, pairEffect } from '../../kinds/comparison/pairEffect'
import type { PairedAnalysis, PairedEvidence, PairedHypothesis } from '../../kinds/comparison/types'
import { armName } from '../../text/armName'
import { plainLine, shorten } from '../../text/escape'
import { formatNumber } from '../../text/format'
import type { JudgedClaim } from '../data/types'
import { effectWords } from '../words'

const NAME_LIMIT = 40

/** The effect of every pair in seed order, beside the interval of all and the margin. */
export function pairedDifferences(
  { claim, judgement }: JudgedClaim,
  hypothesis: PairedHypothesis,
  evidence: PairedEvidence,
  analysis: PairedAnalysis,
  id: string
): Figure | null {
  if (evidence.pairs.length === 0) return null
  const { margin } = hypothesis
  const effect = pairEffect(claim, hypothesis)
  const unused = new Set(analysis.sequential?.unusedSeeds ?? [])
  const [a, b] = [evidence.control.arm, evidence.treatment.arm].map(armName)
  const samples = evidence.pairs.map((pair): Sample => {
    const hasLogarithm = 'absolute' in margin || Math.min(pair.control.value, pair.treatment.value) + margin.epsilon > 0
    const value = bothTrained(pair) && hasLogarithm ? effect(pair.control.value, pair.treatment.value) : null
    const note = value === null ? 'no effect: a run failed, or a value has no logarithm' : ''
    return { name: String(pair.seed), value, series: 'pair', hollow: unused.has(pair.seed), note }
  })
  const delta = deltaOf(margin)
  const percent = !('absolute' in margin) && epsilonOf(margin) === 0
  const words = (value: number) => (percent ? percentOf(value) : formatNumber(value))
  const levels: Level[] = [
    { value: 0, words: 'no difference' },
    ...(delta === 0 ? [] : [-delta, delta].map((value) => ({ value, words: `margin ${words(value)}` })))
  ]
  const { theta, interval } = analysis
  return sampleChart({
    id: `${id}-pairs`,
    title: titleOf({ claim, judgement }, evidence, { a: a!, b: b! }),
    description: [
      `Each point is a pair of runs that share a seed: how far ${b} lies above ${a}.`,
      ...(delta === 0 ? [] : ['The grey band is the margin.']),
      ...(theta === null ? [] : ['The last mark is the centre of all pairs with its interval.']),
      ...(samples.some(({ value }) => value === null) ? ['Crosses at the bottom are pairs without an effect.'] : []),
      ...(unused.size === 0 ? [] : ['Hollow points are seeds that came after the verdict.'])
    ].join(' '),
    unit: 'seed',
    valueTitle: percent
      ? `change of ${shorten(plainLine(evidence.metric), NAME_LIMIT)}`
      : 'absolute' in margin
        ? `b - a of ${shorten(plainLine(evidence.metric), NAME_LIMIT)}`
        : 'ln((b + eps)/(a + eps))',
    samples,
    series: ['pair'],
    band: delta === 0 ? null : { from: -delta, to: delta, words: '' },
    levels,
    summary: theta === null ? null : { center: theta, interval, outcome: judgement.verdict.outcome },
    ...(percent && { ticks: PERCENT_TICKS })
  })
}

const PERCENT_TICKS = { valuesFor: linearPercentTicks, label: PERCENT_LABEL }

function titleOf(
  { claim, judgement }: Pick<JudgedClaim, 'claim' | 'judgement'>,
  { metric, pairs, measure }: PairedEvidence,
  { a, b }: { readonly a: string; readonly b: string }
): string {
  const { analysis } = judgement
  const { effect, interval } = effectWords(claim, judgement)
  const name = shorten(plainLine(metric), NAME_LIMIT)
  const what =
    measure.kind === 'final'
      ? `final ${name}`
      : measure.kind === 'auc'
        ? `${name} over the epochs`
        : `time to reach its ${name}`
  const theta = analysis.kind === 'paired' ? analysis.theta : null
  if (theta === null) return `${b} against ${a}, ${what}: too few of ${pairs.length} pairs have an effect`
  return `${b} against ${a}, ${what}: ${effect} ${interval} over ${analysis.kind === 'paired' ? analysis.numPairs : 0} pairs`
}
